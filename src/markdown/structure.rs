//! What stands in a text, with its bytes: headings, references, embeds, raw HTML, running text.
//!
//! The checks read this; nothing here knows what a reference means.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

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
    /// Running text outside code.
    pub texts: Vec<(Range<usize>, String)>,
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
    /// Whether it stands alone in a paragraph.
    pub alone: bool,
    /// Its bytes.
    pub span: Range<usize>,
}

/// Lists what stands in `markdown`.
pub fn structure(markdown: &str) -> Structure {
    let mut found = Structure::default();
    let mut paragraph = 0..0;
    // The link we stand in, if any: links do not nest.
    let mut in_link = false;
    for (event, span) in Parser::new_ext(markdown, options()).into_offset_iter() {
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
                let target = dest_url.to_string();
                found.links.push(LinkFound { target, text: String::new(), span });
            }
            Event::End(TagEnd::Link) => in_link = false,
            Event::Start(Tag::Image { dest_url, .. }) => {
                let alone = markdown[paragraph.clone()].trim() == markdown[span.clone()].trim();
                found.embeds.push(EmbedFound { target: dest_url.to_string(), alone, span });
            }
            Event::Html(_) | Event::InlineHtml(_) => found.raw_html.push(span),
            Event::Text(text) => {
                if let Some(link) = found.links.last_mut().filter(|_| in_link) {
                    link.text.push_str(&text);
                }
                found.texts.push((span, text.to_string()));
            }
            _ => {}
        }
    }
    found
}
