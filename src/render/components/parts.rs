//! The text of a page: its parts with their headings, the blocks drawn from data, and the line of
//! source and law under each.

use std::collections::BTreeSet;

use askama::Template;

use super::cards::record_card;
use super::noted;
use super::origin::{HeadingTag, Origin};
use crate::book::record::{self, Field};
use crate::book::{Block, Handle, Link, ListEntry, Part, Phrase, Term};
use crate::html::Html;
use crate::render::context::{Local, Whole};
use crate::render::icon;

/// One heading with what stands below it.
#[derive(Debug, Template)]
#[template(path = "components/part.html")]
pub struct PartView {
    /// `h2` and so on.
    pub tag: HeadingTag,
    /// The id that links lead to; empty where the part has no heading.
    pub id: String,
    /// The heading.
    pub heading: Html,
    /// The heading without markup.
    pub name: String,
    /// Whether a link to the heading stands beside it.
    pub linked: bool,
    /// The blocks below it.
    pub blocks: Vec<Html>,
    /// Source and law; none where the next part rests on the same.
    pub origin: Option<Origin>,
}

/// The glossary words that have been explained so far, and whether they lead on to the word list.
#[derive(Debug)]
pub struct Explained {
    seen: BTreeSet<Handle<Term>>,
    linked: bool,
}

impl Explained {
    /// On a page of its own: each word leads to the word list where it first occurs.
    pub fn linked() -> Self {
        Self { seen: BTreeSet::new(), linked: true }
    }

    /// On paper: no word leads anywhere.
    pub fn unlinked() -> Self {
        Self { seen: BTreeSet::new(), linked: false }
    }
}

/// The parts of a page of a municipality.
pub fn parts(local: &Local<'_>, parts: &[Part], explained: &mut Explained) -> Vec<PartView> {
    let mut views: Vec<PartView> = Vec::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        let origin = Origin::new(local, &part.sources, &part.laws);
        let mut view = bare_part(part);
        for block in &part.blocks {
            view.blocks.extend(block_html(local, &origin, block, explained));
        }
        view.origin = (!view.blocks.is_empty() && !origin.sources.is_empty()).then_some(origin);
        // A run of sub-headings that rest on the same says so once, at its end.
        if let Some(last) = views.last_mut()
            && view.tag == HeadingTag::H3
            && last.origin == view.origin
        {
            last.origin = None;
        }
        views.push(view);
    }
    views
}

/// The parts of a page that no municipality's source stands behind.
pub fn shared_parts(whole: &Whole<'_>, parts: &[Part]) -> Vec<PartView> {
    let parts = parts.iter().filter(|part| !part.is_empty());
    let view = |part: &Part| PartView {
        blocks: part.blocks.iter().map(|block| shared_block_html(whole, block)).collect(),
        ..bare_part(part)
    };
    parts.map(view).collect()
}

fn bare_part(part: &Part) -> PartView {
    let heading = part.heading.as_ref();
    PartView {
        tag: HeadingTag::level(heading.map_or(0, |heading| heading.level)),
        id: heading.map(|heading| heading.id.clone()).unwrap_or_default(),
        heading: heading.map(|heading| heading.html.clone()).unwrap_or_default(),
        name: heading.map(|heading| heading.text.clone()).unwrap_or_default(),
        linked: true,
        blocks: Vec::new(),
        origin: None,
    }
}

/// The headings a reader may want to jump to; none where the page is short.
pub fn toc_of(parts: &[PartView]) -> Vec<Link> {
    let main = parts.iter().filter(|part| part.tag == HeadingTag::H2 && !part.id.is_empty());
    let links: Vec<Link> =
        main.map(|part| Link { href: format!("#{}", part.id), text: part.name.clone() }).collect();
    if links.len() < 3 { Vec::new() } else { links }
}

