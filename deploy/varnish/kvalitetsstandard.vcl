# Varnish in front of any number of instances, which share nothing.
#
# A page that is in the cache is answered from it, also when it is stale and also when every instance
# is gone, for as long as the response's own Cache-Control allows. A request that one instance fails
# is put to the others. Nothing that says who is reading goes any further than here.
#
# Goes with the options in varnish.service.conf: without `http_gzip_support=off`
# Varnish would ask for gzip only, and readers would get larger pages.

vcl 4.1;

import directors;
import std;

probe healthz {
    .url = "/healthz";
    .interval = 1s;
    .timeout = 2s;
    .window = 4;
    .threshold = 2;
    .initial = 2;
}

# The instances. Add one here, in vcl_init and in vcl_backend_fetch, then `systemctl reload varnish`.
backend first {
    .host = "127.0.0.1";
    .port = "8081";
    .probe = healthz;
    .connect_timeout = 1s;
    .first_byte_timeout = 15s;
    .between_bytes_timeout = 5s;
}

backend second {
    .host = "127.0.0.1";
    .port = "8082";
    .probe = healthz;
    .connect_timeout = 1s;
    .first_byte_timeout = 15s;
    .between_bytes_timeout = 5s;
}

sub vcl_init {
    # Takes turns.
    new instances = directors.round_robin();
    instances.add_backend(first);
    instances.add_backend(second);
}

sub vcl_recv {
    # The site sets no cookie, so what comes here is another site's; and it asks nobody to log in.
    unset req.http.Cookie;
    unset req.http.Authorization;
    # Who reads, with what, and from where they came is nobody's business from here on.
    unset req.http.X-Forwarded-For;
    unset req.http.Forwarded;
    unset req.http.X-Real-IP;
    unset req.http.User-Agent;
    unset req.http.Referer;
    # Pages are sent whole.
    unset req.http.Range;

    set req.backend_hint = instances.backend();

    # Three forms of a page are kept: the client gets the best it takes.
    if (req.http.Accept-Encoding ~ "(^|[ ,])br *(,|$)") {
        set req.http.Accept-Encoding = "br";
    } elseif (req.http.Accept-Encoding ~ "(^|[ ,])gzip *(,|$)") {
        set req.http.Accept-Encoding = "gzip";
    } else {
        unset req.http.Accept-Encoding;
    }

    # A form is read and forgotten. It is held only so that another instance can be given it, and
    # no longer than that: sending it twice changes nothing, for nothing is kept anywhere. The web
    # server in front lets 256 kB through.
    if (req.method == "POST") {
        if (!std.cache_req_body(256KB)) {
            return (synth(413));
        }
        return (pass);
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }

    # Made for one reader, and so never kept: answers, hand-overs, the way out, and the page that
    # shows what was noted of this very request.
    if (req.url ~ "^(/ud|/privatliv|/sitemap\.xml|(/[^/?]+)?/soeg|/[^/?]+/(udlevering|u)(/[^?]*)?)(\?|$)") {
        return (pass);
    }
    # A calculator and the letter are pages like any other until something is asked of them.
    if (req.url ~ "^/[^/?]+/(frister/[^/?]+|klagebrev)\?.") {
        return (pass);
    }

    # While instances answer, a page may be as stale as the pages' stale-while-revalidate says. When
    # none does, or all have failed this very request, as stale as their stale-if-error says.
    if (req.restarts == 0 && std.healthy(req.backend_hint)) {
        set req.grace = 600s;
    } else {
        set req.grace = 365d;
    }
    return (hash);
}

sub vcl_hash {
    # Whatever can be kept depends on the path alone: what depends on the query, or on the name the
    # site was called by, is never to be kept and says so. So nobody can fill the cache with
    # one page under a million addresses.
    hash_data(regsub(req.url, "\?.*$", ""));
    return (lookup);
}

