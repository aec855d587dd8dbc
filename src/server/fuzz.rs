//! Sends nonsense to everything that reads outside input, to show that nothing panics.
//!
//! A few hundred cases of each run with the other tests. For ten million and more, optimized but
//! with overflow checks:
//!
//!     PROPTEST_CASES=1000000 cargo test --profile fuzz --lib fuzz -- --nocapture
//!
//! Each test prints how many cases it ran; a failing case is shrunk and shown.

mod soup;

use std::cell::Cell;
use std::fmt::Debug;
use std::future::poll_fn;
use std::io::ErrorKind;
use std::pin::Pin;
use std::sync::{Arc, LazyLock};

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use jiff::Timestamp;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestCaseResult, TestRunner};
use soup::{CODES, CODINGS, FORMS, PATHS, QUERIES, TAGS, soup, value, words};
use tokio::io::AsyncWrite as _;
use tokio::net::UnixStream;

use super::negotiate::{Accepted, Have};
use super::state::State;
use super::wire::Stream;
use super::{Server, config, location, routes};
use crate::book::Municipality;
use crate::clock::Clock;
use crate::edition::{self, Edition, Wanted};
use crate::kind::{Answer, Ask};
use crate::registry;
use crate::render::context::Whole;
use crate::site::Resource;

struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        Timestamp::constant(1_795_345_200, 0)
    }
}

/// A server with the built-in content.
static STATE: LazyLock<Arc<State>> = LazyLock::new(|| {
    let load = |today| Ok(edition::site(&Wanted::default(), today)?);
    State::new(config::Config::default(), Box::new(Fixed), Box::new(load), Box::new(|_| ()))
        .expect("the shipped content can be served")
});

/// Runs `check` on the configured number of cases, divided by `cost`, the relative cost of each.
fn fuzz<S: Strategy>(what: &str, cost: u32, cases: S, check: impl Fn(S::Value) -> TestCaseResult)
where
    S::Value: Debug,
{
    let number = (Config::default().cases / cost).max(64);
    let config = Config { failure_persistence: None, ..Config::with_cases(number) };
    let ran = Cell::new(0u64);
    let outcome = TestRunner::new(config).run(&cases, |case| {
        ran.set(ran.get() + 1);
        check(case)
    });
    println!("fuzz: {} cases of {what}", ran.get());
    if let Err(failure) = outcome {
        panic!("{what}: {failure}");
    }
}

fn municipalities() -> impl Iterator<Item = &'static Municipality> {
    // Must outlive the iterator.
    static EDITION: LazyLock<Edition> = LazyLock::new(|| STATE.live().edition.clone());
    EDITION.book.municipalities.iter()
}

#[test]
fn fuzz_addresses() {
    let live = STATE.live();
    let queries = prop::option::of(words(&QUERIES, 6));
    fuzz("addresses", 4, (words(&PATHS, 14), queries), |(path, query)| {
        if let Some(meant) = routes::meant(&live, &path) {
            prop_assert!(routes::exists(&live, &meant.path), "{}", meant.path);
            let to = location::with(&meant.path, query.as_deref(), meant.fragment.as_deref());
            prop_assert!(is_address_of_ours(to.as_bytes()), "{to:?}");
        }
        Ok(())
    });
}

/// Whether a browser stays on this site, and the address is valid under RFC 3986.
fn is_address_of_ours(to: &[u8]) -> bool {
    let allowed = |(at, byte): (usize, &u8)| match byte {
        b'%' => to.get(at + 1..at + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit)),
        byte => byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=".contains(byte),
    };
    let other_site = matches!(to, [b'/', b'/' | b'\\', ..]);
    to.first() == Some(&b'/') && !other_site && to.iter().enumerate().all(allowed)
}

#[test]
fn fuzz_hosts() {
    let pieces = ["a.dk", ":8080", "[::1]", "/", "<", "\"", "@", "%", "æ", "'", " ", "\\"];
    fuzz("hosts", 1, value(&pieces), |host| {
        let headers = HeaderMap::from_iter([(header::HOST, host)]);
        let base = routes::base_of(&STATE.live().site, &headers);
        let safe = base.strip_prefix("http://").is_some_and(|host| {
            let plain = |letter: char| letter.is_ascii_alphanumeric() || ".-:[]".contains(letter);
            !host.is_empty() && host.chars().all(plain)
        });
        prop_assert!(safe, "{base}");
        Ok(())
    });
}

