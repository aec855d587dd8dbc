//! The first view of every page fits into what a server can send before waiting for an
//! acknowledgement, and there is hardly any script.

use std::cell::RefCell;
use std::net::SocketAddr;
use std::sync::LazyLock;

use kvalitetsstandard::book::Municipality;
use kvalitetsstandard::edition::{self, Wanted};
use kvalitetsstandard::features::handover::selection::MAX_CODE;
use kvalitetsstandard::kind::Answer;
use kvalitetsstandard::server::config::Config;
use kvalitetsstandard::site::{Effort, Encoding, Encodings, HTML};

use crate::html::{parse, selector};
use crate::http::{Client, Response};
use crate::serving::{Serving, TestClock};
use crate::support::{Asked, answered, shipped, shipped_site};

/// Ten packets of 1,460 bytes: the first flight of a connection.
const FIRST_FLIGHT: usize = 14_600;

/// The most script on a page, in bytes.
const MOST_SCRIPT: usize = 2_000;

/// The encodings: every browser accepts the first over TLS; the second is for old clients and plain
/// HTTP.
const CODINGS: [&str; 2] = ["br", "gzip"];

/// The whole standard on one page needs a second flight; it is meant to be printed and saved.
const WHOLE: &str = "/hele";

/// The shipped content with all options that add bytes: https, a base URL, logging.
fn serving() -> &'static Serving {
    static SERVING: LazyLock<Serving> = LazyLock::new(|| {
        let wanted =
            Wanted { base_url: Some("https://hjaelp.eksempel.dk".to_owned()), ..Wanted::default() };
        let config = Config { https: true, log_requests: true, ..Config::default() };
        let load = move |today| Ok(edition::site(&wanted, today)?);
        Serving::with(config, TestClock::at("2026-11-22T11:00:00Z"), Box::new(load))
    });
    &SERVING
}

/// The measured sizes with their descriptions, so that a failure shows all of them.
#[derive(Default)]
struct Measured(RefCell<Vec<(usize, String)>>);

impl Measured {
    fn add(&self, bytes: usize, what: String) {
        self.0.borrow_mut().push((bytes, what));
    }

    /// Fails if any exceeds the budget; prints the largest of each encoding.
    fn assert_within(self) {
        let mut all = self.0.into_inner();
        all.sort();
        for coding in CODINGS {
            let of_coding = all.iter().filter(|(_, what)| what.starts_with(coding));
            let (bytes, what) = of_coding.clone().next_back().expect("something was measured");
            println!("first view, {} pages, largest {bytes} bytes: {what}", of_coding.count());
        }
        let most = |what: &str| FIRST_FLIGHT * if what.ends_with(WHOLE) { 2 } else { 1 };
        let over: Vec<_> = all.iter().filter(|(bytes, what)| *bytes > most(what)).collect();
        assert!(over.is_empty(), "{over:#?}");
    }
}

/// The size of headers and body as sent. Shortly after a start, the encoding may be a quick and
/// larger one, so the best encoding is computed here.
fn first_view(address: SocketAddr, path: &str, coding: &str) -> usize {
    let accept = format!("accept-encoding: {coding}");
    let answer = Client::new(address).ask("GET", path, &[&accept]);
    let is_encoded = answer.header("content-encoding") == Some(coding);
    let sent = answer.head_bytes + answer.body.len();
    let is_final = answer.header("etag").is_none_or(|tag| tag.ends_with(&format!("-{coding}\"")));
    if is_encoded && (sent <= FIRST_FLIGHT || is_final) {
        return sent;
    }
    let plain = Client::new(address).ask("GET", path, &[]);
    // An encoded response has one more header line and a suffix in its tag.
    let head = plain.head_bytes + format!("content-encoding: {coding}\r\n-{coding}").len();
    let body = |effort| {
        let made = Encodings::make(HTML, &plain.body, effort);
        let body = if coding == "br" { made.brotli } else { made.gzip };
        body.expect("a page can be made smaller").len()
    };
    let quick = head + body(Effort::Quick);
    if quick <= FIRST_FLIGHT { quick } else { head + body(Effort::Best) }
}

fn post(address: SocketAddr, path: &str, form: &str, coding: &str) -> Response {
    let mut client = Client::new(address);
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: test\r\ncontent-length: {}\r\naccept-encoding: {coding}\r\n\r\n",
        form.len()
    );
    client.send(head.as_bytes());
    client.send(form.as_bytes());
    client.read(false)
}

#[test]
fn the_first_view_of_every_page_is_one_flight() {
    let (server, measured) = (serving(), Measured::default());
    let pages = shipped_site();
    let lost = ["/findes-ikke", "/ishoj/findes-ikke", "/vallensbaek/findes-ikke"];
    for path in pages.keys().map(String::as_str).chain(lost) {
        for coding in CODINGS {
            let bytes = first_view(server.address, path, coding);
            measured.add(bytes, format!("{coding} {path}"));
        }
    }
    measured.assert_within();
}

