//! The text of a page: its parts with their headings, the blocks drawn from data, and the line of
//! source and law under each.

use std::ops::Deref;

use askama::Template;

use super::cards::{contact_card, right_card, route_card};
use crate::content::{Entry, Text};
use crate::markdown::{Block, EmbedKind, Part, Rendered};
use crate::render::context::{Link, Local, Whole};
use crate::render::html::Html;
use crate::render::icon;
use crate::render::noted;

/// How a name is marked up: as a heading where it belongs to the outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingTag {
    /// Not a heading.
    P,
    /// A heading of the second level.
    H2,
    /// A heading of the third level.
    H3,
    /// A heading of the fourth level.
    H4,
}

impl HeadingTag {
    /// The tag of a heading of this level.
    pub fn level(level: u8) -> Self {
        match level {
            0..=2 => Self::H2,
            3 => Self::H3,
            _ => Self::H4,
        }
    }
}

impl std::fmt::Display for HeadingTag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::P => "p",
            Self::H2 => "h2",
            Self::H3 => "h3",
            Self::H4 => "h4",
        })
    }
}

/// What a block rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "components/origin.html")]
pub struct Origin {
    /// Headings of the source.
    pub sources: Vec<String>,
    /// Laws, as people cite them.
    pub laws: Vec<String>,
    /// How far the source can be trusted, in a few words.
    pub trust: String,
}

impl Origin {
    /// From the ids a text or a record cites.
    pub fn new<S: Deref<Target = str>, L: Deref<Target = str>>(
        local: &Local<'_>,
        sources: &[S],
        laws: &[L],
    ) -> Self {
        Self {
            sources: local.source_titles(sources),
            laws: local.law_names(laws),
            trust: local.trust.short.clone(),
        }
    }
}

impl Origin {
    /// Whether all that `other` says is said here.
    fn covers(&self, other: &Self) -> bool {
        other.sources.iter().all(|title| self.sources.contains(title))
            && other.laws.iter().all(|law| self.laws.contains(law))
    }
}

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

