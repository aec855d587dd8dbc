//! Requests that no browser would send: the server follows the HTTP specification.

use std::net::Shutdown;
use std::time::Duration;

use kvalitetsstandard::edition::{self, Wanted};
use kvalitetsstandard::server::config::{Config, Limits};

use crate::http::{Client, Response, ask, get, post};
use crate::serving::{Serving, TestClock, until};

/// A server for the shipped content with these limits.
fn limited(limits: Limits) -> Serving {
    let config = Config { limits, ..Config::default() };
    let load = |today| Ok(edition::site(&Wanted::default(), today)?);
    Serving::with(config, TestClock::at("2026-11-22T11:00:00Z"), Box::new(load))
}

/// Sends these bytes on their own connection.
fn raw(server: &Serving, bytes: &[u8]) -> Response {
    let mut client = Client::new(server.address);
    client.send(bytes);
    client.read(false)
}

fn with_lines(server: &Serving, start: &str, lines: &[&str]) -> Response {
    raw(server, format!("{start} HTTP/1.1\r\n{}\r\n\r\n", lines.join("\r\n")).as_bytes())
}

fn is_plain(to: &str) -> bool {
    let allowed =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte);
    to.starts_with('/') && !to.starts_with("//") && to.bytes().all(allowed)
}

/// Every byte, raw and encoded, before and after an address.
#[test]
fn redirects_never_leave_the_site() {
    let server = Serving::shipped();
    let mut redirects = 0;
    let shapes: [(&str, &str); 6] = [
        ("/", "evil.example/SOEG"),
        ("/", "evil.example/KLAGEBREV/"),
        ("/ISHOJ/", ""),
        ("/ISHOJ", "/klage"),
        ("/ishoj/klage?", "=\\\"<>"),
        ("/ISHOJ?", "=1"),
    ];
    for byte in 0..=u8::MAX {
        for (before, after) in shapes {
            for piece in [vec![byte], format!("%{byte:02x}").into_bytes()] {
                let start = [b"GET ", before.as_bytes(), &piece, after.as_bytes()].concat();
                let lines = b" HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\r\n";
                let answer = raw(server, &[&start[..], lines].concat());
                let what = String::from_utf8_lossy(&start).into_owned();
                if !matches!(answer.status, 301 | 302 | 303 | 307 | 308) {
                    assert!(matches!(answer.status, 200 | 400 | 404), "{what}: {}", answer.status);
                    continue;
                }
                redirects += 1;
                let to = answer.header("location").expect("it leads somewhere");
                assert!(is_plain(to), "{what}: {to}");
                assert_eq!(get(server.address, to).status, 200, "{what}: {to}");
            }
        }
    }
    assert!(redirects > 200, "{redirects} redirects");
}

#[test]
fn an_address_from_a_letter_finds_its_page() {
    let server = Serving::shipped();
    for (asked, status, meant) in [
        ("/ishoj/klage.", 301, "/ishoj/klage"),
        ("/ishoj/klage,", 301, "/ishoj/klage"),
        ("/ishoj/klage)", 301, "/ishoj/klage"),
        ("/i/klage.", 301, "/i/klage"),
        ("/ishoj/klage%23afgoerelser", 301, "/ishoj/klage#afgoerelser"),
        ("/ishoej", 301, "/ishoj"),
        ("/ishoej/soeg?q=hash", 301, "/ishoj/soeg?q=hash"),
        ("/vallensb%c3%a6k/soeg", 301, "/vallensbaek/soeg"),
        ("/ishoj/klagge", 307, "/ishoj/klage"),
    ] {
        let answer = get(server.address, asked);
        let found = (answer.status, answer.header("location"));
        assert_eq!(found, (status, Some(meant)), "{asked}");
    }
    for wrong in ["/%ff", "/ishoj/%ff", "/%ff/soeg", "/ishoj/udlevering/%ff", "/findes-ikke/soeg"] {
        let answer = get(server.address, wrong);
        assert_eq!(answer.status, 404, "{wrong}");
        assert!(answer.text().contains("Siden findes ikke"), "{wrong}");
    }
    let icon = get(server.address, "/favicon.ico");
    assert_eq!((icon.status, icon.header("location")), (301, Some("/favicon.svg")));
    assert!(icon.body.is_empty());
}

#[test]
fn a_request_needs_exactly_one_host() {
    let server = Serving::small();
    let refused: [&[&str]; 5] =
        [&["accept: */*"], &["host: a", "host: a"], &["host: "], &["host: a/b"], &["host: u@a"]];
    for lines in refused {
        assert_eq!(with_lines(&server, "GET /", lines).status, 400, "{lines:?}");
    }
    assert_eq!(with_lines(&server, "GET /", &["host: a:80"]).status, 200);
    assert_eq!(raw(&server, b"GET / HTTP/1.0\r\n\r\n").status, 200);
}