/// Every feature answers every request with something that can be sent.
#[test]
fn fuzz_everything_that_is_computed() {
    let live = STATE.live();
    let edition = &live.edition;
    let whole = Whole::new(&edition.book, edition.today, None);
    let owners: Vec<Option<&Municipality>> =
        municipalities().map(Some).chain(std::iter::once(None)).collect();
    let codes: Vec<String> = municipalities()
        .flat_map(|one| one.deadlines.iter().map(|deadline| deadline.id.clone()))
        .collect();
    let code = prop_oneof![select(codes), words(&CODES, 24)];
    let pieces = [&QUERIES[..], &FORMS[..]].concat();
    let asked = (select(registry::computed().collect::<Vec<_>>()), select(owners), code);
    let asked = (asked, words(&pieces, 24), soup(&FORMS, 24));
    fuzz("what is computed", 4, asked, |((feature, municipality, code), query, body)| {
        let (code, query, body) = (code.as_str(), query.as_str(), body.as_slice());
        let search = &edition.search;
        match (feature.answer)(&Ask { whole: &whole, municipality, search, code, query, body }) {
            Answer::Document(page) => prop_assert!(page.body.starts_with(b"<!doctype html>")),
            Answer::File(file, name) => {
                prop_assert!(name.is_ascii());
                let file = String::from_utf8_lossy(&file.body);
                let lines = |start| file.lines().filter(|line| line.starts_with(start)).count();
                prop_assert_eq!((lines("BEGIN:"), lines("UID:"), lines("SUMMARY:")), (2, 1, 1));
            }
            Answer::SeeOther(to) => {
                let to = location::of(&to);
                prop_assert!(is_address_of_ours(to.as_bytes()), "{to:?}");
            }
            Answer::NotFound => {}
        }
        Ok(())
    });
}

#[test]
fn fuzz_searches() {
    let live = STATE.live();
    let ids: Vec<Option<&str>> =
        municipalities().map(|one| Some(&*one.id)).chain([None, Some("nix")]).collect();
    fuzz("searches", 20, (words(&QUERIES, 30), select(ids)), |(query, municipality)| {
        let found = live.edition.search.find(&query, municipality);
        prop_assert!(query.contains(&found.query));
        for correction in &found.corrections {
            prop_assert!(found.query.get(correction.typed.clone()).is_some());
        }
        Ok(())
    });
}

#[test]
fn fuzz_accept_encoding() {
    let lines = prop::collection::vec(value(&CODINGS), 0..3);
    fuzz("Accept-Encoding", 1, lines, |lines| {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::ACCEPT_ENCODING, line);
        }
        let accepted = Accepted::of(&headers);
        let weights = [accepted.brotli, accepted.gzip, accepted.identity];
        prop_assert!(weights.iter().all(|weight| *weight <= 1000));
        prop_assert!((1..=4).contains(&accepted.in_order().count()));
        Ok(())
    });
}

#[test]
fn fuzz_if_none_match() {
    let tag = b"\"abc-br\"";
    fuzz("If-None-Match", 1, value(&TAGS), |line| {
        let is_plain = line.as_bytes() == tag;
        let headers = HeaderMap::from_iter([(header::IF_NONE_MATCH, line)]);
        let have = Have::of(&headers).expect("the header is there");
        prop_assert!(have.includes(tag) || !is_plain);
        Ok(())
    });
}

/// Conditions, encodings and ranges together: the response is always the whole document or empty.
#[test]
fn fuzz_conditions_and_ranges() {
    let live = STATE.live();
    let documents = live.site.iter().filter_map(|(address, resource)| match resource {
        Resource::Document(stored) => {
            live.table.get(address).map(|_| (address.to_owned(), stored.body.len()))
        }
        _ => None,
    });
    let asked =
        (select(documents.collect::<Vec<_>>()), value(&CODINGS), value(&TAGS), value(&TAGS));
    fuzz("conditions and ranges", 1, asked, |((address, length), codings, tags, range)| {
        let headers = HeaderMap::from_iter([
            (header::ACCEPT_ENCODING, codings),
            (header::IF_NONE_MATCH, tags),
            (header::RANGE, range.clone()),
            (header::IF_RANGE, range),
        ]);
        let answer = live.table.get(&address).expect("it is there").answer(&headers);
        let sent = hyper::body::Body::size_hint(answer.body()).exact();
        match answer.status().as_u16() {
            // Nothing is encoded in this test, so documents are sent as they are.
            200 => prop_assert_eq!(sent, Some(length as u64)),
            304 => prop_assert_eq!(sent, Some(0)),
            other => prop_assert!(false, "{}", other),
        }
        Ok(())
    });
}

