//! The `check` command: reports, exit codes, `--date`, external links.

use std::fs;
use std::path::Path;
use std::process::Output;

use kvalitetsstandard::check::{external_links, search_words};
use kvalitetsstandard::edition::{self, Edition};
use kvalitetsstandard::finding::{Severity, one_line};
use kvalitetsstandard::source::Sources;

use crate::serving::command;
use crate::support::{copy_of_content, day_of_measurement, fixture, shipped};

fn check(arguments: &[&str]) -> Output {
    command().arg("check").args(arguments).output().unwrap()
}

fn words(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The rule and severity of each finding in a JSON report.
fn rules(output: &Output) -> Vec<(String, String)> {
    let list: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    let text = |one: &serde_json::Value, key: &str| one[key].as_str().unwrap().to_owned();
    list.iter().map(|one| (text(one, "regel"), text(one, "vaegt"))).collect()
}

#[test]
fn the_exit_code_tells_whether_there_are_findings() {
    let clean = check(&["--date", &day_of_measurement().to_string()]);
    assert_eq!(clean.status.code(), Some(0), "{}", words(&clean));
    let broken = fixture("broken");
    assert_eq!(check(&["--content", broken.to_str().unwrap()]).status.code(), Some(1));
    assert_eq!(check(&["--content", "no-such-folder"]).status.code(), Some(2));
}

#[test]
fn every_report_format_has_the_same_findings() {
    let broken = fixture("broken");
    let report = |form: &str| {
        let folder = broken.to_str().unwrap();
        words(&check(&["--content", folder, "--date", "2026-11-22", "--format", form]))
    };
    let json: Vec<serde_json::Value> = serde_json::from_str(&report("json")).unwrap();
    let annotations = report("annotations");
    assert_eq!(annotations.lines().count(), json.len());
    let text = report("text");
    for one in &json {
        let (rule, path) = (one["regel"].as_str().unwrap(), one["fil"].as_str().unwrap());
        assert!(text.contains(&format!("[{rule}]")) && text.contains(path), "{rule} {path}");
        assert!(one["linje"].as_u64() > Some(0) && !one["gør"].as_str().unwrap().is_empty());
    }
    assert_eq!(report("text"), text, "a second run says the same in the same order");
}

#[test]
fn another_day_shows_what_will_be_due_then() {
    let on = |date: &str| rules(&check(&["--format", "json", "--date", date]));
    let has = |found: &[(String, String)], rule: &str| found.iter().any(|(one, _)| one == rule);
    let folder = copy_of_content();
    let content = folder.path().join("content");
    let page = content.join("sider/privatliv.md");
    let text = fs::read_to_string(&page).unwrap();
    let reviewed = text.replacen("+++\n", "+++\nnaeste_gennemgang = 2027-01-15\n", 1);
    fs::write(&page, reviewed).unwrap();
    let with_review = |date: &str| {
        let folder = content.to_str().unwrap();
        rules(&check(&["--content", folder, "--format", "json", "--date", date]))
    };
    assert!(!has(&on("2026-11-22"), "gennemgang"));
    assert!(!has(&with_review("2026-10-01"), "gennemgang"));
    for (date, severity) in [("2026-11-01", "oplysning"), ("2027-01-15", "advarsel")] {
        let found = with_review(date);
        let review = found.iter().find(|(rule, _)| rule == "gennemgang");
        assert_eq!(review.map(|(_, severity)| severity.as_str()), Some(severity), "{date}");
    }
}

/// A verification is valid for ninety days.
#[test]
fn a_contact_counts_as_verified_for_ninety_days() {
    let verified = |text: &str| text.replacen("\nrolle", "\nbekraeftet = 2026-08-24\nrolle", 1);
    let count = |day: &str| {
        let edition = changed("ishoj/kontakter.toml", &verified, day);
        edition.findings.iter().filter(|one| one.rule == "ubekraeftet-kontakt").count()
    };
    assert_eq!(count("2026-11-22") + 1, count("2026-11-23"));
}

/// The shipped content with one file changed, on a given date.
fn changed(path: &str, change: &dyn Fn(&str) -> String, day: &str) -> Edition {
    let embedded = Sources::embedded();
    let files = embedded.iter().map(|(_, file)| {
        let text = if file.path == path { change(&file.text) } else { file.text.clone() };
        (file.path.clone(), text)
    });
    let sources = Sources::from_files(files);
    edition::load(sources, &[], day.parse().unwrap()).unwrap_or_else(|refused| {
        let lines = refused.findings.iter().filter(|one| one.severity == Severity::Error);
        panic!("{:?}", lines.map(|one| one_line(&refused.sources, one)).collect::<Vec<_>>())
    })
}

fn unanswered(edition: &Edition) -> Vec<String> {
    let mut findings = Vec::new();
    search_words::check(&edition.book.content, &edition.search, &mut findings);
    findings.iter().map(|one| one_line(&edition.book.sources, one)).collect()
}

#[test]
fn every_word_that_people_say_finds_something() {
    assert_eq!(unanswered(&shipped()), Vec::<String>::new());
}

#[test]
fn a_word_that_finds_nothing_is_reported_once_per_municipality() {
    let topic = "\n[[emne]]\nid = \"proeve\"\nsiger = [\"xylofonkoncert\"]\n";
    let add = |text: &str| format!("{text}{topic}");
    let edition = changed("soegning.toml", &add, "2026-11-22");
    let found = unanswered(&edition);
    assert_eq!(found.len(), edition.book.municipalities.len(), "{found:#?}");
    assert!(found[0].contains("advarsel[soegeord-uden-svar]: Den, der søger på »xylofonkoncert«"));
    // If a municipality's lists are empty, its source has no answer, so nothing is missing.
    let none = format!("{topic}[emne.kommune]\nishoj = {{}}\nvallensbaek = {{}}\n");
    let edition = changed("soegning.toml", &|text| format!("{text}{none}"), "2026-11-22");
    assert_eq!(unanswered(&edition), Vec::<String>::new());
}

#[test]
fn links_out_of_the_site_are_listed_with_their_places() {
    let edition = shipped();
    let links = external_links::list(&edition.book.content);
    let sources = &edition.book.sources;
    for link in &links {
        let text = &sources.get(link.place.file).text[link.place.span.clone()];
        assert_eq!(text, format!("\"{}\"", link.url));
    }
    // As many as there are lines with an http address.
    let written = sources.iter().filter(|(_, file)| Path::new(&file.path).extension().is_some());
    let written = written.flat_map(|(_, file)| file.text.lines());
    let written = written.filter(|line| !line.starts_with('#') && line.contains("\"http")).count();
    assert_eq!(links.len(), written);
}

/// Without the feature, the program says so, because silence would look like "no dead links".
#[cfg(not(feature = "online"))]
#[test]
fn a_program_without_tls_refuses_to_check_links() {
    let asked = check(&["--online"]);
    assert_eq!(asked.status.code(), Some(2));
    assert!(asked.stdout.is_empty());
    assert!(String::from_utf8_lossy(&asked.stderr).contains("--features online"), "{asked:?}");
}

/// A local server that answers each path with its own status.
#[cfg(feature = "online")]
fn neighbour() -> std::net::SocketAddr {
    use std::io::{Read as _, Write as _};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = [0; 4096];
            let read = stream.read(&mut request).unwrap_or_default();
            let line = String::from_utf8_lossy(&request[..read]).into_owned();
            let path = line.split(' ').nth(1).unwrap_or_default();
            let welcomed = line.contains("ven=1");
            let (status, more) = match path {
                "/her" | "/6" => ("200 OK", ""),
                "/flyttet" => ("301 Moved Permanently", "location: /her\r\n"),
                "/flytter" => ("302 Found", "location: /her\r\n"),
                "/forside" => ("302 Found", "location: /\r\n"),
                "/" => ("200 OK", ""),
                "/kage" if welcomed => ("200 OK", ""),
                "/kage" => ("302 Found", "set-cookie: ven=1; Path=/\r\nlocation: /kage\r\n"),
                "/0" => ("302 Found", "location: /1\r\n"),
                "/1" => ("302 Found", "location: /2\r\n"),
                "/2" => ("302 Found", "location: /3\r\n"),
                "/3" => ("302 Found", "location: /4\r\n"),
                "/4" => ("302 Found", "location: /5\r\n"),
                "/5" => ("302 Found", "location: /6\r\n"),
                "/ring" => ("302 Found", "location: /ring\r\n"),
                "/fejl" => ("500 Internal Server Error", ""),
                "/nej" => ("403 Forbidden", ""),
                "/slut" => ("410 Gone", ""),
                "/stum" => continue,
                _ => ("404 Not Found", ""),
            };
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\n{more}connection: close\r\ncontent-length: 0\r\n\r\n"
            );
        }
    });
    address
}

