//! Municipalities: names and positions must be unique, and each section needs a source.

use std::collections::BTreeMap;

use super::corpus::Corpus;
use crate::finding::Finding;
use crate::source::Place;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let mut names = BTreeMap::new();
    let mut orders = BTreeMap::new();
    for one in &corpus.content.municipalities {
        let profile = &one.profile;
        let name = profile.name.to_lowercase();
        if let Some(other) = names.insert(name, &one.id).filter(|_| !profile.name.is_empty()) {
            findings.push(Finding::error(
                "dobbelt-kommune",
                profile.place(profile.name.span()),
                format!("Kommunen i {other}/ hedder også »{}«.", profile.name),
                "Ret navnet, så læseren kan se forskel på dem.",
            ));
        }
        if let Some(other) = orders.insert(profile.order, &one.id) {
            findings.push(Finding::error(
                "dobbelt-kommune",
                line(corpus, profile.file, "raekkefoelge"),
                format!("{other} har også raekkefoelge = {}.", profile.order),
                "Giv dem hver sit tal. Det mindste står først.",
            ));
        }
    }
    sections(corpus, findings);
}

/// The line of a key at the top of a file, because numbers don't carry their place.
fn line(corpus: &Corpus<'_>, file: crate::source::FileId, key: &str) -> Place {
    let text = &corpus.content.sources.get(file).text;
    let at = text.find(&format!("\n{key}")).map_or(0, |at| at + 1);
    Place::new(file, at..at + key.len())
}

/// A section must name its source, in its front matter or at a heading.
fn sections(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    for (passage, page) in corpus.pages() {
        let is_section = passage.municipality.is_some_and(|one| one.section(&page.id).is_some());
        let mut headings = passage.structure.headings.iter().flat_map(|one| &one.attributes);
        // The page about the source doesn't have to be based on it.
        let about = corpus.content.site.about.as_ref().is_some_and(|about| **about == *page.id);
        if is_section
            && !about
            && page.front.source.is_empty()
            && !headings.any(|(key, _)| key == "kilde")
        {
            findings.push(Finding::error(
                "uden-kilde",
                Place::new(page.file, page.front.title.span()),
                "Siden siger ikke, hvilke afsnit af kilden den bygger på.",
                format!("Skriv id'et på kildens afsnit i hovedet, fx kilde = [\"{}\"]", page.id),
            ));
        }
    }
}