/// A block, and the explanation of the words that it uses first.
fn block_html(
    local: &Local<'_>,
    around: &Origin,
    block: &Block,
    explained: &mut Explained,
) -> Vec<Html> {
    let (Block::Text(paragraphs) | Block::Note(paragraphs)) = block else {
        return embed(local, around, block).into_iter().collect();
    };
    let list = local.built_in("ordliste").map(|page| page.address.as_str()).unwrap_or_default();
    let mut new = Vec::new();
    let linked = explained.linked;
    let html = paragraphs.html(|term| {
        let first = explained.seen.insert(term);
        if first {
            new.push(term);
        }
        (first && linked).then(|| format!("{list}#{}", local.municipality.terms[term].id))
    });
    let html = if matches!(block, Block::Note(_)) { note(html) } else { html };
    let terms = (!new.is_empty()).then(|| terms(local, &new, linked.then_some(list)));
    std::iter::once(html).chain(terms).collect()
}

fn shared_block_html(whole: &Whole<'_>, block: &Block) -> Html {
    match block {
        Block::Text(paragraphs) => paragraphs.html(|_| None),
        Block::Note(paragraphs) => note(paragraphs.html(|_| None)),
        Block::AllContacts => all_contacts(whole),
        Block::Emergency => emergency(whole),
        Block::Noted => noted::html(whole),
        Block::Contact(_)
        | Block::Right(_)
        | Block::Route(_)
        | Block::Course(_)
        | Block::Offers(_)
        | Block::TargetGroups(_) => Html::default(),
    }
}

/// A card says what it rests on only where the text around it does not say so already.
fn embed(local: &Local<'_>, around: &Origin, block: &Block) -> Option<Html> {
    let (book, own) = (local.book(), local.municipality);
    let card = |record| record_card(local, record).within(around).html();
    Some(match block {
        Block::Contact(contact) => card(record::contact(&own.contacts[*contact])),
        Block::Right(right) => card(record::right(book, own, &own.rights[*right])),
        Block::Route(route) => card(record::route(book, own, &own.routes[*route])),
        Block::Course(course) => {
            let course = record::course(&own.courses[*course]);
            let steps = course.said(Field::Steps).to_vec();
            Html::from_template(&Steps { title: course.title.plain, steps })
        }
        Block::Offers(entries) => list(own.offers.all(entries)),
        Block::TargetGroups(entries) => list(own.target_groups.all(entries)),
        Block::Emergency => emergency(local.whole),
        Block::AllContacts => all_contacts(local.whole),
        Block::Noted | Block::Text(_) | Block::Note(_) => return None,
    })
}

/// Where to call and where to write, for every municipality; one card where that is the same.
fn all_contacts(whole: &Whole<'_>) -> Html {
    let cards = whole.locals().flat_map(|local| {
        let own = local.municipality;
        let write = own.written_contact().filter(|write| *write != own.entry);
        let both = std::iter::once(own.entry).chain(write);
        both.map(|contact| record_card(&local, record::contact(&own.contacts[contact])).html().0)
            .collect::<Vec<_>>()
    });
    Html(cards.collect())
}

#[derive(Template)]
#[template(path = "components/note.html")]
struct Note {
    html: Html,
}

/// A note of the editors, around finished paragraphs.
fn note(html: Html) -> Html {
    Html::from_template(&Note { html })
}

#[derive(Template)]
#[template(path = "components/terms.html")]
struct TermList<'a> {
    terms: Vec<&'a Term>,
    /// The word list, where the words lead there.
    list: Option<&'a str>,
}

/// Words explained where they are first used.
fn terms(local: &Local<'_>, handles: &[Handle<Term>], list: Option<&str>) -> Html {
    let terms = local.municipality.terms.all(handles).collect();
    Html::from_template(&TermList { terms, list })
}

#[derive(Template)]
#[template(path = "components/steps.html")]
struct Steps {
    title: String,
    steps: Vec<Phrase>,
}

#[derive(Template)]
#[template(path = "components/entries.html")]
struct Entries<'a> {
    entries: Vec<&'a ListEntry>,
}

fn list<'a>(entries: impl Iterator<Item = &'a ListEntry>) -> Html {
    Html::from_template(&Entries { entries: entries.collect() })
}

#[derive(Template)]
#[template(path = "components/emergency.html")]
struct EmergencyNote<'a> {
    text: &'a Phrase,
    origin: &'a Phrase,
}

/// The advice from outside the sources, marked as such.
pub fn emergency(whole: &Whole<'_>) -> Html {
    let advice = &whole.book.emergency;
    Html::from_template(&EmergencyNote { text: &advice.text, origin: &advice.origin })
}