#[test]
fn invalid_request_targets_are_refused() {
    let server = Serving::small();
    for (start, status) in [
        ("CONNECT ishoj:443", 501),
        ("CONNECT /ishoj", 501),
        ("GET ishoj", 400),
        ("GET *", 400),
        ("OPTIONS *", 204),
        ("GET http://test", 200),
        ("GET http://u:p@test/", 400),
        ("GET ftp://test/", 400),
        ("GET http://test/ishoj", 200),
    ] {
        let answer = with_lines(&server, start, &["host: test", "connection: close"]);
        assert_eq!((answer.status, answer.header("location")), (status, None), "{start}");
    }
}

/// The methods in `Allow` work; all others are refused.
#[test]
fn the_allow_header_is_correct() {
    let server = Serving::shipped();
    for path in [
        "/ishoj",
        "/robots.txt",
        "/i/klage",
        "/privatliv",
        "/healthz",
        "/sitemap.xml",
        "/ud",
        "/soeg",
        "/ishoj/soeg",
        "/ishoj/klagebrev",
        "/ishoj/frister",
        "/ishoj/frister/frist.ics",
        "/ishoj/udlevering",
        "/ishoj/udlevering/h",
        "/i/u/h",
    ] {
        let refused = ask(server.address, "DELETE", path, &["content-length: 0"]);
        assert_eq!(refused.status, 405, "{path}");
        assert!(refused.text().contains("<h1>"), "{path}: a page");
        let allowed: Vec<&str> = refused.header("allow").unwrap().split(',').collect();
        for method in ["GET", "HEAD", "POST", "PUT", "OPTIONS"] {
            let status = ask(server.address, method, path, &["content-length: 0"]).status;
            assert_eq!(status != 405, allowed.contains(&method), "{method} {path}: {allowed:?}");
        }
    }
    let nowhere = ask(server.address, "DELETE", "/ishoj/nix", &["content-length: 0"]);
    assert_eq!((nowhere.status, nowhere.header("allow")), (404, None));
    let calendar = get(server.address, "/ishoj/frister/frist.ics");
    assert_eq!((calendar.status, calendar.header("location")), (303, Some("/ishoj/frister")));
}

#[test]
fn a_form_sent_to_a_misspelt_address_is_redirected() {
    let server = Serving::shipped();
    for (asked, meant) in
        [("/ishoj/frister/", "/ishoj/frister"), ("/ISHOJ/klagebrev", "/ishoj/klagebrev")]
    {
        for length in [3, 100_000] {
            let answer = post(server.address, asked, &"x".repeat(length));
            assert_eq!((answer.status, answer.header("location")), (308, Some(meant)), "{asked}");
        }
    }
}

/// A client that is cut off while sending never sees the response.
#[test]
fn a_form_is_read_completely_before_it_is_refused() {
    let server = Serving::shipped();
    for (path, status) in
        [("/ishoj/frister/", 308), ("/ishoj", 405), ("/healthz", 405), ("/nix", 404)]
    {
        let mut client = Client::new(server.address);
        let head = "HTTP/1.1\r\nhost: test\r\ncontent-length: 120000\r\n\r\n";
        client.send(format!("POST {path} {head}").as_bytes());
        for _ in 0..12 {
            std::thread::sleep(Duration::from_millis(5));
            client.send(&[b'x'; 10_000]);
        }
        assert_eq!(client.read(false).status, status, "{path}");
    }
    // A declared length that is far too large is refused at once.
    let head = "HTTP/1.1\r\nhost: test\r\ncontent-length: 99999999\r\n\r\n";
    let answer = raw(server, format!("POST /ishoj/klagebrev {head}").as_bytes());
    assert_eq!((answer.status, answer.header("connection")), (413, Some("close")));
}

