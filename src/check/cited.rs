//! Every section of the source must be cited by a page of the municipality, so that nothing is lost
//! and no fact is based on a section that no page cites.

use std::collections::{BTreeMap, BTreeSet};

use super::corpus::Corpus;
use crate::content::{RawMunicipality, Word};
use crate::finding::Finding;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let mut cited: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (passage, page) in corpus.pages() {
        let Some(municipality) = passage.municipality else { continue };
        let cited = cited.entry(&municipality.id).or_default();
        cited.extend(page.front.source.iter().map(|id| &**id));
        let attributes = passage.structure.headings.iter().flat_map(|one| &one.attributes);
        let sources = attributes.filter(|(key, _)| key == "kilde");
        cited.extend(sources.flat_map(|(_, value)| value.split(',')));
    }
    for municipality in &corpus.content.municipalities {
        let cited = cited.remove(municipality.id.as_str()).unwrap_or_default();
        let profile = &municipality.profile;
        for section in &profile.source.sections {
            if !section.id.is_empty() && !cited.contains(&*section.id) {
                findings.push(Finding::warning(
                    "kilde-uden-side",
                    profile.place(section.id.span()),
                    format!(
                        "Ingen side bygger på kildens afsnit »{}«.{}",
                        section.title,
                        facts(municipality, &section.id)
                    ),
                    "Skriv dets id i kilde på den side, hvor indholdet står.",
                ));
            }
        }
    }
}

/// The facts that are based on a section, in a sentence; empty if there are none.
fn facts(own: &RawMunicipality, section: &str) -> String {
    let deadlines = own.deadlines.iter().map(|one| (&one.id, &one.source));
    let figures = own.figures.iter().map(|one| (&one.id, &one.source));
    let contacts = own.contacts.iter().map(|one| (&one.id, &one.source));
    let rights = own.rights.iter().map(|one| (&one.id, &one.source));
    let routes = own.routes.iter().map(|one| (&one.id, &one.source));
    let lists = own.offers.iter().chain(own.target_groups.iter());
    let lists = lists.map(|one| (&one.id, &one.source));
    let all = deadlines.chain(figures).chain(contacts).chain(rights).chain(routes).chain(lists);
    let rests = |source: &[Word]| source.iter().any(|id| &**id == section);
    let ids: Vec<String> =
        all.filter(|(_, source)| rests(source)).map(|(id, _)| format!("»{id}«")).collect();
    if ids.is_empty() { String::new() } else { format!(" Men det gør {}.", ids.join(", ")) }
}
