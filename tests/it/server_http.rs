//! The server's HTTP: addresses, redirects, encodings, conditional requests, methods, headers.

use std::net::TcpStream;
use std::time::{Duration, Instant};

use kvalitetsstandard::edition::{self, Wanted};
use kvalitetsstandard::server::config::{Config, Limits};

use crate::http::{Client, Response, ask, get};
use crate::serving::{Program, Serving, TestClock, small, small_site, until};

#[test]
fn a_page_comes_with_type_tag_and_every_security_header() {
    let server = Serving::small();
    let page = get(server.address, "/ishoj");
    assert_eq!(page.status, 200);
    assert!(page.text().contains("<h1>By</h1>"));
    for (name, value) in [
        ("content-type", "text/html; charset=utf-8"),
        ("cache-control", "max-age=60, stale-while-revalidate=600, stale-if-error=86400"),
        ("vary", "accept-encoding"),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(page.header(name), Some(value), "{name}");
    }
    assert_eq!(page.header("strict-transport-security"), None);
    assert_eq!(page.header("x-version").map(str::len), Some(12));
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(!policy.contains("unsafe"));
    assert!(page.head_bytes < 1000, "{} bytes of headers", page.head_bytes);
}

/// Method, address, form and status of every kind of response.
const KINDS: [(&str, &str, &str, u16); 32] = [
    ("GET", "/", "", 200),
    ("GET", "/ishoj/klage", "", 200),
    ("HEAD", "/ishoj/klage", "", 200),
    ("GET", "/privatliv", "", 200),
    ("GET", "/favicon.svg", "", 200),
    ("GET", "/robots.txt", "", 200),
    ("GET", "/sitemap.xml", "", 200),
    ("GET", "/healthz", "", 200),
    ("GET", "/ishoj/soeg?q=klage", "", 200),
    ("GET", "/soeg?q=%ff", "", 200),
    ("GET", "/ishoj/udlevering", "", 200),
    ("GET", "/ishoj/udlevering/h", "", 200),
    ("GET", "/ishoj/udlevering?del=afsnit:klage", "", 303),
    ("GET", "/i/u/h", "", 303),
    ("GET", "/i/klage", "", 301),
    ("GET", "/was", "", 301),
    ("GET", "/ISHOJ", "", 301),
    ("GET", "/ud", "", 200),
    ("GET", "/findes-ikke", "", 404),
    ("GET", "/ishoj/findes-ikke", "", 404),
    ("GET", "/findes-ikke/soeg", "", 404),
    ("GET", "/ishoj/frister", "", 200),
    ("GET", "/ishoj/frister/klage", "", 200),
    ("POST", "/ishoj/frister", "beregn=klage&dag=2&maaned=11&aar=2026", 303),
    ("POST", "/ishoj/frister", "beregn=klage&dag=x", 303),
    ("POST", CALENDAR, "beregn=klage&dag=2&maaned=11&aar=2026&hvilken=sikker", 200),
    ("POST", "/ishoj/klagebrev", "vej=afgoerelse&navn=A", 200),
    ("POST", "/ishoj/klagebrev", LONG, 413),
    ("POST", "/ishoj/frister", LONG, 413),
    ("POST", "/ishoj", "", 405),
    ("POST", "/healthz", "", 405),
    ("DELETE", "/ishoj/soeg", "", 405),
];

const CALENDAR: &str = "/ishoj/frister/frist.ics";

/// Stands for a form that is too large.
const LONG: &str = "long";

fn assert_safe(response: &Response, https: bool, what: &str) {
    for (name, value) in [
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(response.header(name), Some(value), "{what}: {name}");
    }
    let hsts = response.header("strict-transport-security");
    assert_eq!(hsts, https.then_some("max-age=31536000"), "{what}");
    let policy = response.header("content-security-policy").expect(what);
    assert!(policy.starts_with("default-src 'none'"), "{what}: {policy}");
    assert!(policy.contains("; frame-ancestors 'none'"), "{what}: {policy}");
    assert!(!policy.contains("unsafe") && !policy.contains('*'), "{what}: {policy}");
    let is_page = response.header("content-type") == Some("text/html; charset=utf-8");
    assert!(!is_page || policy.contains("base-uri 'none'"), "{what}: {policy}");
    let permissions = response.header("permissions-policy").expect(what);
    for feature in ["camera", "geolocation", "microphone", "browsing-topics"] {
        assert!(permissions.contains(&format!("{feature}=()")), "{what}: {permissions}");
    }
    assert!(response.header("cache-control").is_some(), "{what}");
    for revealing in ["set-cookie", "server", "x-powered-by"] {
        assert_eq!(response.header(revealing), None, "{what}");
    }
}

