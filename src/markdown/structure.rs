//! What stands in a text, with its bytes: headings, references, embeds, raw HTML, running text.
//!
//! The checks read this; nothing here knows what a reference means.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::run::{ELSEWHERE, Run, goes_on, went_on};
use super::syntax::options;

/// Everything a check may want to look at, each in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    /// The headings.
    pub headings: Vec<HeadingFound>,
    /// The links.
    pub links: Vec<LinkFound>,
    /// The images, which draw from data.
    pub embeds: Vec<EmbedFound>,
    /// Raw HTML.
    pub raw_html: Vec<Range<usize>>,
    /// Running text outside code, a run for each block.
    pub runs: Vec<Run>,
}

impl Structure {
    /// Of words that are shown as they stand.
    pub fn plain(words: &str) -> Self {
        Self { runs: vec![Run::plain(words)], ..Self::default() }
    }
}

/// A heading as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadingFound {
    /// 1 to 6.
    pub level: u8,
    /// The written id.
    pub id: Option<String>,
    /// The attributes behind it, e.g. `kilde` → `klage,klage-afgoerelser`.
    pub attributes: Vec<(String, String)>,
    /// Its bytes.
    pub span: Range<usize>,
}

/// A link as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkFound {
    /// What it points to.
    pub target: String,
    /// Its text.
    pub text: String,
    /// Its bytes.
    pub span: Range<usize>,
}

/// An image as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmbedFound {
    /// What it draws.
    pub target: String,
    /// Whether it stands alone in a paragraph that stands in no list, quotation or note.
    pub alone: bool,
    /// Its bytes.
    pub span: Range<usize>,
}

/// Lists what stands in `markdown`.
pub fn structure(markdown: &str) -> Structure {
    let mut found = Structure::default();
    let mut paragraph = 0..0;
    let mut depth = 0usize;
    let mut run = Run::default();
    // The link we stand in, if any: links do not nest.
    let mut in_link = false;
    for (event, span) in Parser::new_ext(markdown, options()).into_offset_iter() {
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        let ends = match &event {
            Event::Start(tag) => !goes_on(tag),
            Event::End(end) => !went_on(*end),
            _ => false,
        };
        if ends && !run.text.is_empty() {
            found.runs.push(std::mem::take(&mut run));
        }
        match event {
            Event::Start(Tag::Paragraph) => paragraph = span,
            Event::Start(Tag::Heading { level, id, attrs, .. }) => {
                let attributes = attrs
                    .iter()
                    .map(|(key, value)| {
                        (key.to_string(), value.as_deref().unwrap_or_default().to_owned())
                    })
                    .collect();
                let id = id.map(|id| id.to_string());
                found.headings.push(HeadingFound { level: level as u8, id, attributes, span });
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                in_link = true;
                run.text.push(ELSEWHERE);
                let target = dest_url.to_string();
                found.links.push(LinkFound { target, text: String::new(), span });
            }
            Event::End(TagEnd::Link) => {
                in_link = false;
                run.text.push(ELSEWHERE);
            }
            Event::SoftBreak | Event::HardBreak => run.push(" ", span.start),
            Event::Start(Tag::Image { dest_url, .. }) => {
                // The paragraph and the image itself.
                let alone = depth == 2
                    && markdown[paragraph.clone()].trim() == markdown[span.clone()].trim();
                found.embeds.push(EmbedFound { target: dest_url.to_string(), alone, span });
            }
            Event::Html(_) | Event::InlineHtml(_) => found.raw_html.push(span),
            Event::Text(text) => {
                if let Some(link) = found.links.last_mut().filter(|_| in_link) {
                    link.text.push_str(&text);
                }
                run.push(&text, span.start);
            }
            _ => {}
        }
    }
    if !run.text.is_empty() {
        found.runs.push(run);
    }
    found
}
