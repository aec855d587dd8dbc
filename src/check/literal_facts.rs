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
use crate::content::{Content, Law, RawDeadline, RawMunicipality};
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
struct Facts<'a> {
    written: Vec<WrittenFact>,
    deadlines: Vec<Known<'a>>,
    /// The hosts and the names of sites.
    names: Vec<&'a str>,
    /// The laws by their names, as they may stand before a number.
    laws: Vec<String>,
}

/// A deadline of the source, and its length in words.
struct Known<'a> {
    id: &'a str,
    length: String,
    spelled: Vec<String>,
}

impl Known<'_> {
    fn reference(&self) -> String {
        format!("[](frist:{})", self.id)
    }
}

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let all = corpus.content.municipalities.par_iter().map(Some).chain([None]);
    let facts: BTreeMap<Option<&str>, Facts> =
        all.map(|one| (one.map(|one| one.id.as_str()), Facts::of(corpus.content, one))).collect();
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
    let own = own(content, municipality);
    let mut facts: Vec<WrittenFact> = own.into_iter().flat_map(facts_of).collect();
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

fn facts_of(municipality: &RawMunicipality) -> Vec<WrittenFact> {
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

/// The municipalities whose facts a text may not contain.
fn own<'a>(
    content: &'a Content,
    municipality: Option<&'a RawMunicipality>,
) -> Vec<&'a RawMunicipality> {
    match municipality {
        Some(one) => vec![one],
        None => content.municipalities.iter().collect(),
    }
}

impl<'a> Facts<'a> {
    fn of(content: &'a Content, municipality: Option<&'a RawMunicipality>) -> Self {
        let all = own(content, municipality).into_iter().flat_map(|one| one.deadlines.iter());
        let mut deadlines: Vec<Known<'a>> = all
            .map(|deadline| Known {
                id: &deadline.id,
                length: plain(&deadline_words(deadline, &content.words)),
                spelled: spelled(deadline, &content.words),
            })
            .collect();
        deadlines.sort_by(|a, b| (a.id, &a.length).cmp(&(b.id, &b.length)));
        deadlines.dedup_by(|a, b| (a.id, &a.length) == (b.id, &b.length));
        let sites = content.site.websites.iter();
        let names = |law: &'a Law| [Some(&law.name), law.genitive.as_ref()];
        Self {
            written: facts_for(content, municipality),
            deadlines,
            names: sites.flat_map(|site| [host(&site.url), &*site.name]).collect(),
            laws: content.laws.iter().flat_map(names).flatten().map(|name| plain(name)).collect(),
        }
    }

    /// The deadlines among these that the words around one are about: those named by a word, else the one that
    /// the page is about, else all.
    fn fitting<'f>(
        passage: &Passage<'_>,
        words: &str,
        among: impl Iterator<Item = &'f Known<'a>>,
    ) -> Vec<&'f Known<'a>>
    where
        'a: 'f,
    {
        let about = passage.page.and_then(|page| page.front.calculator.as_ref());
        let weigh = |one: &Known<'_>| {
            let stem: String = one.id.chars().take(STEM).collect();
            let is_named = words.contains(&stem);
            2 * u8::from(is_named) + u8::from(about.is_some_and(|about| about.as_str() == one.id))
        };
        let among: Vec<&Known<'a>> = among.collect();
        let most = among.iter().map(|one| weigh(one)).max().unwrap_or_default();
        among.into_iter().filter(|one| weigh(one) == most).collect()
    }
}

/// So many letters of a deadline's id are in any word for what it is about: `klage`, "klagen", "klager".
const STEM: usize = 4;

fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split('/').next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