/// The parts of a page of a municipality.
pub fn parts(local: &Local<'_>, rendered: &Rendered) -> Vec<PartView> {
    let mut views: Vec<PartView> = Vec::new();
    for part in &rendered.parts {
        if part.heading.is_none() && part.blocks.is_empty() {
            continue;
        }
        let origin = Origin::new(local, &part.source, &part.laws);
        let mut view = bare_part(part, |block| block_html(local, &origin, block));
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
pub fn shared_parts(whole: &Whole<'_>, rendered: &Rendered) -> Vec<PartView> {
    let parts = rendered.parts.iter();
    let parts = parts.filter(|part| part.heading.is_some() || !part.blocks.is_empty());
    parts.map(|part| bare_part(part, |block| shared_block_html(whole, block))).collect()
}

fn bare_part(part: &Part, block_html: impl Fn(&Block) -> Html) -> PartView {
    let heading = part.heading.clone().unwrap_or_default();
    PartView {
        tag: HeadingTag::level(heading.level),
        id: heading.id,
        heading: Html(heading.html),
        name: heading.text,
        linked: true,
        blocks: part.blocks.iter().map(block_html).collect(),
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

fn block_html(local: &Local<'_>, around: &Origin, block: &Block) -> Html {
    match block {
        Block::Html(html) => Html(html.clone()),
        Block::Note(html) => note(Html(html.clone())),
        Block::Terms(ids) => terms(local, ids, true),
        Block::Embed { kind, id } => embed(local, around, *kind, id),
    }
}

fn shared_block_html(whole: &Whole<'_>, block: &Block) -> Html {
    match block {
        Block::Html(html) => Html(html.clone()),
        Block::Note(html) => note(Html(html.clone())),
        Block::Embed { kind: EmbedKind::AllContacts, .. } => all_contacts(whole),
        Block::Embed { kind: EmbedKind::Emergency, .. } => emergency(whole),
        Block::Embed { kind: EmbedKind::Noted, .. } => noted::html(whole.noted.as_ref()),
        Block::Terms(_) | Block::Embed { .. } => Html::default(),
    }
}

/// A card says what it rests on only where the text around it does not say so already.
fn embed(local: &Local<'_>, around: &Origin, kind: EmbedKind, id: &str) -> Html {
    let municipality = local.municipality;
    let html = match kind {
        EmbedKind::Contact => municipality
            .contact(id)
            .map(|contact| Html::from_template(&contact_card(local, contact))),
        EmbedKind::Right => municipality.right(id).map(|right| {
            let mut card = right_card(local, right, HeadingTag::P);
            card.origin = card.origin.filter(|own| !around.covers(own));
            Html::from_template(&card)
        }),
        EmbedKind::Route => municipality.route(id).map(|route| {
            let mut card = route_card(local, route);
            card.origin = card.origin.filter(|own| !around.covers(own));
            Html::from_template(&card)
        }),
        EmbedKind::Course => steps(local, id),
        EmbedKind::Offers => Some(entries(local, &municipality.offers, id)),
        EmbedKind::TargetGroups => Some(entries(local, &municipality.target_groups, id)),
        EmbedKind::Emergency => Some(emergency(local.whole)),
        EmbedKind::AllContacts => Some(all_contacts(local.whole)),
        EmbedKind::Noted => None,
    };
    html.unwrap_or_default()
}

/// Where to call and where to write, for every municipality; one card where that is the same.
fn all_contacts(whole: &Whole<'_>) -> Html {
    let cards = whole.content.municipalities.iter().flat_map(|municipality| {
        let local = whole.local(municipality);
        let call = municipality.entry_contact();
        let write = municipality
            .written_contact()
            .filter(|write| call.is_none_or(|call| call.id.as_str() != write.id.as_str()));
        let both = call.into_iter().chain(write);
        both.map(|contact| Html::from_template(&contact_card(&local, contact)).0)
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
struct Terms {
    terms: Vec<TermLine>,
}

struct TermLine {
    name: String,
    /// Its place in the word list.
    href: Option<String>,
    meaning: Html,
    editorial: bool,
}

/// Words explained where they first stand; `linked` is whether they lead on to the word list.
pub fn terms(local: &Local<'_>, ids: &[String], linked: bool) -> Html {
    let list = local.municipality.page_address("ordliste").unwrap_or_default();
    let lines = ids.iter().filter_map(|id| local.whole.content.term(id)).map(|term| TermLine {
        name: term.name.to_string(),
        href: linked.then(|| format!("{list}#{}", term.id)),
        meaning: local.html(&term.meaning),
        editorial: term.editorial,
    });
    Html::from_template(&Terms { terms: lines.collect() })
}

#[derive(Template)]
#[template(path = "components/steps.html")]
struct Steps {
    title: String,
    steps: Vec<(String, Html)>,
}

fn steps(local: &Local<'_>, id: &str) -> Option<Html> {
    let course = local.municipality.courses.iter().find(|course| course.id.as_str() == id)?;
    let step = |step: &crate::content::municipality::Step| {
        (step.title.to_string(), local.html(&step.text))
    };
    Some(Html::from_template(&Steps {
        title: course.title.to_string(),
        steps: course.steps.iter().map(step).collect(),
    }))
}

#[derive(Template)]
#[template(path = "components/entries.html")]
struct Entries {
    entries: Vec<EntryView>,
}

struct EntryView {
    name: Html,
    text: Option<Html>,
}

fn entries(local: &Local<'_>, entries: &[Entry], id: &str) -> Html {
    let wanted = |entry: &&Entry| id.is_empty() || id == "alle" || entry.id.as_str() == id;
    let view = |entry: &Entry| EntryView {
        name: local.html(&entry.name),
        text: entry.description.as_ref().map(|text| local.html(text)),
    };
    Html::from_template(&Entries { entries: entries.iter().filter(wanted).map(view).collect() })
}

#[derive(Template)]
#[template(path = "components/emergency.html")]
struct Emergency {
    text: Html,
    origin: Html,
}

/// The advice from outside the sources, marked as such.
pub fn emergency(whole: &Whole<'_>) -> Html {
    let resolver = crate::markdown::Resolver::new(whole.content, None);
    let html = |text: &Text| Html(crate::markdown::inline(text, &resolver));
    let advice = &whole.content.site.emergency;
    Html::from_template(&Emergency { text: html(&advice.text), origin: html(&advice.origin) })
}
