//! Markdown → HTML, headings, links and words, all with their bytes.
//!
//! The pipeline: [`structure`] lists what stands in a text, for the checks; [`resolve`] knows what
//! a reference means; [`inline`] and [`page`] write HTML with every reference filled in and the
//! glossary words marked where they first stand.

pub mod addresses;
pub mod anchors;
pub mod inline;
pub mod odd;
mod page;
pub mod resolve;
pub mod run;
pub mod structure;
mod terms;

use pulldown_cmark::Options;

pub use inline::{TERM_END, TERM_START, TERM_TEXT, inline, plain};
pub use page::{EmbedKind, Rendered, RenderedBlock, RenderedHeading, RenderedPart, page};
pub use resolve::{Resolver, Unresolved};

/// The Markdown we read: CommonMark with heading ids and `> [!NOTE]`.
fn options() -> Options {
    Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_GFM
}

/// Text made safe between tags and in quoted attributes.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
    html
}
