//! The ledgers of facts: every fact of a source is on its page, no fact of the other source is, and
//! no sentence is copied from a source.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;
use serde::Deserialize;

use crate::support::{Asked, answered_page, fixture, pages_of, shipped};
use crate::visible::{main_lines, main_text};

/// Explanations belong in the glossary, and facts must be visible, not folded.
const EXPLANATIONS: &str = ".folded";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ledger {
    fakta: Vec<Fact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fact {
    id: String,
    kilde: String,
    side: String,
    udsagn: String,
    moenster: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forbidden {
    forbudt: Vec<String>,
    undtaget: Vec<String>,
}

fn read<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let path = fixture("../facts").join(name);
    let text = std::fs::read_to_string(&path).expect("the ledger is there");
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The text of a calculator's answer, for an address with a query.
fn answer_of(address: &str) -> Option<String> {
    let (path, query) = address.split_once('?')?;
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let [municipality, "frister", deadline] = parts[..] else { panic!("{address}") };
    let asked = Asked::get("/{municipality}/frister/{code}", municipality, query);
    Some(main_text(&answered_page(&shipped(), asked.of(deadline)), EXPLANATIONS))
}

#[test]
fn every_fact_is_on_its_page() {
    let texts: BTreeMap<&String, String> = crate::support::shipped_site()
        .iter()
        .map(|(address, html)| (address, main_text(html, EXPLANATIONS)))
        .collect();
    let mut missing = Vec::new();
    let mut count = 0;
    for municipality in &crate::support::shipped().book.content.municipalities {
        let ledger: Ledger = read(&format!("{}.toml", municipality.id));
        let mut ids = BTreeSet::new();
        for fact in &ledger.fakta {
            count += 1;
            assert!(ids.insert(&fact.id), "{} stands twice in the ledger", fact.id);
            let known = municipality.source_section(&fact.kilde).is_some();
            assert!(known, "{}: no source section {}", fact.id, fact.kilde);
            let pattern = Regex::new(&fact.moenster).expect("a pattern");
            let asked = answer_of(&fact.side);
            let text = asked.as_ref().or_else(|| texts.get(&fact.side));
            if text.is_none_or(|text| !pattern.is_match(text)) {
                missing.push(format!("{} {}: {} ({})", fact.side, fact.id, fact.udsagn, pattern));
            }
        }
    }
    assert!(missing.is_empty(), "{} of {count} missing:\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn no_page_contains_facts_of_another_municipality() {
    let forbidden: BTreeMap<String, Forbidden> = read("forbudt.toml");
    let site = crate::support::shipped_site();
    for (municipality, rules) in &forbidden {
        let pages = pages_of(site, municipality);
        let pattern = |pattern: &String| Regex::new(pattern).expect("a pattern");
        let patterns: Vec<Regex> = rules.forbudt.iter().map(pattern).collect();
        assert!(pages.len() > 10, "{municipality} has {} pages", pages.len());
        for (address, html) in pages {
            if rules.undtaget.contains(address) {
                continue;
            }
            let text = main_text(html, "nothing");
            for pattern in &patterns {
                assert!(!pattern.is_match(&text), "{address} says {pattern}");
            }
        }
    }
}

/// A run of this many words shared with a source is a copied sentence.
const RUN: usize = 12;

/// `facts/runs.txt` has a hash of every run of twelve words in the sources (except postal
/// addresses), so that the sources themselves don't have to be in the repository.
#[test]
fn no_sentence_is_copied_from_a_source() {
    let hashes = std::fs::read_to_string(fixture("../facts/runs.txt")).expect("the runs are there");
    let hashes: BTreeSet<u64> = hashes
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| u64::from_str_radix(line, 16).expect("a hash"))
        .collect();
    assert!(hashes.len() > 2000, "{} runs", hashes.len());
    for (address, html) in crate::support::shipped_site() {
        let text = main_lines(html, "nothing").join(" ").to_lowercase();
        let words: Vec<&str> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        for run in words.windows(RUN) {
            let run = run.join(" ");
            assert!(!hashes.contains(&fnv(&run)), "{address} lifts »{run}«");
        }
    }
}

/// FNV-1a, 64 bits.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