/// A request as bytes: either mostly valid, with nonsense in every position, or pure nonsense.
fn requests() -> impl Strategy<Value = Vec<u8>> {
    let addresses: Vec<String> = STATE.live().site.iter().map(|(at, _)| at.to_owned()).collect();
    let local = municipalities().flat_map(|one| {
        ["soeg?q=", "udlevering/", "udlevering?", "klagebrev", "frister", "frister/frist.ics"]
            .map(|page| format!("/{}/{page}", one.id))
    });
    let start = prop_oneof![
        select(addresses),
        select(local.collect::<Vec<_>>()),
        select(vec!["/soeg?", "/ud", "/privatliv", "/healthz", "*", "http://a/"])
            .prop_map(str::to_owned)
    ];
    let method =
        select(vec!["GET", "GET", "HEAD", "POST", "POST", "OPTIONS", "PUT", "BREW", "get"]);
    let names = [
        header::ACCEPT_ENCODING,
        header::IF_NONE_MATCH,
        header::RANGE,
        header::EXPECT,
        header::TRANSFER_ENCODING,
        header::CONTENT_LENGTH,
        header::CONTENT_TYPE,
        header::CONNECTION,
        header::UPGRADE,
        header::HOST,
    ];
    let pieces = [&CODINGS[..], &TAGS[..], &["chunked", "close", "100-continue", "7"]].concat();
    let lines = prop::collection::vec((select(names.to_vec()), value(&pieces)), 0..5);
    let tail =
        prop_oneof![2 => Just(Vec::new()), 1 => soup(&[&PATHS[..], &QUERIES[..]].concat(), 6)];
    let nearly = (method, start, tail, lines, soup(&FORMS, 20), any::<bool>()).prop_map(
        |(method, start, tail, lines, body, says_length)| {
            request(method, &start, &tail, &lines, &body, says_length)
        },
    );
    let nearly = nearly.boxed();
    let pieces =
        ["GET ", "POST ", "/", " HTTP/1.1", " HTTP/1.0", "\r\n", "\n", ":", "host: a", "\0"];
    prop_oneof![6 => nearly.clone(), 1 => (nearly.clone(), nearly).prop_map(|(a, b)| [a, b].concat()), 2 => soup(&pieces, 30)]
}

fn request(
    method: &str,
    start: &str,
    tail: &[u8],
    lines: &[(HeaderName, HeaderValue)],
    body: &[u8],
    says_length: bool,
) -> Vec<u8> {
    // Mostly what the HTTP library accepts; whitespace would only end the line early.
    let tail: Vec<u8> = tail.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let mut bytes = [method.as_bytes(), b" ", start.as_bytes(), &tail, b" HTTP/1.1\r\n"].concat();
    if lines.iter().all(|(name, _)| name != header::HOST) {
        bytes.extend(b"host: a\r\n");
    }
    for (name, value) in lines {
        bytes.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    if says_length {
        bytes.extend(format!("content-length: {}\r\n", body.len()).into_bytes());
    }
    [bytes.as_slice(), b"\r\n", body].concat()
}

/// The `Location` headers of a response.
fn locations(answer: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = answer.split(|byte| *byte == b'\n');
    lines.filter_map(|line| Some(line.strip_prefix(b"location: ")?.trim_ascii_end()))
}

/// Sends these bytes and reads until the server closes the connection.
async fn exchange(mut stream: UnixStream, mut bytes: &[u8]) -> Vec<u8> {
    while !bytes.is_empty() && stream.writable().await.is_ok() {
        match stream.try_write(bytes) {
            Ok(written) => bytes = &bytes[written..],
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(_) => break,
        }
    }
    let _ = poll_fn(|context| Pin::new(&mut stream).poll_shutdown(context)).await;
    let (mut answer, mut piece) = (Vec::new(), vec![0; 65_536]);
    while stream.readable().await.is_ok() {
        match stream.try_read(&mut piece) {
            Ok(read @ 1..) => answer.extend_from_slice(&piece[..read]),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Ok(_) | Err(_) => break,
        }
    }
    answer
}

#[test]
fn fuzz_http_through_the_whole_service() {
    let server = Server::new(Arc::clone(&STATE));
    STATE.begin_finishing();
    let exit = STATE.live().edition.book.exit.href.clone();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    fuzz("requests through the whole service", 10, requests(), |bytes| {
        let answer = runtime.block_on(async {
            let (ours, theirs) = UnixStream::pair().expect("a pair");
            let place = server.connections.enter().await;
            let serving = tokio::spawn(server.connection(Stream::Unix(theirs), place));
            let answer = exchange(ours, &bytes).await;
            serving.await.map(|()| answer)
        });
        let answer = answer.map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert!(answer.is_empty() || answer.starts_with(b"HTTP/1."));
        prop_assert!(memchr::memmem::find(&answer, b"HTTP/1.1 500").is_none(), "a fault of ours");
        for to in locations(&answer) {
            prop_assert!(to == exit.as_bytes() || is_address_of_ours(to), "{to:?}");
        }
        prop_assert_eq!(server.connections.count(), 0);
        Ok(())
    });
}
