//! `/privatliv` shows exactly what the server logged about the request.

use serde_json::Value;

use crate::html::{parse, texts};
use crate::http::{Response, ask, get};
use crate::serving::{Program, Serving, until};

/// The logged values shown on the page, in order.
fn shown(page: &Response) -> Vec<String> {
    texts(&parse(page.text()), "main .noted code")
}

/// The program's log lines about requests.
fn noted(program: &Program) -> Vec<String> {
    program.log().lines().filter(|line| line.contains("answered")).map(str::to_owned).collect()
}

#[test]
fn the_page_shows_the_log_line_of_its_own_request() {
    let program = Program::start(&["--log-requests", "--log", "json"]);
    for asked in 1..=20 {
        let page = get(program.address, "/privatliv");
        until("the line is there", || noted(&program).len() >= asked);
        let line: Value = serde_json::from_str(&noted(&program)[asked - 1]).expect("it is JSON");
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let fields = &line["fields"];
        let values = [&line["timestamp"], &fields["class"], &fields["status"], &fields["micros"]];
        assert_eq!(shown(&page), values.map(text), "{line}");
        // The line contains only what the page shows and what is the same in every line.
        let keys = |value: &Value| -> Vec<String> {
            value.as_object().expect("an object").keys().cloned().collect()
        };
        assert_eq!(keys(&line), ["fields", "level", "timestamp"]);
        assert_eq!(keys(fields), ["class", "message", "micros", "status"]);
    }
}

#[test]
fn the_line_for_people_has_the_same_fields() {
    let program = Program::start(&["--log-requests"]);
    let page = get(program.address, "/privatliv");
    until("the line is there", || !noted(&program).is_empty());
    let values = shown(&page);
    let [at, class, status, micros] = values.as_slice() else { panic!("{values:?}") };
    let line = format!("{at}  INFO answered class=\"{class}\" status={status} micros={micros}");
    assert_eq!(noted(&program), [line]);
}

#[test]
fn without_request_logging_no_line_is_written_or_shown() {
    let program = Program::start(&["--metrics", "127.0.0.1:0"]);
    let page = get(program.address, "/privatliv");
    let values = shown(&page);
    assert_eq!(values.len(), 3, "{values:?}");
    assert_eq!(values[..2], ["page", "200"]);
    let metrics = get(program.operations(), "/metrics");
    let micros: f64 = values[2].parse().expect("a number");
    let told = |name: &str| {
        let value = metrics.text().lines().find_map(|line| line.strip_prefix(name));
        value.expect("it is counted").trim().to_owned()
    };
    assert_eq!(told("kvalitetsstandard_requests_total{class=\"page\",status=\"200\"}"), "1");
    let seconds: f64 = told("kvalitetsstandard_answer_seconds_sum").parse().expect("a number");
    assert!((seconds * 1e6 - micros).abs() < 0.5, "{seconds} s, {micros} µs");
    assert_eq!(noted(&program), Vec::<String>::new());
}

#[test]
fn the_page_is_not_cached_but_listed() {
    let server = Serving::shipped();
    let page = get(server.address, "/privatliv");
    assert_eq!(page.status, 200);
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(page.header("etag"), None);
    let again = ask(server.address, "GET", "/privatliv", &["if-none-match: *"]);
    assert_eq!((again.status, shown(&again).len()), (200, 3));
    let head = ask(server.address, "HEAD", "/privatliv", &[]);
    assert_eq!((head.status, head.header("etag")), (200, None));
    assert_eq!(ask(server.address, "POST", "/privatliv", &["content-length: 0"]).status, 405);
    let typed = get(server.address, "/Privatliv/");
    assert_eq!((typed.status, typed.header("location")), (301, Some("/privatliv")));
    let sitemap = get(server.address, "/sitemap.xml");
    assert!(sitemap.text().contains("<loc>http://test/privatliv</loc>"));
    // Other pages are unaffected: they have a tag, and are not sent again.
    let other = get(server.address, "/tilgaengelighed");
    let have = format!("if-none-match: {}", other.header("etag").expect("a tag"));
    assert_eq!(ask(server.address, "GET", "/tilgaengelighed", &[&have]).status, 304);
}
