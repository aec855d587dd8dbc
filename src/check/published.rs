//! Addresses are permanent: what is in the ledger must still exist or redirect.

use std::collections::BTreeSet;

use super::corpus::Corpus;
use crate::content::Word;
use crate::content::ledger::{self, Addresses, Published};
use crate::finding::{Finding, Severity, Thing};
use crate::markdown::addresses::existing;
use crate::source::{FileId, Place};

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let existing = existing(corpus.content, corpus.anchors());
    let ledger = &corpus.content.ledger;
    let lost = LostAddresses::of(corpus, &existing);
    let mut seen = BTreeSet::new();
    for published in ledger.iter().filter(|one| !one.path.is_empty()) {
        if !seen.insert(published.path.as_str()) {
            findings.push(twice(ledger.file, published));
        }
        match (existing.get(published.path.as_str()), &published.moved_to) {
            (None, None) if lost.follows(&published.path) => {}
            (None, None) => findings.push(gone(corpus, published, lost.below(&published.path))),
            (Some(_), Some(target)) => {
                findings.push(moved_and_there(ledger.file, published, target));
            }
            (None, Some(target)) => check_target(corpus, &existing, published, target, findings),
            (Some(ids), None) => check_headings(corpus, published, ids, &lost, findings),
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

fn gone(corpus: &Corpus<'_>, published: &Published, below: usize) -> Finding {
    let too = match below {
        0 => String::new(),
        1 => " Det samme gælder 1 adresse, der hører til den.".to_owned(),
        many => format!(" Det samme gælder {many} adresser, der hører til den."),
    };
    let found = Finding::error(
        "forsvundet-adresse",
        Place::new(corpus.content.ledger.file, published.path.span()),
        format!("{} har været offentlig, men findes ikke mere.{too}", published.path),
        "Opret siden igen, eller skriv flyttet_til = \"/den-nye-adresse\" under den.",
    );
    found.lacking(Thing::Address, &published.path, owner(corpus, &published.path))
}

/// The municipality of an address, even if its folder can't be read.
fn owner<'p>(corpus: &Corpus<'_>, path: &'p str) -> Option<&'p str> {
    let first = path.trim_start_matches('/').split('/').next()?;
    let folder = format!("{first}/");
    let is_folder = corpus.content.sources.iter().any(|(_, file)| file.path.starts_with(&folder));
    is_folder.then_some(first)
}

/// Lost addresses, including those lost as a consequence.
struct LostAddresses<'a> {
    corpus: &'a Corpus<'a>,
    gone: BTreeSet<&'a str>,
}

impl<'a> LostAddresses<'a> {
    fn of(corpus: &'a Corpus<'a>, existing: &Addresses) -> Self {
        let all = corpus.content.ledger.iter().filter(|one| one.moved_to.is_none());
        let gone = all.map(|one| one.path.as_str()).filter(|path| !existing.contains_key(*path));
        Self { corpus, gone: gone.collect() }
    }

    /// Whether an address is lost only because another one is, which is reported: its parent page,
    /// the section or right of a hand-over sheet, or the last section that a comparison compares.
    fn follows(&self, path: &str) -> bool {
        let (above, last) = path.rsplit_once('/').unwrap_or_default();
        let mut ancestors = std::iter::successors(Some(above), |path| {
            path.rsplit_once('/').map(|(above, _)| above)
        });
        if ancestors.any(|path| self.gone.contains(path)) {
            return true;
        }
        if above == "/sammenlign" {
            return self.gone.iter().any(|one| one.ends_with(&format!("/{last}")) && *one != path);
        }
        let Some(folder) = above.strip_suffix("/udlevering") else { return false };
        let codes = &self.corpus.content.codes;
        let section = codes.sections.iter().find(|(_, code)| code.as_str() == last);
        let right = codes.rights.iter().any(|(id, code)| {
            code.as_str() == last
                && self
                    .corpus
                    .content
                    .municipality(&folder[1..])
                    .is_some_and(|one| one.right(id).is_none())
        });
        right
            || section.is_some_and(|(id, _)| self.gone.contains(format!("{folder}/{id}").as_str()))
    }

    /// How many lost addresses are below this one.
    fn below(&self, path: &str) -> usize {
        let below = format!("{path}/");
        self.gone.iter().filter(|one| one.starts_with(&below)).count()
    }
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
    if existing.contains_key(path) && (id.is_empty() || corpus.anchors().has(path, id)) {
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
    corpus: &Corpus<'_>,
    published: &Published,
    ids: &BTreeSet<String>,
    lost: &LostAddresses<'_>,
    findings: &mut Vec<Finding>,
) {
    let file = corpus.content.ledger.file;
    let said = |id: &Word| published.gone.iter().any(|gone| **gone == **id);
    // On the page with all sections, a heading disappears with its section.
    let whole = published.path.strip_suffix("/hele");
    let follows = |id: &Word| {
        whole.is_some_and(|folder| lost.gone.contains(format!("{folder}/{id}").as_str()))
    };
    let gone = published.headings.iter().filter(|id| !ids.contains(id.as_str()) && !said(id));
    for id in gone.filter(|id| !follows(id)) {
        let found = Finding::error(
            "forsvundet-overskrift",
            Place::new(file, id.span()),
            format!("{}#{id} har været offentlig, men findes ikke mere.", published.path),
            format!(
                "Skriv tidligere={id} efter id'et på den overskrift, der har afløst den. Er der \
                 ingen, så skriv udgaaet = [\"{id}\"] her."
            ),
        );
        let address = format!("{}#{id}", published.path);
        findings.push(found.lacking(Thing::Address, &address, owner(corpus, &published.path)));
    }
}

/// Addresses that are not in the ledger can be changed without warning.
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
