//! Facts written out in prose that stand in data: numbers, addresses, deadlines, laws, web sites.
//!
//! A fact is written once. A second copy is the one that is forgotten when the fact changes.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use super::corpus::{Corpus, Passage};
use crate::content::{Content, RawMunicipality};
use crate::finding::Finding;
use crate::markdown::resolve::deadline_words;

/// A fact's words as they might stand in prose, and the reference to write instead.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct WrittenFact {
    words: String,
    reference: String,
}

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let all = corpus.content.municipalities.par_iter().map(Some).chain([None]);
    let facts: BTreeMap<Option<&str>, Vec<WrittenFact>> =
        all.map(|one| (one.map(|one| one.id.as_str()), facts_for(corpus.content, one))).collect();
    findings.par_extend(corpus.passages.par_iter().flat_map_iter(|passage| {
        let facts = &facts[&passage.municipality.map(|one| one.id.as_str())];
        let mut found = Vec::new();
        for (span, text) in &passage.structure.texts {
            check_text(passage, span, text, facts, &mut found);
        }
        found
    }));
}

/// The facts of the municipality whose folder it is; for shared texts, of all.
fn facts_for(content: &Content, municipality: Option<&RawMunicipality>) -> Vec<WrittenFact> {
    let own: Vec<&RawMunicipality> = match municipality {
        Some(one) => vec![one],
        None => content.municipalities.iter().collect(),
    };
    let mut facts: Vec<WrittenFact> =
        own.into_iter().flat_map(|one| facts_of(content, one)).collect();
    // A site whose name is its host may be named in a heading; the address itself may not stand.
    let sites = content.site.websites.iter().filter(|site| *site.name != *host(&site.url));
    facts.extend(sites.map(|site| WrittenFact {
        words: host(&site.url).to_owned(),
        reference: format!("[](web:{})", site.id),
    }));
    facts.retain(|fact| !fact.words.is_empty());
    // Municipalities may have one and the same contact; told once is enough.
    facts.sort();
    facts.dedup();
    facts
}

fn facts_of(content: &Content, municipality: &RawMunicipality) -> Vec<WrittenFact> {
    let mut facts = Vec::new();
    let mut add = |words: &str, reference: String| {
        facts.push(WrittenFact { words: normal(words), reference });
    };
    for contact in municipality.contacts.iter() {
        let id = &contact.id;
        if let Some(mail) = &contact.mail {
            add(mail, format!("[](mail:{id})"));
        }
        if let Some(web) = &contact.web {
            add(host(&web.url), format!("[](web:{id})"));
        }
        // The first line may be a name that is fair to say in a sentence; streets have a number.
        let lines = contact.address.iter().flatten();
        for line in lines.filter(|line| line.chars().any(|letter| letter.is_ascii_digit())) {
            add(line, format!("[](adresse:{id})"));
        }
    }
    for deadline in municipality.deadlines.iter() {
        add(&deadline_words(deadline, &content.words), format!("[](frist:{})", deadline.id));
    }
    facts
}

fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split('/').next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

/// Lower case with plain spaces.
fn normal(text: &str) -> String {
    text.to_lowercase().replace('\u{a0}', " ")
}

fn check_text(
    passage: &Passage<'_>,
    span: &Range<usize>,
    text: &str,
    facts: &[WrittenFact],
    findings: &mut Vec<Finding>,
) {
    let text = normal(text);
    let mut report = |what: &str, reference: &str| {
        findings.push(Finding::error(
            "fakta-i-prosa",
            passage.place(span),
            format!("»{what}« er skrevet direkte i teksten."),
            format!("Skriv {reference} i stedet. Så skal det kun rettes ét sted."),
        ));
    };
    for fact in facts.iter().filter(|fact| stands_in(&text, &fact.words)) {
        report(&fact.words, &fact.reference);
    }
    if let Some(number) = phone_number(&text) {
        report(number, "[](tlf:…)");
    }
    if text.contains('§') {
        report("§", "[](lov:…)");
    }
    if text.contains("http://") || text.contains("https://") || text.contains("www.") {
        report("en webadresse", "[](web:…)");
    }
}

/// Whether the words stand in the text as whole words.
fn stands_in(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + words.len()..].chars().next();
        let inside = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        !inside(before) && !inside(after)
    })
}

/// The first run of eight digits, spaces between them allowed.
fn phone_number(text: &str) -> Option<&str> {
    let mut start = None;
    let mut digits = 0;
    let mut end = 0;
    for (at, letter) in text.char_indices() {
        match letter {
            '0'..='9' => {
                start.get_or_insert(at);
                digits += 1;
                end = at + 1;
            }
            ' ' if start.is_some() => {}
            _ if digits == 8 => break,
            _ => (start, digits) = (None, 0),
        }
    }
    if digits == 8 { start.map(|start| &text[start..end]) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_number_has_eight_digits_in_any_grouping() {
        assert_eq!(phone_number("ring 12 34 56 78 nu"), Some("12 34 56 78"));
        assert_eq!(phone_number("12345678"), Some("12345678"));
        assert_eq!(phone_number("i 2020-2022 og 14 dage"), None);
        assert_eq!(phone_number("cpr 010203-1234"), None);
    }

    #[test]
    fn a_fact_is_found_as_whole_words_only() {
        assert!(stands_in("senest 14 dage efter", "14 dage"));
        assert!(!stands_in("114 dage", "14 dage"));
    }
}
