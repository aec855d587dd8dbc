//! A random word in every header, query, path segment and form field of every kind of request is
//! found in no log, no metric, and no response to anybody else.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use regex::Regex;

use crate::http::get;
use crate::serving::{Program, until};

/// Headers that reveal something about the client.
const TELLING: [&str; 24] = [
    "accept",
    "accept-encoding",
    "accept-language",
    "authorization",
    "cookie",
    "content-language",
    "dnt",
    "expect",
    "forwarded",
    "from",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "origin",
    "range",
    "referer",
    "sec-ch-ua",
    "te",
    "upgrade",
    "user-agent",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-real-ip",
];

/// A unique word, and the spelling in which it is sent.
#[derive(Clone, Debug)]
struct Canary {
    word: String,
    sent: String,
}

impl Canary {
    /// Whether the word is in the text, in any case, plain or percent-encoded.
    fn is_in(&self, text: &[u8]) -> bool {
        let text = String::from_utf8_lossy(text).to_lowercase();
        text.contains(&self.word) || text.contains(&self.sent.to_lowercase())
    }
}

fn canary() -> impl Strategy<Value = Canary> {
    let encoded = |word: &str| {
        let bytes: Vec<String> = word.bytes().map(|byte| format!("%{byte:02X}")).collect();
        bytes.concat()
    };
    ("[a-z][a-z0-9]{11}", 0..3).prop_map(move |(word, form)| {
        let sent = match form {
            0 => word.clone(),
            1 => word.to_uppercase(),
            _ => encoded(&word),
        };
        Canary { word, sent }
    })
}

/// A request with the canary in every header and in the rest.
fn request(c: &str, line: &str, body: &[u8]) -> Vec<u8> {
    let telling = TELLING.map(|name| format!("{name}: {c}\r\n")).concat();
    let mut bytes = format!(
        "{line}\r\nhost: {c}.example\r\nx-{}: \"{c}\"\r\n{telling}content-length: {}\r\n\
         content-type: application/x-www-form-urlencoded\r\nconnection: close\r\n\r\n",
        c.replace('%', ""),
        body.len()
    )
    .into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// Every kind of request that can be parsed.
fn requests(c: &str) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for target in [
        format!("/?{c}={c}"),
        format!("/{c}"),
        format!("/ishoj/{c}"),
        format!("/ISHOJ/{c}/?{c}"),
        format!("/ishoj/klage?{c}={c}"),
        format!("/ISHOJ/KLAGE/?{c}={c}"),
        format!("/i/klage?{c}"),
        format!("/was?{c}"),
        format!("/soeg?q={c}&{c}={c}"),
        format!("/ishoj/soeg?q=klage+{c}"),
        format!("/{c}/soeg?q={c}"),
        format!("/ishoj/udlevering?del={c}&side={c}&vis={c}"),
        format!("/ishoj/udlevering/{c}"),
        format!("/i/u/{c}"),
        format!("/ishoj/find-vej?{c}={c}"),
        format!("/ishoj/find-vej/klage/{c}"),
        format!("/ishoj/frister?dag={c}"),
        format!("/ishoj/frister/klage?dag={c}&maaned={c}&aar={c}&rusmiddel={c}&{c}={c}"),
        format!("/ishoj/frister/{c}?dag=2"),
        format!("/ud?{c}={c}"),
        format!("/privatliv?{c}"),
        format!("/sitemap.xml?{c}"),
        format!("/healthz?{c}"),
        format!("/robots.txt?{c}"),
        format!("/favicon.svg?{c}"),
        // Invalid paths.
        format!("/ishoj/%ff{c}"),
        format!("/ishoj/soeg?q=%ff{c}%"),
        format!("//{c}//%0d%0a{c}"),
        format!("/{}", c.repeat(300)),
        format!("/?{}", c.repeat(2_000)),
        format!("http://{c}.example/{c}"),
        format!("*{c}"),
    ] {
        all.push(request(c, &format!("GET {target} HTTP/1.1"), b""));
        all.push(request(c, &format!("HEAD {target} HTTP/1.1"), b""));
    }
    all.extend(forms(c));
    all
}

/// Forms: accepted, invalid, too large, and to pages that accept none.
fn forms(c: &str) -> Vec<Vec<u8>> {
    let day = "dag=2&maaned=11&aar=2026";
    let letter = format!("vej=afgoerelse&navn={c}&adresse={c}&om={c}&fordi={c}&{c}={c}");
    let posts = [
        ("/ishoj/klagebrev", letter.clone()),
        ("/ishoj/klagebrev", format!("vej={c}&navn={}", c.repeat(40))),
        ("/ishoj/klagebrev", format!("om={}", c.repeat(3_000))),
        ("/ishoj/klagebrev", format!("navn=%ff{c}%&\u{0}{c}")),
        ("/ishoj/frister", format!("beregn=klage&{day}&titel={c}&{c}={c}")),
        ("/ishoj/frister", format!("beregn={c}&dag={c}&maaned={c}&aar={c}&rusmiddel={c}")),
        ("/ishoj/frister", format!("beregn=klage&dag={}", c.repeat(3_000))),
        ("/ishoj/frister/frist.ics", format!("beregn=klage&{day}&hvilken=sikker&titel={c}")),
        ("/ishoj/frister/frist.ics", format!("hvilken={c}&{day}&titel={c}")),
        ("/ishoj", letter.clone()),
        ("/privatliv", letter.clone()),
    ];
    let mut all: Vec<Vec<u8>> = posts
        .iter()
        .map(|(path, form)| request(c, &format!("POST {path}?{c} HTTP/1.1"), form.as_bytes()))
        .collect();
    for path in ["klagebrev", "frister", "frister/frist.ics"] {
        all.push(request(c, &format!("POST /{c}/{path} HTTP/1.1"), letter.as_bytes()));
    }
    all.push(request(c, "DELETE /ishoj HTTP/1.1", letter.as_bytes()));
    all
}