#[test]
fn so_is_every_computed_answer() {
    let (server, measured) = (serving(), Measured::default());
    let address = server.address;
    let edition = shipped();
    for municipality in &edition.book.municipalities {
        let id = &municipality.id;
        let mut asked = vec![format!("/{id}/udlevering"), format!("/{id}/udlevering?vis=1")];
        for query in ["klage", "alkohool", "qwxzqwxz", "", "behandling", "hvad+koster+det"] {
            asked.extend([format!("/{id}/soeg?q={query}"), format!("/soeg?q={query}")]);
        }
        asked.push(format!("/{id}/udlevering/{}", longest_sheet(address, id)));
        for path in asked {
            for coding in CODINGS {
                measured.add(first_view(address, &path, coding), format!("{coding} {path}"));
            }
        }
        let long = "En%20lang%20forklaring.%20".repeat(100);
        for (page, form) in [
            ("klagebrev", String::new()),
            ("klagebrev", format!("vej=afgoerelse&navn=Ane&om={long}&fordi={long}")),
            ("klagebrev", format!("navn={}", "x".repeat(200))),
        ] {
            for coding in CODINGS {
                let answer = post(address, &format!("/{id}/{page}"), &form, coding);
                assert_eq!(answer.status, 200, "{page} {form}");
                let bytes = answer.head_bytes + answer.body.len();
                measured.add(bytes, format!("{coding} /{id}/{page} {form:.60}"));
            }
        }
        for (id, query) in calculators(municipality) {
            let asked = Asked::get("/{municipality}/frister/{code}", &municipality.id, &query);
            for coding in CODINGS {
                let bytes = answer(address, asked.of(id), coding);
                measured.add(bytes, format!("{coding} /{}/frister/{id}?{query}", municipality.id));
            }
        }
    }
    measured.assert_within();
}

/// The queries for each calculator: an invalid date, a date alone, and each answer.
fn calculators(own: &Municipality) -> Vec<(&str, String)> {
    const DATE: &str = "dag=2&maaned=11&aar=2026";
    let mut asked = Vec::new();
    for deadline in own.deadlines.iter() {
        let Some(page) = &deadline.calculator else { continue };
        let id = deadline.id.as_str();
        let mut all = [DATE.to_owned(), DATE.to_owned()];
        asked.extend([(id, "dag=99&maaned=xx&aar=26".to_owned()), (id, DATE.to_owned())]);
        for question in &page.questions {
            let answer = |answer: &(String, String)| format!("&{}={}", question.id, answer.0);
            asked.extend(question.answers.iter().map(|one| (id, format!("{DATE}{}", answer(one)))));
            for (all, one) in
                all.iter_mut().zip([question.answers.first(), question.answers.last()])
            {
                all.extend(one.map(answer));
            }
        }
        asked.extend(all.map(|all| (id, all)));
    }
    asked
}

/// The size of a computed page; the headers are those of another page.
fn answer(address: SocketAddr, asked: Asked<'_>, coding: &str) -> usize {
    let head = Client::new(address)
        .ask("GET", "/soeg?q=klage", &[&format!("accept-encoding: {coding}")])
        .head_bytes;
    let Answer::Document(document) = answered(&shipped(), asked) else { panic!("a page") };
    let way = if coding == "br" { Encoding::Brotli } else { Encoding::Gzip };
    let body = way.encode(HTML, &document.body, Effort::Quick);
    head + body.expect("a page can be made smaller").len()
}

/// The code of the longest possible hand-over sheet.
fn longest_sheet(address: SocketAddr, id: &str) -> String {
    let edition = shipped();
    let municipality = edition.book.municipality(id).expect("it is there");
    let sheet = |code: &String| {
        (first_view(address, &format!("/{id}/udlevering/{code}"), "br"), code.clone())
    };
    let offered = municipality.hand_over.offered.iter().map(|one| &one.code);
    let mut sheets: Vec<(usize, String)> = offered.map(sheet).collect();
    sheets.sort();
    let mut chosen = String::new();
    for (_, code) in sheets.iter().rev() {
        if chosen.len() + code.len() <= MAX_CODE {
            chosen.push_str(code);
        }
    }
    chosen
}

#[test]
fn script_is_next_to_nothing_and_none_of_it_is_fetched() {
    let script = selector("script");
    for (address, html) in shipped_site() {
        let page = parse(html);
        let scripts = || page.select(&script);
        assert!(scripts().all(|one| one.attr("src").is_none()), "{address}");
        let bytes: usize = scripts().map(|one| one.text().map(str::len).sum::<usize>()).sum();
        assert!(bytes <= MOST_SCRIPT, "{bytes} bytes of script on {address}");
    }
}