#[test]
fn a_body_that_cannot_be_read_says_why() {
    let limits = Limits { body_time: Duration::from_millis(300), ..Limits::default() };
    let server = limited(limits);
    let post = "POST /ishoj/klagebrev HTTP/1.1\r\nhost: test\r\n";
    for (rest, status, says) in [
        ("transfer-encoding: chunked\r\n\r\nzz\r\n", 400, "Det kunne vi ikke læse"),
        ("transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501, "Det kan denne server ikke"),
        ("content-length: 10\r\n\r\nnavn", 408, "Vi fik ikke det hele"),
    ] {
        let answer = raw(&server, format!("{post}{rest}").as_bytes());
        assert_eq!(answer.status, status, "{rest}");
        assert!(answer.text().contains(says), "{rest}: {}", answer.text());
        assert_eq!(answer.header("connection"), Some("close"), "{rest}");
    }
}

/// Two, three and four bytes per letter, or six and twelve when encoded.
#[test]
fn a_letter_fits_in_any_script_and_one_that_does_not_comes_back() {
    let server = Serving::shipped();
    let encoded = |letter: &str, times: usize| {
        form_urlencoded::byte_serialize(letter.repeat(times).as_bytes()).collect::<String>()
    };
    for letter in ["a", "ß", "ع", "漢", "𐍈"] {
        let fields = [("navn", 120), ("adresse", 300), ("om", 1500), ("fordi", 3000)];
        let fields = fields.map(|(name, most)| format!("{name}={}", encoded(letter, most)));
        let answer = post(server.address, "/ishoj/klagebrev", &fields.join("&"));
        assert_eq!(answer.status, 200, "{letter}");
        assert!(answer.text().contains(&letter.repeat(3000)), "{letter}");
        assert!(answer.text().contains("Underskrift"), "{letter}");
    }
    let long = post(server.address, "/ishoj/klagebrev", &format!("fordi={}", encoded("ع", 14_190)));
    assert_eq!(long.status, 200);
    assert!(
        long.text().contains("Der er plads til 3000") && long.text().contains(&"ع".repeat(14_190))
    );
    for path in ["/ishoj/klagebrev", "/ishoj/frister", "/ishoj/frister/frist.ics"] {
        let answer = post(server.address, path, &format!("fordi={}", "x".repeat(500_000)));
        assert_eq!(answer.status, 413, "{path}");
        assert!(answer.text().contains("gør teksten kortere"), "{path}");
        assert!(answer.text().contains("lang=\"da\""), "{path}");
    }
}

#[test]
fn if_match_with_an_old_tag_fails() {
    let server = Serving::shipped();
    let tag = get(server.address, "/ishoj").header("etag").unwrap().to_owned();
    for (path, only, status) in [
        ("/ishoj", tag.as_str(), 200),
        ("/ishoj", "*", 200),
        ("/ishoj", "\"x\"", 412),
        ("/ishoj", &format!("W/{tag}"), 412),
        ("/ishoj/soeg?q=hash", "\"x\"", 412),
        ("/ishoj/soeg?q=hash", "*", 200),
        ("/nix", "\"x\"", 404),
    ] {
        let answer = ask(server.address, "GET", path, &[&format!("if-match: {only}")]);
        assert_eq!(answer.status, status, "{path} {only}");
        if status == 412 {
            assert_eq!(answer.header("cache-control"), Some("no-store"), "{path} {only}");
            assert!(answer.header("content-security-policy").is_some(), "{path} {only}");
            assert_eq!(answer.text(), "Siden er en anden nu.", "{path} {only}");
        }
    }
}

#[test]
fn the_date_header_follows_a_clock_that_was_set_back() {
    let clock = TestClock::at("2026-11-22T11:00:00Z");
    let config = Config::default();
    let server = Serving::with(config, clock.clone(), Box::new(crate::serving::small));
    assert!(get(server.address, "/").header("date").is_some());
    // Long enough for the clock to be checked.
    std::thread::sleep(Duration::from_millis(1_200));
    clock.set("2026-11-22T10:00:00Z");
    until("the date", || {
        get(server.address, "/").header("date") == Some("Sun, 22 Nov 2026 10:00:00 GMT")
    });
}

#[test]
fn a_half_closed_connection_gets_its_response() {
    let server = Serving::shipped();
    for request in [
        "GET /ishoj HTTP/1.1\r\nhost: test\r\n\r\n",
        "GET /ishoj/soeg?q=hash HTTP/1.1\r\nhost: test\r\n\r\n",
        "POST /ishoj/klagebrev HTTP/1.1\r\nhost: test\r\ncontent-length: 6\r\n\r\nnavn=A",
    ] {
        let mut client = Client::new(server.address);
        client.send(request.as_bytes());
        client.half_close(Shutdown::Write);
        assert_eq!(client.read(false).status, 200, "{request}");
    }
}

#[test]
fn a_hand_over_is_not_cached_and_ignores_a_made_up_host() {
    let server = Serving::shipped();
    for path in ["/ishoj/udlevering", "/ishoj/udlevering/h"] {
        let sheet = ask(server.address, "GET", path, &["x-forwarded-host: evil.example"]);
        assert_eq!(sheet.header("cache-control"), Some("no-store"), "{path}");
        assert!(!sheet.text().contains("http://test"), "{path}");
    }
    let sheet = get(server.address, "/ishoj/udlevering/h");
    assert!(sheet.text().contains("href=\"/i/u/h\""), "{}", sheet.text());
    assert!(!sheet.text().contains("data-kopi=\""), "nothing to copy without the site's address");
}