sub vcl_backend_fetch {
    # First whoever's turn it is; then one after the other and round again, so that the request is
    # lost only if all of them fail it.
    if (bereq.retries == 1 || bereq.retries == 3) {
        set bereq.backend = first;
    } elseif (bereq.retries == 2 || bereq.retries == 4) {
        set bereq.backend = second;
    }
    unset bereq.http.X-Forwarded-For;
    unset bereq.http.Via;
}

sub vcl_backend_response {
    # A whole page or none: an instance that dies in the middle of one is found out before the
    # reader has seen any of it.
    set beresp.do_stream = false;

    if (beresp.status >= 500) {
        # An instance that says when to come again has too much to do, and is given no more of it: the
        # other is asked once.
        if (bereq.retries < 1 || (bereq.retries < 4 && !beresp.http.Retry-After)) {
            return (retry);
        }
        # A stale page is better; it stays where it is.
        if (bereq.is_bgfetch) {
            return (abandon);
        }
    }

    # While new content is being taken into use, one instance may have a page that the other does
    # not have yet: each has been asked before the reader is told that there is no such page.
    if (beresp.status == 404 && bereq.retries < 2) {
        return (retry);
    }

    # How stale it may be at the very most. `stale-while-revalidate` is applied in vcl_recv.
    if (beresp.http.Cache-Control ~ "stale-if-error=[0-9]+") {
        set beresp.grace = std.duration(
            regsub(beresp.http.Cache-Control, ".*stale-if-error=([0-9]+).*", "\1s"), 0s);
    } else {
        set beresp.grace = 0s;
    }
    set beresp.keep = 0s;
}

sub vcl_backend_error {
    if (bereq.retries < 4) {
        return (retry);
    }
    if (bereq.is_bgfetch) {
        return (abandon);
    }
    # Only where every instance is gone and the page isn't in the cache.
    set beresp.status = 503;
    set beresp.http.Content-Type = "text/html; charset=utf-8";
    set beresp.http.Cache-Control = "no-store";
    set beresp.http.Retry-After = "30";
    set beresp.http.Content-Security-Policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    set beresp.http.Cross-Origin-Opener-Policy = "same-origin";
    set beresp.http.Cross-Origin-Resource-Policy = "same-origin";
    set beresp.http.Permissions-Policy = "camera=(), geolocation=(), microphone=(), browsing-topics=()";
    set beresp.http.Referrer-Policy = "no-referrer";
    set beresp.http.Strict-Transport-Security = "max-age=31536000";
    set beresp.http.X-Content-Type-Options = "nosniff";
    set beresp.body = {"<!DOCTYPE html>
<html lang="da">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Siden kan ikke vises lige nu</title>
<h1>Siden kan ikke vises lige nu</h1>
<p>Prøv igen om lidt. Er der fare for liv, så ring <a href="tel:112">112</a>.</p>
</html>
"};
    return (deliver);
}

sub vcl_deliver {
    # All instances failed this request. There may be a copy older than a reader gets otherwise.
    if (resp.status >= 500 && req.restarts == 0 && (req.method == "GET" || req.method == "HEAD")) {
        return (restart);
    }
    unset resp.http.X-Varnish;
    unset resp.http.Via;
}

sub vcl_synth {
    set resp.http.Content-Type = "text/html; charset=utf-8";
    set resp.http.Cache-Control = "no-store";
    set resp.http.Content-Security-Policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    set resp.http.Cross-Origin-Opener-Policy = "same-origin";
    set resp.http.Cross-Origin-Resource-Policy = "same-origin";
    set resp.http.Permissions-Policy = "camera=(), geolocation=(), microphone=(), browsing-topics=()";
    set resp.http.Referrer-Policy = "no-referrer";
    set resp.http.Strict-Transport-Security = "max-age=31536000";
    set resp.http.X-Content-Type-Options = "nosniff";
    unset resp.http.X-Varnish;
    unset resp.http.Via;
    unset resp.http.Server;
    set resp.body = {"<!DOCTYPE html>
<html lang="da">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Det kunne vi ikke læse</title>
<h1>Det kunne vi ikke læse</h1>
<p>Gå tilbage, og prøv igen med en kortere tekst.</p>
</html>
"};
    return (deliver);
}
