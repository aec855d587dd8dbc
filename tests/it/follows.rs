//! A condition, an exception or a doubt must accompany its right wherever a reader can see it.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;
use serde::Deserialize;

use kvalitetsstandard::book::record::{self, Record};
use kvalitetsstandard::book::{Book, Municipality};

use crate::support::{Asked, answered_page, fixture, pages_of, shipped, shipped_site};
use crate::visible::main_text;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ledger {
    foelger: Vec<Rule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    id: String,
    kommune: Option<String>,
    udsagn: String,
    naar: String,
    skal: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Conditions {
    vilkaar: Vec<Condition>,
}

/// The qualifications that must accompany a record.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Condition {
    slags: String,
    id: String,
    kommuner: Option<Vec<String>>,
    skal: Vec<String>,
}

fn ledger<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let text = std::fs::read_to_string(fixture("../facts").join(name)).expect("it is there");
    toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The dates and answers used.
const ASKED: [&str; 11] = [
    "",
    "&anonym=ja",
    "&eget-sted=ja",
    "&behandling=dag-doegn&anonym=ja",
    "&rusmiddel=alkohol",
    "&rusmiddel=andre",
    "&rusmiddel=begge",
    "&rusmiddel=andre&anonym=ja",
    "&rusmiddel=begge&anonym=ja",
    "&rusmiddel=andre&eget-sted=ja",
    "&behandling=dag-doegn",
];
const DAYS: [&str; 4] =
    ["dag=20&maaned=11", "dag=28&maaned=10", "dag=26&maaned=10", "dag=1&maaned=9"];

/// The address and text of all pages of a municipality, including computed ones.
fn said(own: &Municipality) -> BTreeMap<String, String> {
    let edition = shipped();
    let mut said: BTreeMap<String, String> = pages_of(shipped_site(), &own.id)
        .into_iter()
        .map(|(address, html)| (address.clone(), main_text(html, ".terms")))
        .collect();
    for deadline in own.deadlines.iter().filter(|deadline| deadline.calculator.is_some()) {
        for query in DAYS.iter().flat_map(|day| ASKED.map(|told| format!("{day}&aar=2026{told}"))) {
            let asked = Asked::get("/{municipality}/frister/{code}", &own.id, &query);
            let html = answered_page(&edition, asked.of(&deadline.id));
            said.insert(format!("frister/{}?{query}", deadline.id), main_text(&html, ".terms"));
        }
    }
    for route in own.routes.iter().filter(|route| route.to.is_some()) {
        let body = format!("vej={}", route.id);
        let html =
            answered_page(&edition, Asked::post("/{municipality}/klagebrev", &own.id, &body));
        said.insert(format!("klagebrev {body}"), main_text(&html, ".terms"));
    }
    for offered in &own.hand_over.offered {
        let asked = Asked::get("/{municipality}/udlevering/{code}", &own.id, "");
        let html = answered_page(&edition, asked.of(&offered.code));
        said.insert(format!("udlevering/{}", offered.code), main_text(&html, ".terms"));
    }
    for (number, shortcut) in &own.shortcuts {
        said.insert(format!("søgesvar {number}"), shortcut.answer.plain.replace('\u{a0}', " "));
    }
    said
}

#[test]
fn a_statement_is_always_accompanied_by_its_limits() {
    let ledger: Ledger = ledger("foelger.toml");
    let mut alone = Vec::new();
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    for own in &shipped().book.municipalities {
        let said = said(own);
        assert!(said.len() > 200, "{}: {}", own.id, said.len());
        let rules = ledger.foelger.iter();
        for rule in rules.filter(|rule| rule.kommune.as_ref().is_none_or(|id| *id == own.id)) {
            let when = Regex::new(&rule.naar).expect("a pattern");
            let must = Regex::new(&rule.skal).expect("a pattern");
            for (place, text) in &said {
                let Some(found) = when.find(text) else { continue };
                *met.entry(&rule.id).or_default() += 1;
                if !must.is_match(text) {
                    let found = found.as_str();
                    alone.push(format!("{} {place}: »{found}« ({})", rule.id, rule.udsagn));
                }
            }
        }
    }
    assert!(alone.is_empty(), "{} stand alone:\n{}", alone.len(), alone.join("\n"));
    for rule in &ledger.foelger {
        assert!(
            met.get(rule.id.as_str()).is_some_and(|count| *count > 2),
            "{} is met nowhere",
            rule.id
        );
    }
}

/// The records of a municipality, by kind and id.
fn records<'b>(book: &'b Book, own: &'b Municipality) -> Vec<(&'static str, Record<'b>)> {
    let rights = own.rights.iter().map(|one| ("ret", record::right(book, own, one)));
    let routes = own.routes.iter().map(|one| ("klagevej", record::route(book, own, one)));
    let deadlines = own.deadlines.with_handles();
    let deadlines = deadlines.map(|(one, _)| ("frist", record::deadline(book, own, one)));
    let contacts = own.contacts.iter().map(|one| ("kontakt", record::contact(one)));
    rights.chain(routes).chain(deadlines).chain(contacts).collect()
}

/// Each record has the qualifications from the sources, and each has an entry in the ledger.
#[test]
fn every_record_carries_its_conditions() {
    let ledger: Conditions = ledger("vilkaar.toml");
    let edition = shipped();
    let mut wrong = Vec::new();
    let mut used = BTreeSet::new();
    for own in &edition.book.municipalities {
        for (kind, record) in records(&edition.book, own) {
            let here = |one: &&Condition| {
                let of = one.kommuner.as_ref();
                one.slags == kind
                    && one.id == record.id
                    && of.is_none_or(|all| all.contains(&own.id))
            };
            let name = format!("{} {kind} {}", own.id, record.id);
            let Some(condition) = ledger.vilkaar.iter().find(here) else {
                wrong.push(format!("{name} has no entry"));
                continue;
            };
            used.insert((kind, record.id.to_owned()));
            let words = record.plain(|_| true).replace('\u{a0}', " ");
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            for pattern in &condition.skal {
                if !Regex::new(pattern).expect("a pattern").is_match(&words) {
                    wrong.push(format!("{name} lacks »{pattern}«: {words}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for one in &ledger.vilkaar {
        let known = used.iter().any(|(kind, id)| *kind == one.slags && *id == one.id);
        assert!(known, "no {} {}", one.slags, one.id);
    }
}
