# Varnish in front of any number of instances, which share nothing.
#
# A cached page is served even when it is stale or all instances are down, for as long as its Cache-Control
# allows. A request that fails on one instance is sent to the others. Nothing about the reader is forwarded.
#
# Use with the options in varnish.service.conf: without `http_gzip_support=off`, Varnish would only request gzip,
# and readers would get larger pages.

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
    # Instances take turns.
    new instances = directors.round_robin();
    instances.add_backend(first);
    instances.add_backend(second);
}

sub vcl_recv {
    # The site uses no cookies and no login, so any cookies are from another site.
    unset req.http.Cookie;
    unset req.http.Authorization;
    # Removes headers about the reader.
    unset req.http.X-Forwarded-For;
    unset req.http.Forwarded;
    unset req.http.X-Real-IP;
    unset req.http.User-Agent;
    unset req.http.Referer;
    # Pages are always sent whole.
    unset req.http.Range;

    set req.backend_hint = instances.backend();

    # Three encodings of a page are cached; the client gets the best one it accepts.
    if (req.http.Accept-Encoding ~ "(^|[ ,])br *(,|$)") {
        set req.http.Accept-Encoding = "br";
    } elseif (req.http.Accept-Encoding ~ "(^|[ ,])gzip *(,|$)") {
        set req.http.Accept-Encoding = "gzip";
    } else {
        unset req.http.Accept-Encoding;
    }

    # A form is buffered only so that it can be sent to another instance, which is safe because the
    # program stores nothing. The web server in front accepts up to 256 kB.
    if (req.method == "POST") {
        if (!std.cache_req_body(256KB)) {
            return (synth(413));
        }
        return (pass);
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }

    # Never cached, because they are made for one reader: answers, hand-overs, the exit, and the page
    # that shows the log record of the request.
    if (req.url ~ "^(/ud|/privatliv|/sitemap\.xml|(/[^/?]+)?/soeg|/[^/?]+/(udlevering|u)(/[^?]*)?)(\?|$)") {
        return (pass);
    }
    # Calculators and the letter are ordinary pages until they have a query.
    if (req.url ~ "^/[^/?]+/(frister/[^/?]+|klagebrev)\?.") {
        return (pass);
    }

    # While an instance is healthy, stale pages are limited by stale-while-revalidate. If none is, or all have
    # failed this request, by stale-if-error.
    if (req.restarts == 0 && std.healthy(req.backend_hint)) {
        set req.grace = 600s;
    } else {
        set req.grace = 365d;
    }
    return (hash);
}

sub vcl_hash {
    # Cacheable responses depend only on the path; those that depend on the query or the host are marked as
    # uncacheable. So nobody can fill the cache with one page under a million addresses.
    hash_data(regsub(req.url, "\?.*$", ""));
    return (lookup);
}

sub vcl_backend_fetch {
    # First the instance whose turn it is, then the others in order, so that a request only fails if all of
    # them fail.
    if (bereq.retries == 1 || bereq.retries == 3) {
        set bereq.backend = first;
    } elseif (bereq.retries == 2 || bereq.retries == 4) {
        set bereq.backend = second;
    }
    unset bereq.http.X-Forwarded-For;
    unset bereq.http.Via;
}

sub vcl_backend_response {
    # Whole pages only: if an instance dies in the middle of a response, the reader has not seen any of it.
    set beresp.do_stream = false;

    if (beresp.status >= 500) {
        # An instance that sends Retry-After is overloaded, so it gets no retry: only the other one is tried, once.
        if (bereq.retries < 1 || (bereq.retries < 4 && !beresp.http.Retry-After)) {
            return (retry);
        }
        # A stale page is better, so keep it.
        if (bereq.is_bgfetch) {
            return (abandon);
        }
    }

    # During an update, one instance may have a page that the other doesn't have yet, so a 404 is only sent
    # after every instance has been tried.
    if (beresp.status == 404 && bereq.retries < 2) {
        return (retry);
    }

    # The maximum staleness. `stale-while-revalidate` is applied in vcl_recv.
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
    # Only if every instance is down and the page isn't in the cache.
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
    # All instances failed this request. There may be a copy too old to be served otherwise.
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
