//! Splits a page's Markdown into parts: one per heading, each with its blocks, source and laws.

use pulldown_cmark::{BlockQuoteKind, Event, Parser, Tag, TagEnd};

use super::inline::write;
use super::resolve::Resolver;
use super::syntax::{escape, options};
use crate::content::RawPage;

/// A rendered page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The text before the first heading, then one part per heading. The first part has no
    /// heading and may be empty.
    pub parts: Vec<RenderedPart>,
}

/// A heading with the text below it, up to the next heading of any level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RenderedPart {
    /// The heading; `None` for the text before the first one.
    pub heading: Option<RenderedHeading>,
    pub blocks: Vec<RenderedBlock>,
    /// The ids of the source sections it is based on.
    pub source: Vec<String>,
    /// The ids of the laws it is based on; empty if the page's own apply.
    pub laws: Vec<String>,
    /// The plain text, for search and for counting words.
    pub text: String,
    /// The same without editorial notes.
    pub said: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RenderedHeading {
    /// 2 or 3.
    pub level: u8,
    /// The stable id given by the editor.
    pub id: String,
    pub html: String,
    pub text: String,
}

/// A block of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenderedBlock {
    /// Paragraphs, lists and so on.
    Html(String),
    /// An editorial note.
    Note(String),
    /// A block made from data.
    Embed {
        kind: EmbedKind,
        /// The record's id; `alle` or empty for all of them.
        id: String,
    },
}

/// The kinds of embed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmbedKind {
    Contact,
    /// Phone numbers and addresses of every municipality.
    AllContacts,
    Right,
    Route,
    Course,
    Offers,
    TargetGroups,
    /// The advice on danger to life.
    Emergency,
    /// What the server logged about the current request.
    Noted,
}

impl EmbedKind {
    /// The kind for a scheme, e.g. `ret` in `![](ret:under-18)`.
    pub fn from_scheme(scheme: &str) -> Option<Self> {
        Some(match scheme {
            "kontakt" => Self::Contact,
            "kontakter" => Self::AllContacts,
            "ret" => Self::Right,
            "klagevej" => Self::Route,
            "forloeb" => Self::Course,
            "tilbud" => Self::Offers,
            "maalgrupper" => Self::TargetGroups,
            "akut" => Self::Emergency,
            "noteret" => Self::Noted,
            _ => return None,
        })
    }
}

/// Renders a page and marks its glossary terms.
pub fn page(page: &RawPage, resolver: &Resolver<'_>) -> Rendered {
    let words = |list: &[crate::content::Word]| list.iter().map(ToString::to_string).collect();
    let default_source: Vec<String> = words(&page.front.source);
    let first = RenderedPart { source: default_source.clone(), ..RenderedPart::default() };
    let mut parts = vec![first];
    let mut events = Parser::new_ext(&page.markdown, options());
    while let Some(block) = next_block(&mut events) {
        if let Some(Event::Start(Tag::Heading { .. })) = block.first() {
            parts.push(open_part(block, resolver, &default_source));
        } else if let Some(part) = parts.last_mut() {
            add_block(part, block, resolver);
        }
    }
    Rendered { parts }
}

/// The events of the next top-level block.
fn next_block<'m>(events: &mut impl Iterator<Item = Event<'m>>) -> Option<Vec<Event<'m>>> {
    let mut depth = 0usize;
    let mut block = Vec::new();
    for event in events {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        block.push(event);
        if depth == 0 {
            return Some(block);
        }
    }
    None
}

fn open_part(
    block: Vec<Event<'_>>,
    resolver: &Resolver<'_>,
    default_source: &[String],
) -> RenderedPart {
    let mut part = RenderedPart { source: default_source.to_vec(), ..RenderedPart::default() };
    let mut heading = RenderedHeading::default();
    let mut former_ids = Vec::new();
    if let Some(Event::Start(Tag::Heading { level, id, attrs, .. })) = block.first() {
        heading.level = *level as u8;
        heading.id = id.as_ref().map(ToString::to_string).unwrap_or_default();
        for (key, value) in attrs {
            let list = value.as_deref().unwrap_or_default();
            // An empty `kilde=` means that the part is our own and has no source.
            let ids = list.split(',').filter(|id| !id.is_empty());
            let list: Vec<String> = ids.map(str::to_owned).collect();
            match &**key {
                "kilde" => part.source = list,
                "love" => part.laws = list,
                "tidligere" => former_ids = list,
                _ => {}
            }
        }
    }
    let inner = block.len().saturating_sub(1);
    let written = write(block.into_iter().take(inner).skip(1), resolver, false);
    // Links to a former id of the heading still work.
    for id in &former_ids {
        heading.html.push_str("<span id=\"");
        heading.html.push_str(&escape(id));
        heading.html.push_str("\"></span>");
    }
    heading.html.push_str(written.html.trim());
    written.plain.trim().clone_into(&mut heading.text);
    part.heading = Some(heading);
    part
}

fn add_block(part: &mut RenderedPart, block: Vec<Event<'_>>, resolver: &Resolver<'_>) {
    if let Some((kind, id)) = as_embed(&block) {
        return part.blocks.push(RenderedBlock::Embed { kind, id });
    }
    let note =
        matches!(block.first(), Some(Event::Start(Tag::BlockQuote(Some(BlockQuoteKind::Note)))));
    let (skip, keep) = if note { (1, block.len() - 2) } else { (0, block.len()) };
    let written = write(block.into_iter().skip(skip).take(keep), resolver, true);
    let end = if written.plain.ends_with('\n') { "" } else { "\n" };
    part.text.extend([&*written.plain, end]);
    if !note {
        part.said.extend([&*written.plain, end]);
    }
    let html = written.html.trim().to_owned();
    part.blocks.push(if note { RenderedBlock::Note(html) } else { RenderedBlock::Html(html) });
}

/// A paragraph with nothing but an image is an embed.
fn as_embed(block: &[Event<'_>]) -> Option<(EmbedKind, String)> {
    let [Event::Start(Tag::Paragraph), inner @ .., Event::End(TagEnd::Paragraph)] = block else {
        return None;
    };
    let [Event::Start(Tag::Image { dest_url, .. }), .., Event::End(TagEnd::Image)] = inner else {
        return None;
    };
    let (scheme, id) = dest_url.split_once(':')?;
    Some((EmbedKind::from_scheme(scheme)?, id.to_owned()))
}
