//! What is named in many places and isn't there is one mistake, told once: where it was made, if that
//! can be seen, with every place that names it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::content::{Content, RawMunicipality, Word, nearest};
use crate::finding::{Finding, Missing, Thing};
use crate::source::{FileId, Place, Sources};

/// Puts together what misses one and the same thing.
pub(super) fn once(sources: &Sources, content: &Content, found: Vec<Finding>) -> Vec<Finding> {
    let mut left = Vec::new();
    let mut by_thing: BTreeMap<Missing, Vec<Finding>> = BTreeMap::new();
    for one in found {
        match &one.missing {
            Some(missing) => by_thing.entry(missing.clone()).or_default().push(one),
            None => left.push(one),
        }
    }
    for (missing, mut all) in by_thing {
        crate::finding::sort(&mut all);
        all.dedup_by(|a, b| a.place == b.place && a.path == b.path);
        left.push(told(sources, content, &missing, &all));
    }
    left
}

fn told(sources: &Sources, content: &Content, missing: &Missing, all: &[Finding]) -> Finding {
    let mut first = all[0].clone();
    let likely = likely(sources, content, missing);
    if let Some((id, place)) = likely.filter(|_| missing.thing != Thing::Address) {
        if all.len() > 1 {
            first.place = place;
            if missing.thing != Thing::ContactField {
                let _ = write!(first.message, " Men »{id}« står her.");
            }
        } else if missing.thing != Thing::ContactField {
            let _ = write!(first.remedy, " Mener du »{id}«?");
        }
    }
    if all.len() > 1 {
        let _ = write!(first.message, " Det nævnes {} steder: {}.", all.len(), places(sources, all));
    }
    first
}

/// The places, those of a file together: `ishoj/afsnit/klage.md:12,30`.
fn places(sources: &Sources, all: &[Finding]) -> String {
    let mut lines: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for one in all {
        let file = sources.get(one.place.file);
        let line = file.line_column(one.place.span.start).0.to_string();
        let lines = lines.entry(&file.path).or_default();
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    let each = lines.iter().map(|(path, lines)| format!("{path}:{}", lines.join(",")));
    each.collect::<Vec<_>>().join(", ")
}

/// What was most likely meant, and where it is defined: an id a slip away, or the only one of its
/// kind that nobody names, which is what a new name for the old one looks like.
fn likely<'c>(sources: &Sources, content: &'c Content, missing: &Missing) -> Option<(&'c str, Place)> {
    let own = missing.municipality.as_deref().and_then(|id| content.municipality(id));
    let defined = defined(content, own, missing.thing);
    let place = |(file, word): &(FileId, &'c Word)| (word.as_str(), Place::new(*file, word.span()));
    if let Some(id) = nearest(&missing.id, defined.iter().map(|(_, word)| word.as_str())) {
        return defined.iter().find(|(_, word)| word.as_str() == id).map(place);
    }
    let mut unnamed = defined.iter().filter(|(_, word)| {
        let named = sources.iter().map(|(_, file)| times(&file.text, word)).sum::<usize>();
        named == 1
    });
    unnamed.next().filter(|_| unnamed.next().is_none()).map(place)
}

/// How often a word stands in a text on its own.
fn times(text: &str, word: &str) -> usize {
    let part = |letter: Option<char>| letter.is_some_and(|one| one.is_alphanumeric() || one == '-');
    let hits = text.match_indices(word);
    hits.filter(|(at, _)| {
        let before = text[..*at].chars().next_back();
        !part(before) && !part(text[at + word.len()..].chars().next())
    })
    .count()
}

/// The ids of everything of one kind, each with its file.
fn defined<'c>(
    content: &'c Content,
    own: Option<&'c RawMunicipality>,
    thing: Thing,
) -> Vec<(FileId, &'c Word)> {
    fn all<'w>(file: FileId, ids: impl Iterator<Item = &'w Word>) -> Vec<(FileId, &'w Word)> {
        ids.map(|id| (file, id)).collect()
    }
    match (thing, own) {
        (Thing::Contact | Thing::ContactField, Some(own)) => {
            all(own.contacts.file, own.contacts.iter().map(|one| &one.id))
        }
        (Thing::Deadline, Some(own)) => all(own.deadlines.file, own.deadlines.iter().map(|one| &one.id)),
        (Thing::Figure, Some(own)) => all(own.figures.file, own.figures.iter().map(|one| &one.id)),
        (Thing::Right, Some(own)) => all(own.rights.file, own.rights.iter().map(|one| &one.id)),
        (Thing::Route, Some(own)) => all(own.routes.file, own.routes.iter().map(|one| &one.id)),
        (Thing::Course, Some(own)) => all(own.courses.file, own.courses.iter().map(|one| &one.id)),
        (Thing::SourceHeading, Some(own)) => {
            all(own.profile.file, own.profile.source.sections.iter().map(|one| &one.id))
        }
        (Thing::Law, _) => {
            let laws = content.laws.iter();
            let ids = laws.flat_map(|law| std::iter::once(&law.id).chain(law.paragraphs.iter().map(|one| &one.id)));
            all(content.laws.file, ids)
        }
        (Thing::Term, _) => all(content.glossary.file, content.glossary.iter().map(|one| &one.id)),
        (Thing::Website, _) => all(content.site.file, content.site.websites.iter().map(|one| &one.id)),
        _ => Vec::new(),
    }
}
