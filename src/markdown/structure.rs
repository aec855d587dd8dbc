//! Lists what is in a text, with byte positions: headings, references, embeds, raw HTML and runs.
//!
//! The checks use this; nothing here knows what a reference means.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Parser, Tag, TagEnd};

use super::run::{ELSEWHERE, Run, goes_on, went_on};
use super::syntax::options;

/// Everything the checks need, in order of occurrence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    pub headings: Vec<HeadingFound>,
    pub links: Vec<LinkFound>,
    /// The images, which are embeds.
    pub embeds: Vec<EmbedFound>,
    pub raw_html: Vec<Range<usize>>,
    /// Text outside code, one run per block.
    pub runs: Vec<Run>,
}

impl Structure {
    /// The structure of plain text.
    pub fn plain(words: &str) -> Self {
        Self { runs: vec![Run::plain(words)], ..Self::default() }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadingFound {
    pub level: u8,
    pub id: Option<String>,
    /// Its attributes, e.g. `kilde` → `klage,klage-afgoerelser`.
    pub attributes: Vec<(String, String)>,
    pub span: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkFound {
    /// The reference or address.
    pub target: String,
    pub text: String,
    pub span: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmbedFound {
    /// The reference.
    pub target: String,
    /// Whether it is alone in a paragraph outside any list, quotation or note.
    pub alone: bool,
    pub span: Range<usize>,
}

/// Parses `markdown`.
pub fn structure(markdown: &str) -> Structure {
    let mut reader = StructureReader { markdown, ..StructureReader::default() };
    for (event, span) in Parser::new_ext(markdown, options()).into_offset_iter() {
        reader.read(event, span);
    }
    reader.end_run();
    reader.found
}

#[derive(Default)]
struct StructureReader<'m> {
    markdown: &'m str,
    found: Structure,
    run: Run,
    /// The bytes of the current paragraph.
    paragraph: Range<usize>,
    /// The number of open blocks and marks.
    depth: usize,
    /// Whether we are in a link; links don't nest.
    in_link: bool,
}

impl StructureReader<'_> {
    fn read(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                if !goes_on(&tag) {
                    self.end_run();
                }
                self.start(tag, span);
            }
            Event::End(end) => {
                self.depth -= 1;
                if !went_on(end) {
                    self.end_run();
                }
                if end == TagEnd::Link {
                    self.in_link = false;
                    self.run.text.push(ELSEWHERE);
                }
            }
            Event::SoftBreak | Event::HardBreak => self.run.push(" ", span.start),
            Event::Html(_) | Event::InlineHtml(_) => self.found.raw_html.push(span),
            Event::Text(text) => {
                if let Some(link) = self.found.links.last_mut().filter(|_| self.in_link) {
                    link.text.push_str(&text);
                }
                self.run.push(&text, span.start);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Range<usize>) {
        match tag {
            Tag::Paragraph => self.paragraph = span,
            Tag::Heading { level, id, attrs, .. } => {
                let owned = |(key, value): &(CowStr<'_>, Option<CowStr<'_>>)| {
                    (key.to_string(), value.as_deref().unwrap_or_default().to_owned())
                };
                let attributes = attrs.iter().map(owned).collect();
                let id = id.map(|id| id.to_string());
                self.found.headings.push(HeadingFound { level: level as u8, id, attributes, span });
            }
            Tag::Link { dest_url, .. } => {
                self.in_link = true;
                self.run.text.push(ELSEWHERE);
                let target = dest_url.to_string();
                self.found.links.push(LinkFound { target, text: String::new(), span });
            }
            Tag::Image { dest_url, .. } => {
                let text = |span: Range<usize>| self.markdown[span].trim();
                // The open elements are the paragraph and the image itself.
                let alone = self.depth == 2 && text(self.paragraph.clone()) == text(span.clone());
                self.found.embeds.push(EmbedFound { target: dest_url.to_string(), alone, span });
            }
            _ => {}
        }
    }

    fn end_run(&mut self) {
        if !self.run.text.is_empty() {
            self.found.runs.push(std::mem::take(&mut self.run));
        }
    }
}