fn check_run(
    passage: &Passage<'_>,
    run: &Run,
    words: &str,
    all: &Facts<'_>,
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
    for fact in &all.written {
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
    if let Some(at) = written_out_mail(words) {
        report(at, "[](mail:…)");
    }
    if let Some(at) = bare_host(words, all) {
        report(at, "[](web:…)");
    }
    if let Some(at) = amount(words) {
        report(at, "[](tal:…)");
    }
    if let Some(at) = all.laws.iter().find_map(|law| numbered(words, law)) {
        report(at, "[](lov:…)");
    }
    check_deadlines(passage, run, words, all, findings);
}

/// Deadlines in words, with those they may be.
fn check_deadlines(
    passage: &Passage<'_>,
    run: &Run,
    words: &str,
    all: &Facts<'_>,
    findings: &mut Vec<Finding>,
) {
    let mut by_place: BTreeMap<(usize, usize), Vec<&Known<'_>>> = BTreeMap::new();
    for one in &all.deadlines {
        let places = one.spelled.iter().filter_map(|spelled| find_words(words, spelled));
        for at in places {
            by_place.entry((at.start, at.end)).or_default().push(one);
        }
    }
    let known =
        |at: &Range<usize>| by_place.keys().any(|(start, end)| *start < at.end && at.start < *end);
    let unknown = period(words).filter(|at| !known(at));
    for ((start, end), which) in by_place {
        let fitting = Facts::fitting(passage, words, which.into_iter());
        let references: Vec<String> = fitting.iter().map(|one| one.reference()).collect();
        let what = &words[start..end];
        findings.push(Finding::error(
            "fakta-i-prosa",
            passage.place(&run.span(origin(run, &(start..end)))),
            format!("»{what}« er skrevet direkte i teksten."),
            format!(
                "Skriv {} i stedet. Så skal det kun rettes ét sted.",
                references.join(" eller ")
            ),
        ));
    }
    if let Some(at) = unknown {
        let what = &words[at.clone()];
        findings.push(Finding::error(
            "fakta-i-prosa",
            passage.place(&run.span(origin(run, &at))),
            format!("»{what}« ligner en frist, men kilden har ikke den frist."),
            suggested(&Facts::fitting(passage, words, all.deadlines.iter())),
        ));
    }
}

/// The deadlines to choose from.
fn suggested(deadlines: &[&Known<'_>]) -> String {
    let said = |one: &&Known<'_>| format!("{} ({})", one.reference(), one.length);
    match deadlines {
        [] => "Skriv fristen i fakta.toml, hvis den står i kilden. Ellers slet den.".to_owned(),
        [one] => format!("Er det den samme frist, så skriv {}.", said(one)),
        several => {
            let all: Vec<String> = several.iter().map(said).collect();
            format!("Henvis til den rigtige: {}.", all.join(", "))
        }
    }
}

/// A mail address in words: `navn (snabel-a) eksempel.dk`.
fn written_out_mail(text: &str) -> Option<Range<usize>> {
    const SIGNS: [&str; 5] = ["snabel-a", "snabel a", "(at)", "[at]", "(a)"];
    SIGNS.iter().find_map(|sign| text.find(sign).map(|at| at..at + sign.len()))
}

/// The address of a site without what browsers need; not the name of a site.
fn bare_host(text: &str, known: &Facts<'_>) -> Option<Range<usize>> {
    const ENDINGS: [&str; 5] = [".dk", ".com", ".org", ".net", ".eu"];
    let part = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '.';
    let hosts = ENDINGS.iter().flat_map(|ending| text.match_indices(ending));
    let mut spans = hosts.filter_map(|(at, ending)| {
        let start = text[..at]
            .rfind(|letter| !part(letter))
            .map_or(0, |before| before + text[before..].chars().next().map_or(0, char::len_utf8));
        let ends = !text[at + ending.len()..].starts_with(char::is_alphanumeric);
        (start < at && ends && !text[..start].ends_with('@')).then(|| start..at + ending.len())
    });
    let is_told = |host: &str| {
        let host = host.strip_prefix("www.").unwrap_or(host);
        known.names.contains(&host) || known.written.iter().any(|fact| fact.words == host)
    };
    spans.find(|at| !text[at.clone()].starts_with("www.") && !is_told(&text[at.clone()]))
}

/// A sum of money.
fn amount(text: &str) -> Option<Range<usize>> {
    ["kr", "kroner", "dkk"].iter().find_map(|unit| {
        let at = find_words(text, unit)?;
        let before = text[..at.start].trim_end();
        let digits = before
            .trim_end_matches(|letter: char| letter.is_ascii_digit() || ".,".contains(letter));
        (digits.len() < before.len()).then_some(digits.len()..at.end)
    })
}

/// A law by its name and a number, without the sign for a paragraph.
fn numbered(text: &str, law: &str) -> Option<Range<usize>> {
    let at = find_words(text, law)?;
    let rest = text[at.end..].strip_prefix(' ')?;
    let digits = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    (digits > 0).then(|| at.start..at.end + 1 + digits)
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
    const UNITS: [&str; 9] =
        ["uger", "måneder", "arbejdsdage", "uge", "måned", "arbejdsdag", "dg", "md", "mdr"];
    UNITS.iter().find_map(|unit| {
        let at = find_words(text, unit)?;
        let before = text[..at.start].trim_end_matches([' ', '-']);
        let number = before.rsplit(|letter: char| !letter.is_alphanumeric()).next()?;
        let counted = number.parse::<u32>().is_ok()
            || (1..=30).any(|one| number_words(one).any(|word| word == number));
        counted.then(|| before.len() - number.len()..at.end)
    })
}
