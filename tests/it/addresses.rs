//! Addresses are permanent: the ledger is complete, grows by itself, and never loses an entry.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Output;

use kvalitetsstandard::content::Content;
use kvalitetsstandard::content::ledger::{Addresses, missing};
use kvalitetsstandard::markdown::addresses::existing;
use kvalitetsstandard::markdown::anchors::Anchors;
use kvalitetsstandard::publish;
use kvalitetsstandard::site::Entry;

use crate::html::{parse, values};
use crate::http::{Client, get};
use crate::serving::{Program, Serving, command};
use crate::support::{copy_of_content, fixture, shipped, shipped_with, today};

/// How to fix what these tests find.
const REMEDY: &str = "run: cargo run -- check --content content --publish";

fn known(content: &Content) -> Addresses {
    existing(content, &Anchors::new(content))
}

#[test]
fn the_shipped_ledger_is_complete() {
    let book = shipped().book;
    assert_eq!(missing(&book.content.ledger, &known(&book.content)), Addresses::new(), "{REMEDY}");
}

/// Only pages made at load are part of the site; computed ones are not.
#[test]
fn the_ledger_knows_every_page_that_is_made() {
    let computed = |address: &str| {
        let part = |name: &str| address.split('/').nth(2) == Some(name);
        ["/soeg", "/ud"].contains(&address) || part("soeg") || part("udlevering")
    };
    for edition in [shipped(), shipped_with("third")] {
        let entries = publish::site(&edition.book, today(), None);
        let is_page = |entry: &Entry| match entry {
            Entry::Document(document) => document.content_type.starts_with("text/html"),
            Entry::Moved(_) | Entry::SeeOther(_) => true,
        };
        let made: BTreeSet<String> =
            entries.into_iter().filter(|(_, entry)| is_page(entry)).map(|(at, _)| at).collect();
        let known: BTreeSet<String> =
            known(&edition.book.content).into_keys().filter(|at| !computed(at)).collect();
        let lost: Vec<&String> = made.difference(&known).collect();
        assert!(lost.is_empty(), "add them to `existing` in src/markdown/addresses.rs: {lost:?}");
        let unmade: Vec<&String> = known.difference(&made).collect();
        assert!(unmade.is_empty(), "nothing stands at {unmade:?}");
    }
}

/// Requests every address in the shipped ledger over HTTP, and looks for its headings.
#[test]
fn everything_in_the_ledger_answers() {
    let server = Serving::shipped();
    let mut client = Client::new(server.address);
    let content = &shipped().book.content;
    assert!(content.ledger.len() > 300, "{REMEDY}");
    for published in content.ledger.iter() {
        let answer = client.ask("GET", &published.path, &[]);
        let wanted = if published.moved_to.is_some() { 301 } else { answer.status };
        assert_eq!(answer.status, wanted, "{}", published.path);
        assert!([200, 301, 303].contains(&answer.status), "{} {}", published.path, answer.status);
        if published.headings.is_empty() {
            continue;
        }
        let ids = values(&parse(answer.text()), "[id]", "id");
        let ids: BTreeSet<String> = ids.into_iter().collect();
        let gone = |id: &str| published.gone.iter().any(|gone| gone.as_str() == id);
        for id in published.headings.iter().filter(|id| !gone(id)) {
            assert!(ids.contains(id.as_str()), "{}#{id}", published.path);
        }
    }
}

/// A copy of the shipped content for an editor to work in.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(copy_of_content())
    }

    fn at(&self, path: &str) -> std::path::PathBuf {
        self.0.path().join("content").join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap()
    }

    fn change(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has no {from}");
        fs::write(self.at(path), text.replacen(from, to, 1)).unwrap();
    }

    fn check(&self, arguments: &[&str]) -> Output {
        command().arg("check").arg("--content").arg(self.at("")).args(arguments).output().unwrap()
    }

    fn publish(&self) -> Output {
        self.check(&["--publish"])
    }
}

fn said(output: &Output) -> String {
    [&output.stdout[..], &output.stderr[..]].map(String::from_utf8_lossy).concat()
}

