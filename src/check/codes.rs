//! Hand-over codes must be well-formed, unique and complete.

use std::collections::{BTreeMap, BTreeSet};

use super::corpus::Corpus;
use crate::content::Word;
use crate::content::codes::CodeFile;
use crate::finding::Finding;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let content = corpus.content;
    let codes = &content.codes;
    if lists(codes).iter().all(|(_, list)| list.is_empty()) {
        return; // a site without hand-over
    }
    let mut taken = BTreeSet::new();
    let all = lists(codes).into_iter();
    let mut all: Vec<(CodeKind, &Word)> =
        all.flat_map(|(kind, list)| list.values().map(move |code| (kind, code))).collect();
    all.sort_by_key(|(_, code)| code.span().start);
    for (kind, code) in all.into_iter().filter(|(_, code)| !code.is_empty()) {
        if !is_sound(kind, code) {
            findings.push(wrong(corpus, code, "har ikke den rigtige form"));
        } else if !taken.insert(code.as_str()) {
            findings.push(wrong(corpus, code, "er brugt før"));
        }
    }
    check_sets(corpus, findings);
    for (kind, list) in lists(codes) {
        for id in ids(corpus, kind).iter().filter(|id| !list.contains_key(**id)) {
            let free = free(kind, codes).unwrap_or_default();
            findings.push(Finding::warning(
                "uden-kode",
                crate::source::Place::start_of(codes.file),
                format!("[{}] mangler {id}. Det kan ikke udleveres.", kind.word()),
                format!("Skriv en linje under [{}]: {id} = \"{free}\"", kind.word()),
            ));
        }
    }
}

/// A set may only contain things with a code, and must fit into one address.
fn check_sets(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let codes = &corpus.content.codes;
    let code_of = |part: &Word| {
        let (word, id) = part.split_once(':')?;
        let (_, list) = lists(codes).into_iter().find(|(kind, _)| kind.word() == word)?;
        list.get(id)
    };
    for set in &codes.sets {
        for part in set.parts.iter().filter(|part| code_of(part).is_none()) {
            findings.push(Finding::error(
                "saet-del",
                codes.place(part.span()),
                format!("»{part}« har ingen kode, så det kan ikke være i et sæt."),
                "Skriv slagsen, et kolon og id, for eksempel afsnit:indgang.",
            ));
        }
        let length: usize = set.parts.iter().filter_map(code_of).map(|code| code.len()).sum();
        if length > LONGEST {
            findings.push(Finding::error(
                "saet-langt",
                codes.place(set.title.span()),
                format!("Der er for meget i sættet »{}«.", set.title),
                format!("En adresse har plads til {LONGEST} tegn. Sættet bruger {length}."),
            ));
        }
    }
}

fn lists(codes: &CodeFile) -> [(CodeKind, &BTreeMap<String, Word>); 3] {
    [
        (CodeKind::Section, &codes.sections),
        (CodeKind::Right, &codes.rights),
        (CodeKind::Route, &codes.routes),
    ]
}

fn wrong(corpus: &Corpus<'_>, code: &Word, what: &str) -> Finding {
    Finding::error(
        "kode-form",
        corpus.content.codes.place(code.span()),
        format!("Koden »{code}« {what}."),
        "Afsnit har ét bogstav, ret og klagevej et tal og et tegn mere. Ingen kode må stå to gange.",
    )
}

fn ids<'a>(corpus: &Corpus<'a>, kind: CodeKind) -> BTreeSet<&'a str> {
    let content = corpus.content;
    let own = content.municipalities.iter();
    match kind {
        CodeKind::Section => {
            own.flat_map(|one| &one.sections).map(|page| page.id.as_str()).collect()
        }
        CodeKind::Right => {
            own.flat_map(|one| one.rights.iter()).map(|one| one.id.as_str()).collect()
        }
        CodeKind::Route => {
            own.flat_map(|one| one.routes.iter()).map(|one| one.id.as_str()).collect()
        }
    }
}

/// The most code characters in one address, as read by `features::handover::selection`.
const LONGEST: usize = 19;

#[derive(Clone, Copy)]
enum CodeKind {
    Section,
    Right,
    Route,
}

impl CodeKind {
    /// The table in `koder.toml`.
    fn word(self) -> &'static str {
        match self {
            Self::Section => "afsnit",
            Self::Right => "ret",
            Self::Route => "klagevej",
        }
    }
}

/// The characters of codes: digits and letters that can't be confused with each other.
const ALPHABET: &str = "23456789abcdefghjkmnpqrstuvwxyz";

/// Whether a code has the form for its kind.
fn is_sound(kind: CodeKind, code: &str) -> bool {
    let digits = code.chars().take_while(char::is_ascii_digit).count();
    let known = code.chars().all(|letter| ALPHABET.contains(letter));
    match kind {
        CodeKind::Section => known && code.len() == 1 && digits == 0,
        CodeKind::Right | CodeKind::Route => known && code.len() == 2 && digits >= 1,
    }
}

/// An unused code, for the advice to an editor.
fn free(kind: CodeKind, codes: &CodeFile) -> Option<String> {
    let letters = || ALPHABET.chars();
    let candidates: Vec<String> = match kind {
        CodeKind::Section => letters().map(String::from).collect(),
        CodeKind::Right => letters().map(|letter| format!("2{letter}")).collect(),
        CodeKind::Route => letters().map(|letter| format!("3{letter}")).collect(),
    };
    let taken: BTreeSet<&str> =
        lists(codes).iter().flat_map(|(_, list)| list.values()).map(|code| &**code).collect();
    let mut candidates = candidates.into_iter();
    candidates.find(|code| is_sound(kind, code) && !taken.contains(code.as_str()))
}