/// Malformed or truncated requests, and headers that are too large.
fn broken(c: &str) -> Vec<Vec<u8>> {
    let method = c.replace('%', "X").to_uppercase();
    vec![
        request(c, &format!("{method} /ishoj HTTP/1.1"), b""),
        request(c, &format!("GET /{c} HTTP/9.9"), b""),
        format!("{c}\r\n\r\n").into_bytes(),
        format!("GET /ishoj HTTP/1.1\r\n{c}\r\n\r\n").into_bytes(),
        format!("GET /ishoj HTTP/1.1\r\nx: \u{1}{c}\r\n\r\n").into_bytes(),
        format!("GET / HTTP/1.1\r\nx-large: {}\r\n\r\n", c.repeat(2_000)).into_bytes(),
        format!("GET /ishoj HTTP/1.1\r\nhost: {c}\r\ncontent-length: {c}\r\n\r\n").into_bytes(),
        format!(
            "POST /ishoj/klagebrev HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n{c}\r\n{c}"
        )
        .into_bytes(),
        format!("GET /{c} HTTP/1.1\r\nhost: {c}").into_bytes(),
    ]
}

/// Sends these bytes and reads the response.
fn send(address: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    exchange(address, bytes, false)
}

/// The same; with `cut_off`, closes the sending side, which ends incomplete requests.
fn exchange(address: SocketAddr, bytes: &[u8], cut_off: bool) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut answer = Vec::new();
    // The server may refuse a request and close the connection before reading all of it.
    let _ = stream.write_all(bytes);
    if cut_off {
        let _ = stream.shutdown(std::net::Shutdown::Write);
    }
    let _ = stream.read_to_end(&mut answer);
    answer
}

/// The response to another client at the same time.
fn somebody_else(address: SocketAddr, number: usize) -> Vec<u8> {
    let plain = |line: &str| {
        let length = "content-length: 0\r\nconnection: close\r\n\r\n";
        send(address, format!("{line} HTTP/1.1\r\nhost: test\r\n{length}").as_bytes())
    };
    let others = [
        "GET /",
        "GET /findes-ikke",
        "GET /ishoj/soeg?q=klage",
        "GET /privatliv",
        "POST /ishoj/klagebrev",
        "POST /ishoj/frister",
        "GET /ishoj/udlevering",
        "GET /sitemap.xml",
        "GET /ishoj/frister",
        "GET /ishoj/frister/klage",
        "GET /ud",
    ];
    plain(others[number % others.len()])
}

/// Log lines with nothing but kind, status and duration.
fn allowed(form: &str) -> Regex {
    let time = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ";
    Regex::new(&match form {
        "json" => format!(
            r#"^\{{"timestamp":"{time}","level":"INFO","fields":\{{"message":"answered","class":"[a-z]+","status":\d{{3}},"micros":\d+\}}\}}$"#
        ),
        _ => format!(r#"^{time}  INFO answered class="[a-z]+" status=\d{{3}} micros=\d+$"#),
    })
    .expect("a pattern")
}

fn nothing_is_kept(form: &str) {
    let program = Program::start(&["--log-requests", "--log", form, "--metrics", "127.0.0.1:0"]);
    let address = program.address;
    let config = Config { failure_persistence: None, ..Config::with_cases(4) };
    let outcome = TestRunner::new(config).run(&canary(), |canary| {
        let whole = requests(&canary.sent).into_iter().map(|bytes| (bytes, false));
        let broken = broken(&canary.sent).into_iter().map(|bytes| (bytes, true));
        for (number, (bytes, cut_off)) in whole.chain(broken).enumerate() {
            exchange(address, &bytes, cut_off);
            let other = somebody_else(address, number);
            prop_assert!(other.starts_with(b"HTTP/1.1 "));
            prop_assert!(!canary.is_in(&other), "told to somebody else");
        }
        let figures = send(program.operations(), b"GET /metrics HTTP/1.0\r\n\r\n");
        prop_assert!(figures.len() > 500);
        prop_assert!(!canary.is_in(&figures), "in the figures");
        prop_assert!(!canary.is_in(program.log().as_bytes()), "in the log");
        Ok(())
    });
    outcome.unwrap();

    // The log works, and its lines contain only what is allowed.
    let answered = |log: &str| log.lines().filter(|line| line.contains("answered")).count();
    let before = answered(&program.log());
    assert!(before > 400, "{before}");
    get(address, "/");
    until("one line more", || answered(&program.log()) > before);
    let allowed = allowed(form);
    let log = program.log();
    let own = |line: &&str| line.contains("\"serving\"") || line.contains(" serving ");
    for line in log.lines().filter(|line| !own(line)) {
        assert!(allowed.is_match(line), "{line}");
    }
}

#[test]
fn a_canary_is_found_in_no_log_for_people() {
    nothing_is_kept("text");
}

#[test]
fn a_canary_is_found_in_no_log_for_programs() {
    nothing_is_kept("json");
}
