//! The glossary: the municipalities, pages and source headings it names must exist.

use super::corpus::Corpus;
use crate::content::{RawMunicipality, Word};
use crate::finding::{Finding, Thing};
use crate::source::{FileId, Place};

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let content = corpus.content;
    let file = content.glossary.file;
    for term in content.glossary.iter() {
        for id in term.municipalities.iter().flatten() {
            if content.municipality(id).is_none() {
                let remedy = "Brug navnet på en kommunes mappe.";
                let found = unknown(file, id, "Kommunen", remedy);
                findings.push(found.lacking(Thing::Municipality, id, None));
            }
        }
        let municipalities: Vec<&RawMunicipality> =
            content.municipalities.iter().filter(|one| term.applies_to(&one.id)).collect();
        if let Some(read_on) = &term.read_on {
            // A term may link to a section that only one of the municipalities has.
            let misses = municipalities
                .iter()
                .map(|one| corpus.find_target(Some(one), read_on))
                .collect::<Vec<_>>();
            if let Some(Err(missing)) = misses.iter().find(|_| misses.iter().all(Result::is_err)) {
                let place = Place::new(file, read_on.span());
                let own = municipalities.first().copied();
                findings.push(missing.finding("ukendt-henvisning", place, own));
            }
        }
        for id in term.source.iter().filter(|_| !municipalities.is_empty()) {
            if !municipalities.iter().any(|one| one.source_section(id).is_some()) {
                let remedy = "Brug id'et på et [[kilde.afsnit]] i en kommunes kommune.toml.";
                findings.push(unknown(file, id, "Kildens afsnit", remedy));
            }
        }
    }
}

fn unknown(file: FileId, word: &Word, what: &str, remedy: &str) -> Finding {
    let place = Place::new(file, word.span());
    Finding::error("ukendt-henvisning", place, format!("{what} »{word}« findes ikke."), remedy)
}
