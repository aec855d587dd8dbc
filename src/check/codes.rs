//! Codes for hand-over: of the right form, each once, and one for everything there is.

use std::collections::{BTreeMap, BTreeSet};

use super::Corpus;
use crate::content::Word;
use crate::finding::Finding;
use crate::guidance::handover::{self, Kind};

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let content = corpus.content;
    let codes = &content.codes;
    if lists(codes).iter().all(|(_, list)| list.is_empty()) {
        return; // a site without hand-over
    }
    let mut taken = BTreeSet::new();
    for (kind, list) in lists(codes) {
        for code in list.values().filter(|code| !code.is_empty()) {
            if !handover::is_sound(kind, code) {
                findings.push(wrong(corpus, code, "har ikke den rigtige form"));
            } else if !taken.insert(code.as_str()) {
                findings.push(wrong(corpus, code, "er brugt før"));
            }
        }
    }
    for (kind, list) in lists(codes) {
        for id in ids(corpus, kind).iter().filter(|id| !list.contains_key(**id)) {
            let free = handover::free(kind, codes).unwrap_or_default();
            findings.push(Finding::warning(
                "uden-kode",
                crate::source::Place::start_of(codes.file),
                format!("[{}] mangler {id}. Det kan ikke udleveres.", kind.word()),
                format!("Skriv en linje under [{}]: {id} = \"{free}\"", kind.word()),
            ));
        }
    }
}

fn lists(codes: &crate::content::codes::CodeFile) -> [(Kind, &BTreeMap<String, Word>); 3] {
    [(Kind::Section, &codes.sections), (Kind::Right, &codes.rights), (Kind::Route, &codes.routes)]
}

fn wrong(corpus: &Corpus<'_>, code: &Word, what: &str) -> Finding {
    Finding::error(
        "kode-form",
        corpus.content.codes.place(code.span()),
        format!("Koden »{code}« {what}."),
        "Afsnit har ét bogstav, ret og klagevej et tal og et tegn mere. Ingen kode må stå to gange.",
    )
}

fn ids<'a>(corpus: &Corpus<'a>, kind: Kind) -> BTreeSet<&'a str> {
    let content = corpus.content;
    let own = content.municipalities.iter();
    match kind {
        Kind::Section => own.flat_map(|one| &one.sections).map(|page| page.id.as_str()).collect(),
        Kind::Right => own.flat_map(|one| one.rights.iter()).map(|one| one.id.as_str()).collect(),
        Kind::Route => own.flat_map(|one| one.routes.iter()).map(|one| one.id.as_str()).collect(),
    }
}