#[test]
fn every_response_is_safe_whatever_it_is() {
    for https in [false, true] {
        let config = Config { https, ..Config::default() };
        let load = |today| Ok(edition::site(&Wanted::default(), today)?);
        let clock = TestClock::at("2026-11-22T11:00:00Z");
        let server = Serving::with(config, clock, Box::new(load));
        for (method, path, form, status) in KINDS {
            let form = if form == LONG { "x".repeat(200_000) } else { form.to_owned() };
            let mut client = Client::new(server.address);
            let head = format!(
                "{method} {path} HTTP/1.1\r\nhost: test\r\ncontent-length: {}\r\n\r\n",
                form.len()
            );
            client.send(head.as_bytes());
            client.send_what_is_taken(form.as_bytes());
            let response = client.read(method == "HEAD");
            let what = format!("{method} {path}");
            assert_eq!(response.status, status, "{what}");
            assert_safe(&response, https, &what);
        }
    }
}

/// A 304 may leave out headers, because browsers keep those of the stored response.
#[test]
fn a_304_loosens_no_security_header() {
    let server = Serving::shipped();
    let unchanged = ask(server.address, "GET", "/ishoj", &["if-none-match: *"]);
    assert_eq!(unchanged.status, 304);
    for name in ["content-security-policy", "strict-transport-security", "set-cookie"] {
        assert_eq!(unchanged.header(name), None, "{name}");
    }
}

#[test]
fn hsts_is_sent_where_people_use_https() {
    let config = Config { https: true, ..Config::default() };
    let server = Serving::with(config, TestClock::at("2026-11-22T11:00:00Z"), Box::new(small));
    for path in ["/", "/nix", "/healthz", "/ud"] {
        let response = get(server.address, path);
        assert_eq!(response.header("strict-transport-security"), Some("max-age=31536000"));
    }
}

#[test]
fn misspelt_addresses_redirect_and_keep_the_query() {
    let server = Serving::small();
    for (asked, meant) in [
        ("/ishoj/", "/ishoj"),
        ("/ISHOJ", "/ishoj"),
        ("/Ishoj/Paaroerende/?a=B&c", "/ishoj/paaroerende?a=B&c"),
        ("/ish%C3%B8j/p%c3%a5r%C3%B8rende", "/ishoj/paaroerende"),
        ("//ishoj//", "/ishoj"),
        ("/HEALTHZ/", "/healthz"),
    ] {
        let response = get(server.address, asked);
        assert_eq!((response.status, response.header("location")), (301, Some(meant)), "{asked}");
    }
    for nowhere in ["//evil.example/", "/nix/", "/%0d%0aset-cookie:x", "/\\evil.example", "/%ff/"] {
        assert_eq!(get(server.address, nowhere).status, 404, "{nowhere}");
    }
}

#[test]
fn a_wrong_address_gets_the_page_of_its_municipality() {
    let server = Serving::small();
    for (path, says) in [("/ishoj/nix", "Ikke her i byen"), ("/nix", "Ikke her</h1>")] {
        let response = get(server.address, path);
        assert_eq!(response.status, 404);
        assert!(response.text().contains(says), "{path}");
        assert_eq!(response.header("cache-control"), Some("no-store"));
        assert_eq!(response.header("etag"), None);
    }
}

#[test]
fn head_has_the_same_headers_as_get() {
    let server = Serving::small();
    let mut client = Client::new(server.address);
    for path in ["/ishoj", "/healthz", "/nix", "/i/klage"] {
        let get = client.ask("GET", path, &[]);
        let head = client.ask("HEAD", path, &[]);
        assert_eq!(get.status, head.status, "{path}");
        let but_date = |response: crate::http::Response| {
            let mut headers = response.headers;
            headers.retain(|(name, _)| name != "date");
            headers
        };
        assert_eq!(but_date(get), but_date(head), "{path}");
    }
}

