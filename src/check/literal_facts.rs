//! Facts written out in prose that are defined in data: numbers, addresses, deadlines, laws,
//! websites.
//!
//! A fact is written once: a second copy would be forgotten when the fact changes.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use super::corpus::{Corpus, Passage};
use super::spelling::{find_words, number_words, origin, phone_number, plain};
use crate::content::words::Words;
use crate::content::{Content, RawDeadline, RawMunicipality};
use crate::finding::Finding;
use crate::markdown::resolve::deadline_words;
use crate::markdown::run::Run;

/// A fact as it might be written in prose, and the reference to write instead.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct WrittenFact {
    words: String,
    reference: String,
}

/// The facts and the deadlines that a text may not contain literally.
struct Facts {
    written: Vec<WrittenFact>,
    lengths: Vec<String>,
}

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let all = corpus.content.municipalities.par_iter().map(Some).chain([None]);
    let facts: BTreeMap<Option<&str>, Facts> = all
        .map(|one| {
            let (written, lengths) = (facts_for(corpus.content, one), lengths(corpus.content, one));
            (one.map(|one| one.id.as_str()), Facts { written, lengths })
        })
        .collect();
    findings.par_extend(corpus.passages.par_iter().flat_map_iter(|passage| {
        let facts = &facts[&passage.municipality.map(|one| one.id.as_str())];
        let mut found = Vec::new();
        for (run, words) in passage.runs() {
            check_run(passage, run, words, facts, &mut found);
        }
        found
    }));
}

/// The facts of the text's municipality; for shared texts, of all municipalities.
fn facts_for(content: &Content, municipality: Option<&RawMunicipality>) -> Vec<WrittenFact> {
    let own: Vec<&RawMunicipality> = match municipality {
        Some(one) => vec![one],
        None => content.municipalities.iter().collect(),
    };
    let mut facts: Vec<WrittenFact> =
        own.into_iter().flat_map(|one| facts_of(content, one)).collect();
    // A site named after its host may be named in a heading, but its address may not be written
    // out.
    let sites = content.site.websites.iter().filter(|site| *site.name != *host(&site.url));
    facts.extend(sites.map(|site| WrittenFact {
        words: host(&site.url).to_owned(),
        reference: format!("[](web:{})", site.id),
    }));
    facts.retain(|fact| !fact.words.is_empty());
    // Municipalities can share a contact; it is reported once.
    facts.sort();
    facts.dedup();
    facts
}

fn facts_of(content: &Content, municipality: &RawMunicipality) -> Vec<WrittenFact> {
    let mut facts = Vec::new();
    let mut add = |words: &str, reference: String| {
        facts.push(WrittenFact { words: plain(words), reference });
    };
    for contact in municipality.contacts.iter() {
        let id = &contact.id;
        if let Some(mail) = &contact.mail {
            add(mail, format!("[](mail:{id})"));
        }
        if let Some(web) = &contact.web {
            add(host(&web.url), format!("[](web:{id})"));
        }
        // The first line can be a name, which may be used in a sentence; street lines have a
        // number.
        let lines = contact.address.iter().flatten();
        for line in lines.filter(|line| line.chars().any(|letter| letter.is_ascii_digit())) {
            add(line, format!("[](adresse:{id})"));
        }
    }
    for deadline in municipality.deadlines.iter() {
        for words in spelled(deadline, &content.words) {
            add(&words, format!("[](frist:{})", deadline.id));
        }
    }
    facts
}

/// The ways to write a deadline: its number in digits or words, and its unit separate, joined, or
/// as part of a compound.
fn spelled(deadline: &RawDeadline, words: &Words) -> Vec<String> {
    let length = plain(&deadline_words(deadline, words));
    let mut all = vec![length.clone()];
    if deadline.plus.is_none()
        && let Some((number, unit)) = length.split_once(' ')
    {
        let mut numbers = vec![number.to_owned()];
        numbers.extend(number_words(deadline.count).map(str::to_owned));
        all.extend(numbers.into_iter().flat_map(|number| {
            [
                format!("{number} {unit}"),
                format!("{number} {unit}s"),
                format!("{number}-{unit}s"),
                format!("{number}-{unit}"),
            ]
        }));
    }
    all.sort();
    all.dedup();
    all
}

/// The deadlines of a municipality in words.
fn lengths(content: &Content, own: Option<&RawMunicipality>) -> Vec<String> {
    let mut all: Vec<String> = own
        .into_iter()
        .flat_map(|one| one.deadlines.iter())
        .map(|deadline| plain(&deadline_words(deadline, &content.words)))
        .collect();
    all.sort();
    all.dedup();
    all
}

fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split('/').next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

fn check_run(
    passage: &Passage<'_>,
    run: &Run,
    words: &str,
    Facts { written: facts, lengths }: &Facts,
    findings: &mut Vec<Finding>,
) {
    let mut report = |at: Range<usize>, reference: &str| {
        let what = &words[at.clone()];
        findings.push(Finding::error(
            "fakta-i-prosa",
            passage.place(&run.span(origin(run, &at))),
            format!("»{what}« er skrevet direkte i teksten."),
            format!("Skriv {reference} i stedet. Så skal det kun rettes ét sted."),
        ));
    };
    for fact in facts {
        if let Some(at) = find_words(words, &fact.words) {
            report(at, &fact.reference);
        }
    }
    if let Some(at) = phone_number(words) {
        report(at, "[](tlf:…)");
    }
    if let Some(at) = paragraph(words) {
        report(at, "[](lov:…)");
    }
    let mark = |mark: &str| words.find(mark).map(|at| at..at + mark.len());
    if let Some(at) = ["http://", "https://", "www."].into_iter().find_map(mark) {
        report(at, "[](web:…)");
    }
    let known =
        |at: &Range<usize>| facts.iter().any(|fact| words[at.clone()].contains(&fact.words));
    if let Some(at) = period(words).filter(|at| !known(at)) {
        let what = &words[at.clone()];
        findings.push(Finding::error(
            "fakta-i-prosa",
            passage.place(&run.span(origin(run, &at))),
            format!("»{what}« ligner en frist, men kilden har ikke den frist."),
            format!(
                "Kilden har {}. Henvis til den rigtige, fx [](frist:klage).",
                lengths.join(", ")
            ),
        ));
    }
}

/// A sign or word for a paragraph of a law, followed by a number.
fn paragraph(text: &str) -> Option<Range<usize>> {
    if let Some(at) = text.find('§') {
        return Some(at..at + '§'.len_utf8());
    }
    text.match_indices("paragraf").map(|(at, word)| at..at + word.len()).find(|found| {
        let rest = text[found.end..].trim_start_matches(|letter: char| letter.is_alphabetic());
        rest.trim_start().starts_with(|letter: char| letter.is_ascii_digit())
    })
}

/// A number with a unit of time that deadlines use.
fn period(text: &str) -> Option<Range<usize>> {
    const UNITS: [&str; 3] = ["uger", "måneder", "arbejdsdage"];
    UNITS.iter().find_map(|unit| {
        let at = find_words(text, unit)?;
        let before = text[..at.start].trim_end_matches([' ', '-']);
        let number = before.rsplit(|letter: char| !letter.is_alphanumeric()).next()?;
        let counted = number.parse::<u32>().is_ok()
            || (2..=30).any(|one| number_words(one).any(|word| word == number));
        counted.then(|| before.len() - number.len()..at.end)
    })
}