#[test]
fn a_new_ledger_is_complete_and_publishing_again_changes_nothing() {
    let desk = Desk::new();
    let shipped = desk.read("adresser.toml");
    fs::remove_file(desk.at("adresser.toml")).unwrap();
    let first = desk.publish();
    assert_eq!(first.status.code(), Some(0), "{}", said(&first));
    assert_eq!(desk.read("adresser.toml"), shipped, "{REMEDY}");
    let before = fs::metadata(desk.at("adresser.toml")).unwrap().modified().unwrap();
    let second = desk.publish();
    assert!(said(&second).contains("ikke noget nyt"), "{}", said(&second));
    assert_eq!(fs::metadata(desk.at("adresser.toml")).unwrap().modified().unwrap(), before);
    assert!(!desk.at(".adresser.toml.ny").exists());
}

#[test]
fn existing_ledger_entries_are_kept() {
    let desk = Desk::new();
    desk.change("adresser.toml", "\n[[adresse]]\n", "\n# Husk: et ord.\n[[adresse]]\n");
    let before = desk.read("adresser.toml");
    fs::write(desk.at("sider/ny-side.md"), "+++\ntitel = \"Ny\"\n+++\n\n## Et {#et}\n\nOrd.\n")
        .unwrap();
    let output = desk.publish();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let after = desk.read("adresser.toml");
    let new: Vec<&str> =
        after.lines().filter(|line| !before.lines().any(|old| old == *line)).collect();
    assert_eq!(new, ["sti = \"/ny-side\"", "    \"et\","]);
    let mut rest = after.as_str();
    for line in before.lines() {
        rest = rest.split_once(line).unwrap_or_else(|| panic!("{line} is gone or moved")).1;
    }
}

#[test]
fn an_address_that_goes_away_needs_a_redirect() {
    let desk = Desk::new();
    let page = "+++\ntitel = \"Ny\"\n+++\n\n## Et {#et}\n\nOrd.\n";
    fs::write(desk.at("sider/ny-side.md"), page).unwrap();
    assert_eq!(desk.publish().status.code(), Some(0));
    let ledger = desk.read("adresser.toml");

    // Rename the heading: first without `tidligere`, then with it.
    fs::write(desk.at("sider/ny-side.md"), page.replace("#et}", "#to}")).unwrap();
    let output = desk.publish();
    assert_eq!(output.status.code(), Some(1));
    let words = said(&output);
    assert!(words.contains("forsvundet-overskrift") && words.contains("/ny-side#et"), "{words}");
    assert!(words.contains("adresser.toml er ikke ændret"), "{words}");
    assert_eq!(desk.read("adresser.toml"), ledger);
    fs::write(desk.at("sider/ny-side.md"), page.replace("#et}", "#to tidligere=et}")).unwrap();
    assert_eq!(desk.check(&[]).status.code(), Some(0), "{}", said(&desk.check(&[])));

    // Remove it for good, and record that.
    fs::write(desk.at("sider/ny-side.md"), page.replace("## Et {#et}", "")).unwrap();
    assert_eq!(desk.check(&[]).status.code(), Some(1));
    desk.change("adresser.toml", "    \"et\",\n]\n", "    \"et\",\n]\nudgaaet = [\"et\"]\n");
    assert_eq!(desk.check(&[]).status.code(), Some(0), "{}", said(&desk.check(&[])));

    // Remove the page.
    fs::remove_file(desk.at("sider/ny-side.md")).unwrap();
    assert!(said(&desk.check(&[])).contains("forsvundet-adresse"));
    let moved = "sti = \"/ny-side\"\nflyttet_til = \"/privatliv\"\n";
    desk.change("adresser.toml", "sti = \"/ny-side\"\n", moved);
    assert_eq!(desk.publish().status.code(), Some(0), "{}", said(&desk.check(&[])));
    assert!(desk.read("adresser.toml").contains(moved));
    let program = Program::start(&["--content", desk.at("").to_str().unwrap()]);
    let answer = get(program.address, "/ny-side");
    assert_eq!((answer.status, answer.header("location")), (301, Some("/privatliv")));
}

#[test]
fn broken_and_built_in_content_are_not_published() {
    let broken = command()
        .args(["check", "--publish", "--content"])
        .arg(fixture("broken"))
        .output()
        .unwrap();
    assert_eq!(broken.status.code(), Some(1));
    assert!(said(&broken).contains("adresser.toml er ikke ændret. Ret fejlene først."));
    let embedded = command().args(["check", "--publish"]).output().unwrap();
    assert_eq!(embedded.status.code(), Some(2));
    assert!(said(&embedded).contains("Skriv --content"), "{}", said(&embedded));
    assert!(!Path::new("adresser.toml").exists());
}
