//! Addresses are for ever: what the ledger holds still answers, or says where it went.

use super::Corpus;
use crate::content::ledger::Published;
use crate::finding::Finding;
use crate::source::Place;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let ledger = &corpus.content.ledger;
    let existing = corpus.addresses();
    for published in ledger.iter() {
        let place = |span| Place::new(ledger.file, span);
        let path: &str = &published.path;
        match (existing.get(path), &published.moved_to) {
            (None, None) => findings.push(Finding::error(
                "forsvundet-adresse",
                place(published.path.span()),
                format!("{path} har været offentlig, men findes ikke mere."),
                "Opret siden igen, eller skriv flyttet_til = \"/den-nye-adresse\" under den.",
            )),
            (_, Some(target)) if !existing.contains_key(without_fragment(target)) => {
                findings.push(Finding::error(
                    "forsvundet-adresse",
                    place(target.span()),
                    format!("{path} er flyttet til {target}, som ikke findes."),
                    "Ret adressen i flyttet_til.",
                ));
            }
            (Some(ids), None) => check_headings(corpus, published, ids, findings),
            _ => {}
        }
    }
}

fn without_fragment(address: &str) -> &str {
    address.split('#').next().unwrap_or(address)
}

fn check_headings(
    corpus: &Corpus<'_>,
    published: &Published,
    ids: &std::collections::BTreeSet<String>,
    findings: &mut Vec<Finding>,
) {
    for id in published.headings.iter().filter(|id| !ids.contains(id.as_str())) {
        findings.push(Finding::error(
            "forsvundet-overskrift",
            Place::new(corpus.content.ledger.file, id.span()),
            format!("{}#{id} har været offentlig, men findes ikke mere.", published.path),
            format!("Skriv tidligere={id} efter id'et på den overskrift, der har afløst den."),
        ));
    }
}
