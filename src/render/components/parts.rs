//! The text of a page: its parts with their headings, and the blocks made from data. Their sources
//! and the glossary terms they use are gathered for the foot of the page.

use askama::Template;

use super::cards::{RecordCard, record_card};
use super::noted;
use super::origin::{HeadingTag, Origin};
use crate::book::record::{self, Field};
use crate::book::{Block, Handle, Link, ListEntry, Part, Phrase, Term};
use crate::content::BuiltInId;
use crate::html::Html;
use crate::render::context::{Local, Whole};

/// A heading with the content below it.
#[derive(Debug, Template)]
#[template(path = "components/part.html")]
pub struct PartView {
    /// `h2` and so on.
    pub tag: HeadingTag,
    /// The id for links; empty if the part has no heading.
    pub id: String,
    pub heading: Html,
    /// The heading without markup.
    pub name: String,
    /// Whether the heading has a link to itself.
    pub linked: bool,
    pub blocks: Vec<Html>,
    /// The source headings it is based on, for machines; readers find them at the foot.
    pub sources: String,
}

/// What the parts of a page pass on to its foot: glossary terms, and what each part is based on.
#[derive(Debug)]
pub struct Gathered {
    terms: Vec<Handle<Term>>,
    /// What each part is based on, in order.
    pub cited: Vec<Cited>,
    linked: bool,
    /// Whether the top of the page says what it is based on.
    leads: bool,
}

/// A part or a record, and what it is based on.
#[derive(Clone, Debug)]
pub struct Cited {
    /// A link to it; empty if it has no id.
    pub href: String,
    pub name: String,
    pub origin: Origin,
}

impl Gathered {
    /// For an ordinary page: the first occurrence of each term links to the glossary.
    pub fn linked() -> Self {
        Self { terms: Vec::new(), cited: Vec::new(), linked: true, leads: true }
    }

    /// For the page with the whole standard: terms are not linked.
    pub fn unlinked() -> Self {
        Self { linked: false, ..Self::linked() }
    }

    /// For a page that shows several municipalities, and lists their sources at the end.
    pub fn apart() -> Self {
        Self { leads: false, ..Self::linked() }
    }

    /// The terms, in order of first occurrence.
    pub fn terms(&self, local: &Local<'_>) -> Vec<Term> {
        local.municipality.terms.all(&self.terms).cloned().collect()
    }

    /// Moves a card's source and law to the foot of the page.
    pub fn card(&mut self, mut card: RecordCard) -> RecordCard {
        card.leads &= self.leads;
        if let Some(origin) = card.origin.take() {
            let href = card.anchor.as_ref().map(|id| format!("#{id}")).unwrap_or_default();
            self.cite(href, &card.title.plain, origin);
        }
        card
    }

    /// Lists what something is based on. Skipped for a card with the same sources as its part.
    pub fn cite(&mut self, href: String, name: &str, origin: Origin) {
        let is_said = self.cited.last().is_some_and(|last| last.origin.covers(&origin));
        let needs_none = origin.sources.is_empty() || (is_said && href.is_empty());
        if !needs_none {
            self.cited.push(Cited { href, name: name.to_owned(), origin });
        }
    }
}

/// The parts of a municipality's page. `name` is used for the text before the first heading.
pub fn parts(
    local: &Local<'_>,
    name: &str,
    parts: &[Part],
    gathered: &mut Gathered,
) -> Vec<PartView> {
    let mut views: Vec<PartView> = Vec::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        let mut view = bare_part(part);
        let href = if view.id.is_empty() { String::new() } else { format!("#{}", view.id) };
        let name = if view.name.is_empty() { name } else { &view.name };
        let origin = Origin::new(local, &part.sources, &part.laws);
        view.sources = origin.sources.join(" · ");
        gathered.cite(href, name, origin);
        view.blocks =
            part.blocks.iter().filter_map(|one| block_html(local, one, gathered)).collect();
        views.push(view);
    }
    views
}

/// The parts of a page that is not based on any municipality's source.
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
        sources: String::new(),
    }
}

/// The headings for the table of contents; empty if the page is short.
pub fn toc_of(parts: &[PartView]) -> Vec<Link> {
    let main = parts.iter().filter(|part| part.tag == HeadingTag::H2 && !part.id.is_empty());
    let links: Vec<Link> =
        main.map(|part| Link { href: format!("#{}", part.id), text: part.name.clone() }).collect();
    if links.len() < 3 { Vec::new() } else { links }
}

fn block_html(local: &Local<'_>, block: &Block, gathered: &mut Gathered) -> Option<Html> {
    let (Block::Text(paragraphs) | Block::Note(paragraphs)) = block else {
        return embed(local, block, gathered);
    };
    let list =
        local.built_in(BuiltInId::Glossary).map(|page| page.address.as_str()).unwrap_or_default();
    let linked = gathered.linked;
    let html = paragraphs.html(|term| {
        let first = !gathered.terms.contains(&term);
        if first {
            gathered.terms.push(term);
        }
        (first && linked).then(|| format!("{list}#{}", local.municipality.terms[term].id))
    });
    Some(if matches!(block, Block::Note(_)) { note(html) } else { html })
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

fn embed(local: &Local<'_>, block: &Block, gathered: &mut Gathered) -> Option<Html> {
    let (book, own) = (local.book(), local.municipality);
    let mut card = |record| gathered.card(record_card(local, record)).html();
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

/// Phone numbers and addresses of every municipality; equal contacts share a card.
fn all_contacts(whole: &Whole<'_>) -> Html {
    let cards = whole.locals().flat_map(|local| {
        let own = local.municipality;
        let write = own.written_contact().filter(|write| *write != own.entry);
        let both = std::iter::once(own.entry).chain(write);
        both.map(|contact| {
            let card = record_card(&local, record::contact(&own.contacts[contact]));
            card.apart().html().0
        })
        .collect::<Vec<_>>()
    });
    Html(cards.collect())
}

#[derive(Template)]
#[template(path = "components/note.html")]
struct Note {
    html: Html,
}

/// Wraps rendered paragraphs in an editorial note.
fn note(html: Html) -> Html {
    Html::from_template(&Note { html })
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

/// Advice that is not from the sources, marked as such.
pub fn emergency(whole: &Whole<'_>) -> Html {
    let advice = &whole.book.emergency;
    Html::from_template(&EmergencyNote { text: &advice.text, origin: &advice.origin })
}
