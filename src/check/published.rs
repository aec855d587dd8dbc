//! Addresses are for ever: what the ledger holds still answers, or says where it went.

use std::collections::{BTreeMap, BTreeSet};

use super::Corpus;
use crate::content::codes::CodeFile;
use crate::content::ledger::{self, Addresses, Published};
use crate::content::{Municipality, Word};
use crate::finding::{Finding, Severity};
use crate::guidance::{compare, guide};
use crate::source::{FileId, Place};

/// Addresses of the whole site that no file stands behind.
const SHARED: [&str; 3] = ["/soeg", "/ud", "/was"];

/// Every address the site answers, with the ids that editors have written on it: what
/// `check --publish` puts into the ledger.
///
/// Whoever gives the site a new kind of page adds its addresses here; a test holds this against
/// the pages that are made.
pub fn existing(corpus: &Corpus<'_>) -> Addresses {
    let content = corpus.content;
    let mut all = corpus.addresses().clone();
    all.extend(SHARED.map(|address| (address.to_owned(), BTreeSet::new())));
    all.extend(compare::addresses(content).map(|address| (address, BTreeSet::new())));
    for municipality in &content.municipalities {
        let folder = municipality.address();
        for (short, _) in municipality.short_addresses() {
            all.entry(short).or_default();
        }
        // The headings below a section's own follow those of the section's page.
        let sections = municipality.sections.iter().map(|page| page.id.clone());
        all.insert(format!("{folder}/hele"), sections.collect());
        let guides = guide::guides(content, municipality);
        let names = guides.iter().map(|guide| guide.id.to_owned());
        all.insert(format!("{folder}/{}", guide::PAGE), names.collect());
        for guide in &guides {
            let steps = guide.all();
            all.extend(steps.iter().map(|answers| (guide.address(answers), BTreeSet::new())));
        }
        for code in codes(&content.codes, municipality) {
            all.insert(format!("{folder}/udlevering/{code}"), BTreeSet::new());
        }
    }
    all
}

/// The codes of what a municipality has: each is an address by itself, and a part of many more.
fn codes<'a>(file: &'a CodeFile, own: &Municipality) -> Vec<&'a str> {
    let of = |list: &'a BTreeMap<String, Word>, has: &dyn Fn(&str) -> bool| {
        list.iter().filter(|(id, _)| has(id)).map(|(_, code)| code.as_str()).collect::<Vec<_>>()
    };
    let sections = of(&file.sections, &|id| own.section(id).is_some());
    let rights = of(&file.rights, &|id| own.right(id).is_some());
    let routes = of(&file.routes, &|id| own.route(id).is_some());
    [sections, rights, routes].concat()
}

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let existing = existing(corpus);
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
    if existing.contains_key(path) && (id.is_empty() || corpus.has_id(path, id)) {
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