#[test]
fn other_methods_get_a_list_of_allowed_ones() {
    let server = Serving::small();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"] {
        for path in ["/ishoj", "/healthz"] {
            let response = ask(server.address, method, path, &["content-length: 0"]);
            assert_eq!(response.status, 405, "{method} {path}");
            let mut allowed: Vec<_> = response.header("allow").unwrap().split([',', ' ']).collect();
            allowed.retain(|method| !method.is_empty());
            assert_eq!(allowed, ["GET", "HEAD"], "{method} {path}");
        }
    }
}

#[test]
fn encodings_become_available_and_give_the_same_page() {
    let server = Serving::small();
    let address = server.address;
    let plain = get(address, "/ishoj");
    let encoded = |accept: &str| ask(address, "GET", "/ishoj", &[accept]);
    until("brotli is there at its best", || {
        let response = encoded("accept-encoding: br");
        response.header("etag").is_some_and(|tag| tag.ends_with("-br\""))
    });
    let brotli = encoded("accept-encoding: gzip, deflate, br, zstd");
    assert_eq!(brotli.header("content-encoding"), Some("br"));
    let mut back = Vec::new();
    brotli::BrotliDecompress(&mut &brotli.body[..], &mut back).unwrap();
    assert_eq!(back, plain.body);
    let gzip = encoded("accept-encoding: gzip;q=1.0, br;q=0.2");
    assert_eq!(gzip.header("content-encoding"), Some("gzip"));
    let tags = [&plain, &brotli, &gzip].map(|response| response.header("etag").unwrap());
    assert!(tags[0] != tags[1] && tags[1] != tags[2] && tags[0] != tags[2], "{tags:?}");
    assert_eq!(encoded("accept-encoding: br;q=0").header("content-encoding"), None);
}

#[test]
fn unchanged_pages_are_not_sent_again() {
    let server = Serving::small();
    let mut client = Client::new(server.address);
    let tag = client.ask("GET", "/", &[]).header("etag").unwrap().to_owned();
    for have in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
        let line = format!("if-none-match: {have}");
        let response = client.ask("GET", "/", &[&line]);
        assert_eq!(response.status, 304, "{have}");
        assert_eq!(response.header("etag"), Some(tag.as_str()));
        assert!(response.header("cache-control").is_some() && response.header("vary").is_some());
        assert_eq!(client.ask("HEAD", "/", &[&line]).status, 304);
    }
    assert_eq!(client.ask("GET", "/", &["if-none-match: \"x\""]).status, 200);
    let line = format!("if-none-match: {tag}");
    assert_eq!(client.ask("GET", "/ishoj", &[&line]).status, 200);
    assert_eq!(client.ask("GET", "/nix", &["if-none-match: *"]).status, 404);
}

#[test]
fn a_range_gets_the_whole_page() {
    let server = Serving::small();
    let response = ask(server.address, "GET", "/ishoj", &["range: bytes=0-9"]);
    assert_eq!(response.status, 200);
    assert!(response.body.len() > 10);
}

#[test]
fn leaving_goes_through_an_empty_page() {
    let server = Serving::small();
    let response = get(server.address, "/ud");
    assert_eq!((response.status, response.header("cache-control")), (200, Some("no-store")));
    // This would delay the next page.
    assert_eq!(response.header("clear-site-data"), None);
    let html = response.text();
    assert!(html.contains("<meta http-equiv=\"refresh\" content=\"0; url=https://"), "{html}");
    assert!(html.len() < 500 && !html.contains("kvalitet") && !html.contains("usmid"), "{html}");
}

