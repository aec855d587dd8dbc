//! Addresses are for ever: what the ledger holds still answers, or says where it went.

use std::collections::BTreeSet;

use super::corpus::Corpus;
use crate::book::{Book, addresses};
use crate::content::Word;
use crate::content::ledger::{self, Addresses, Published};
use crate::finding::{Finding, Severity};
use crate::source::{FileId, Place};

/// Needs the book: which addresses there are is only known of content that could be bound.
pub(super) fn check(corpus: &Corpus<'_>, book: &Book, findings: &mut Vec<Finding>) {
    let existing = addresses::existing(book, corpus.anchors());
    let ledger = &corpus.content.ledger;
    let mut seen = BTreeSet::new();
    for published in ledger.iter().filter(|one| !one.path.is_empty()) {
        if !seen.insert(published.path.as_str()) {
            findings.push(twice(ledger.file, published));
        }
        match (existing.get(published.path.as_str()), &published.moved_to) {
            (None, None) => findings.push(gone(ledger.file, published)),
            (Some(_), Some(target)) => {
                findings.push(moved_and_there(ledger.file, published, target));
            }
            (None, Some(target)) => check_target(corpus, &existing, published, target, findings),
            (Some(ids), None) => check_headings(ledger.file, published, ids, findings),
        }
    }
    findings.extend(unpublished(corpus, &existing));
}

fn twice(file: FileId, published: &Published) -> Finding {
    Finding::error(
        "dobbelt-adresse",
        Place::new(file, published.path.span()),
        format!("{} står to gange i adresser.toml.", published.path),
        "Saml de to til én.",
    )
}

fn gone(file: FileId, published: &Published) -> Finding {
    Finding::error(
        "forsvundet-adresse",
        Place::new(file, published.path.span()),
        format!("{} har været offentlig, men findes ikke mere.", published.path),
        "Opret siden igen, eller skriv flyttet_til = \"/den-nye-adresse\" under den.",
    )
}

/// One of the two would hide the other.
fn moved_and_there(file: FileId, published: &Published, target: &Word) -> Finding {
    Finding::error(
        "dobbelt-adresse",
        Place::new(file, target.span()),
        format!("{} findes og kan ikke også være flyttet.", published.path),
        "Slet linjen med flyttet_til, eller giv siden et andet navn.",
    )
}

fn check_target(
    corpus: &Corpus<'_>,
    existing: &Addresses,
    published: &Published,
    target: &Word,
    findings: &mut Vec<Finding>,
) {
    let (path, id) = target.split_once('#').unwrap_or((target, ""));
    if existing.contains_key(path)
        && (id.is_empty() || corpus.anchors().has(corpus.content, path, id))
    {
        return;
    }
    findings.push(Finding::error(
        "forsvundet-adresse",
        Place::new(corpus.content.ledger.file, target.span()),
        format!("{} er flyttet til {target}, som ikke findes.", published.path),
        "Ret adressen i flyttet_til.",
    ));
}

fn check_headings(
    file: FileId,
    published: &Published,
    ids: &BTreeSet<String>,
    findings: &mut Vec<Finding>,
) {
    let said = |id: &Word| published.gone.iter().any(|gone| **gone == **id);
    for id in published.headings.iter().filter(|id| !ids.contains(id.as_str()) && !said(id)) {
        findings.push(Finding::error(
            "forsvundet-overskrift",
            Place::new(file, id.span()),
            format!("{}#{id} har været offentlig, men findes ikke mere.", published.path),
            format!(
                "Skriv tidligere={id} efter id'et på den overskrift, der har afløst den. Er der \
                 ingen, så skriv udgaaet = [\"{id}\"] her."
            ),
        ));
    }
}

/// What stands on no ledger may be changed without anybody being told.
fn unpublished(corpus: &Corpus<'_>, existing: &Addresses) -> Option<Finding> {
    let content = corpus.content;
    let missing = ledger::missing(&content.ledger, existing);
    let (first, _) = missing.first_key_value()?;
    let file = content.sources.find(ledger::PATH);
    Some(Finding {
        path: file.is_none().then(|| ledger::PATH.to_owned()),
        severity: Severity::Note,
        ..Finding::note(
            "ny-adresse",
            Place::start_of(file.unwrap_or(FileId::FIRST)),
            format!("Der er nyt på {} adresser, fx {first}.", missing.len()),
            "Kør check --publish, når de er kommet på nettet.",
        )
    })
}
