//! Something missing that is referred to in many places is one mistake: it is reported once, where
//! it was made if that is clear, with all places that refer to it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::content::{Content, RawMunicipality, Word, nearest};
use crate::finding::{Finding, Missing, Thing};
use crate::source::{FileId, Place, Sources};

/// Files that contain words rather than ids.
const WORDS: [&str; 3] = ["soegning.toml", "eksempler.toml", "ordliste.toml"];

/// Merges the findings about the same missing thing.
pub(super) fn once(sources: &Sources, content: &Content, found: Vec<Finding>) -> Vec<Finding> {
    let mut left = Vec::new();
    let mut by_thing: BTreeMap<Missing, Vec<Finding>> = BTreeMap::new();
    for one in found {
        match &one.missing {
            Some(missing) => by_thing.entry(missing.clone()).or_default().push(one),
            None => left.push(one),
        }
    }
    // If a whole municipality is missing, so is everything that only it had.
    if by_thing.keys().any(|missing| missing.thing == Thing::Municipality) {
        let shared = |one: &Finding| !sources.get(one.place.file).path.contains('/');
        let pages = [Thing::Page, Thing::Heading];
        by_thing.retain(|missing, all| !pages.contains(&missing.thing) || !all.iter().all(shared));
    }
    for (missing, mut all) in by_thing {
        crate::finding::sort(&mut all);
        all.dedup_by(|a, b| a.place == b.place && a.path == b.path);
        left.push(merged(sources, content, &missing, &all));
    }
    left
}

fn merged(sources: &Sources, content: &Content, missing: &Missing, all: &[Finding]) -> Finding {
    // A finding about a reference describes best what is missing.
    let reference = all.iter().find(|one| one.rule == "ukendt-henvisning");
    let mut first = reference.unwrap_or(&all[0]).clone();
    let likely = likely(sources, content, missing);
    if let Some((id, place)) = likely.filter(|_| missing.thing != Thing::Address) {
        if let Some(place) = place.filter(|_| all.len() > 1) {
            first.place = place;
            if missing.thing != Thing::ContactField {
                let _ = write!(first.message, " Men »{id}« står her.");
            }
        } else if missing.thing != Thing::ContactField {
            let _ = write!(first.remedy, " Mener du »{id}«?");
        }
    }
    if all.len() > 1 {
        let _ =
            write!(first.message, " Det nævnes {} steder: {}.", all.len(), places(sources, all));
    }
    first
}

/// The places, grouped by file: `ishoj/afsnit/klage.md:12,30`.
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

/// What was probably meant, and where it is defined: an id with a typo, or the only one of its kind
/// that nothing refers to, which happens when an id is renamed.
fn likely<'c>(
    sources: &Sources,
    content: &'c Content,
    missing: &Missing,
) -> Option<(&'c str, Option<Place>)> {
    let own = missing.municipality.as_deref().and_then(|id| content.municipality(id));
    let defined = defined(content, own, missing.thing);
    if let Some(id) = nearest(&missing.id, defined.iter().map(|(id, _)| *id)) {
        return defined.into_iter().find(|(one, _)| *one == id);
    }
    let mut unnamed = defined.into_iter().filter(|(id, place)| {
        let read = sources.iter().filter(|(_, file)| !WORDS.contains(&file.path.as_str()));
        let named = || read.map(|(_, file)| times(&file.text, id)).sum::<usize>();
        place.is_some() && named() == 1
    });
    unnamed.next().filter(|_| unnamed.next().is_none())
}

/// How often a text uses an id: in quotation marks, or after the colon or comma of a reference.
fn times(text: &str, id: &str) -> usize {
    let mark = |letter: Option<char>| letter.is_some_and(|one| "\"':,=()#} ".contains(one));
    let hits = text.match_indices(id);
    hits.filter(|(at, _)| {
        let before = text[..*at].chars().next_back();
        mark(before) && before != Some(' ') && mark(text[at + id.len()..].chars().next())
    })
    .count()
}

/// The ids of everything of one kind, each with the place of its definition if known.
fn defined<'c>(
    content: &'c Content,
    own: Option<&'c RawMunicipality>,
    thing: Thing,
) -> Vec<(&'c str, Option<Place>)> {
    fn all<'w>(file: FileId, ids: impl Iterator<Item = &'w Word>) -> Vec<(&'w str, Option<Place>)> {
        ids.map(|id| (id.as_str(), Some(Place::new(file, id.span())))).collect()
    }
    match (thing, own) {
        (Thing::Contact | Thing::ContactField, Some(own)) => {
            all(own.contacts.file, own.contacts.iter().map(|one| &one.id))
        }
        (Thing::Deadline, Some(own)) => {
            all(own.deadlines.file, own.deadlines.iter().map(|one| &one.id))
        }
        (Thing::Figure, Some(own)) => all(own.figures.file, own.figures.iter().map(|one| &one.id)),
        (Thing::Right, Some(own)) => all(own.rights.file, own.rights.iter().map(|one| &one.id)),
        (Thing::Route, Some(own)) => all(own.routes.file, own.routes.iter().map(|one| &one.id)),
        (Thing::Course, Some(own)) => all(own.courses.file, own.courses.iter().map(|one| &one.id)),
        (Thing::SourceHeading, Some(own)) => {
            all(own.profile.file, own.profile.source.sections.iter().map(|one| &one.id))
        }
        (Thing::Page, Some(own)) => {
            let written = own.sections.iter().chain(&own.pages).map(|page| page.id.as_str());
            written
                .chain(own.built_in.iter().map(|page| page.id.path()))
                .map(|id| (id, None))
                .collect()
        }
        (Thing::Law, _) => {
            let ids = content.laws.iter().flat_map(|law| {
                std::iter::once(&law.id).chain(law.paragraphs.iter().map(|one| &one.id))
            });
            all(content.laws.file, ids)
        }
        (Thing::Municipality, _) => {
            content.municipalities.iter().map(|one| (one.id.as_str(), None)).collect()
        }
        (Thing::Term, _) => all(content.glossary.file, content.glossary.iter().map(|one| &one.id)),
        (Thing::Website, _) => {
            all(content.site.file, content.site.websites.iter().map(|one| &one.id))
        }
        _ => Vec::new(),
    }
}