/// Only this machine is contacted: every link in the copy is replaced first.
#[cfg(feature = "online")]
#[test]
fn dead_links_are_only_checked_on_request() {
    let neighbour = neighbour();
    let folder = copy_of_content();
    let content = folder.path().join("content");
    let ours = |path: &str| format!("http://{neighbour}{path}");
    let site = fs::read_to_string(content.join("site.toml")).unwrap();
    let mut lines: Vec<String> = site
        .lines()
        .map(|line| {
            if line.starts_with("adresse = ") {
                format!("adresse = \"{}\"", ours("/her"))
            } else {
                line.to_owned()
            }
        })
        .collect();
    let paths = ["flyttet", "flytter", "forside", "kage", "0", "her#sted"];
    for path in paths.into_iter().chain(["ring", "fejl", "nej", "slut", "stum", "vaek"]) {
        let url = ours(&format!("/{path}"));
        let path = path.replace('#', "-");
        lines.push(format!("[[websted]]\nid = \"{path}\"\nnavn = \"{path}\"\nadresse = \"{url}\""));
    }
    fs::write(content.join("site.toml"), lines.join("\n")).unwrap();
    for contacts in ["ishoj/kontakter.toml", "vallensbaek/kontakter.toml"] {
        let text = fs::read_to_string(content.join(contacts)).unwrap();
        let text = text.replace("http://www.pitstop.ishoj.dk/", &ours("/her"));
        assert!(!text.contains("https://"), "a link that would be asked for");
        fs::write(content.join(contacts), text).unwrap();
    }
    let folder = content.to_str().unwrap();
    let silent = check(&["--content", folder, "--format", "json"]);
    let about_links = |found: Vec<(String, String)>| -> Vec<(String, String)> {
        found.into_iter().filter(|(rule, _)| rule.contains("link")).collect()
    };
    assert_eq!(about_links(rules(&silent)), []);
    let online = check(&["--content", folder, "--format", "json", "--online"]);
    assert_eq!(online.status.code(), Some(1));
    let list: Vec<serde_json::Value> = serde_json::from_slice(&online.stdout).unwrap();
    let mut found: Vec<(&str, &str)> = list
        .iter()
        .filter(|one| one["besked"].as_str().unwrap().starts_with("http"))
        .map(|one| {
            let url = one["besked"].as_str().unwrap().split(' ').next().unwrap();
            (url.rsplit('/').next().unwrap(), one["regel"].as_str().unwrap())
        })
        .collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("fejl", "link-uden-svar"),
            ("flyttet", "flyttet-link"),
            ("forside", "doedt-link"),
            ("her#sted", "link-uden-sted"),
            ("nej", "link-uden-svar"),
            ("ring", "doedt-link"),
            ("slut", "doedt-link"),
            ("stum", "link-uden-svar"),
            ("vaek", "doedt-link"),
        ]
    );
}
