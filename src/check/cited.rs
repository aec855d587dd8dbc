//! Every section of the source is cited by a page of the municipality: nothing of it is lost.

use std::collections::BTreeSet;

use super::Corpus;
use crate::finding::Finding;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    for municipality in &corpus.content.municipalities {
        let mut cited: BTreeSet<&str> = BTreeSet::new();
        for (passage, page) in corpus.pages() {
            if passage.municipality.is_none_or(|one| one.id != municipality.id) {
                continue;
            }
            cited.extend(page.front.source.iter().map(|id| &**id));
            let attributes = passage.structure.headings.iter().flat_map(|one| &one.attributes);
            let sources = attributes.filter(|(key, _)| key == "kilde");
            cited.extend(sources.flat_map(|(_, value)| value.split(',')));
        }
        let profile = &municipality.profile;
        for section in &profile.source.sections {
            if !section.id.is_empty() && !cited.contains(&*section.id) {
                findings.push(Finding::warning(
                    "kilde-uden-side",
                    profile.place(section.id.span()),
                    format!("Ingen side bygger på kildens afsnit »{}«.", section.title),
                    "Skriv dets id i kilde på den side, hvor indholdet står.",
                ));
            }
        }
    }
}