#[test]
fn the_sitemap_lists_pages_with_full_addresses() {
    let server = Serving::small();
    let sitemap = get(server.address, "/sitemap.xml");
    assert_eq!(sitemap.header("content-type"), Some("application/xml; charset=utf-8"));
    assert!(sitemap.text().contains("<loc>http://test/ishoj/paaroerende</loc>"));
    assert!(!sitemap.text().contains("abc.css") && !sitemap.text().contains("/i/klage"));
    let today = "2026-11-22".parse().unwrap();
    assert_eq!(small_site(today).version(), small_site(today).version());
}

#[test]
fn headers_that_are_too_large_or_slow_are_refused() {
    let limits = Limits { head_time: Duration::from_secs(1), ..Limits::default() };
    let config = Config { limits, ..Config::default() };
    let server = Serving::with(config, TestClock::at("2026-11-22T11:00:00Z"), Box::new(small));
    let large = format!("x-large: {}", "x".repeat(20_000));
    assert_eq!(ask(server.address, "GET", "/", &[&large]).status, 431);
    let many: Vec<String> = (0..100).map(|number| format!("x-{number}: y")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(ask(server.address, "GET", "/", &many).status, 431);
    let mut slow = Client::new(server.address);
    slow.send(b"GET / HTTP/1.1\r\nhost: te");
    assert_eq!(get(server.address, "/").status, 200);
    assert!(slow.is_closed());
}

#[test]
fn with_too_many_connections_the_longest_waiting_are_closed() {
    let limits = Limits { connections: 16, ..Limits::default() };
    let config = Config { limits, ..Config::default() };
    let server = Serving::with(config, TestClock::at("2026-11-22T11:00:00Z"), Box::new(small));
    let mut first = Client::new(server.address);
    std::thread::sleep(Duration::from_millis(100));
    let silent: Vec<Client> = (0..15).map(|_| Client::new(server.address)).collect();
    let started = Instant::now();
    for _ in 0..20 {
        assert_eq!(get(server.address, "/").status, 200);
    }
    assert!(first.is_closed() && started.elapsed() < Duration::from_secs(5));
    drop(silent);
}

#[test]
fn the_pages_follow_the_day_without_a_restart_and_a_clock_that_jumps() {
    let limits = Limits { day_poll: Duration::from_millis(20), ..Limits::default() };
    let config = Config { limits, ..Config::default() };
    let clock = TestClock::at("2026-11-22T22:59:59Z");
    let server = Serving::with(config, clock.clone(), Box::new(small));
    let says = |day: &str| get(server.address, "/").text().contains(&format!("I dag er det {day}"));
    assert!(says("2026-11-22"));
    for (moment, day) in [
        ("2026-11-22T23:00:00Z", "2026-11-23"),
        ("2027-06-30T22:00:00Z", "2027-07-01"),
        ("2026-11-22T12:00:00Z", "2026-11-22"),
    ] {
        clock.set(moment);
        until(day, || says(day));
    }
}

#[test]
fn a_server_told_to_stop_answers_what_is_open_and_closes() {
    let mut server = Serving::small();
    let mut busy = Client::new(server.address);
    assert_eq!(busy.ask("GET", "/", &[]).header("connection"), None);
    server.begin_to_stop();
    std::thread::sleep(Duration::from_millis(50));
    let last = busy.ask("GET", "/ishoj", &[]);
    assert_eq!((last.status, last.header("connection")), (200, Some("close")));
    assert!(busy.is_closed());
    assert!(server.stopped());
}

#[test]
fn the_program_stops_on_the_first_signal_when_idle_and_at_once_on_the_second() {
    let program = Program::start(&[]);
    assert_eq!(get(program.address, "/healthz").text(), "ok\n");
    program.signal("TERM");
    let (code, log) = program.ended(Duration::from_secs(2)).expect("it stops when idle");
    assert_eq!(code, Some(0), "{log}");

    let program = Program::start(&[]);
    let mut open = Client::new(program.address);
    open.send(b"GET / HTTP/1.1\r\n");
    program.signal("TERM");
    // Two signals at the same moment count as one; the first has arrived when no connection is
    // accepted.
    until("the door is shut", || TcpStream::connect(program.address).is_err());
    program.signal("TERM");
    // The client that has begun a request would otherwise be waited for longer than this.
    assert!(program.ended(Duration::from_millis(1_500)).is_some(), "the second signal ends it");
}
