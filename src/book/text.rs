//! Rendered texts: as HTML and as plain text.

use std::fmt;

use askama::filters::HtmlSafe;

use super::handle::Handle;
use super::term::Term;
use crate::html::Html;
use crate::markdown::{TERM_END, TERM_START, TERM_TEXT, escape};

/// A text inside a sentence or a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrase {
    /// The HTML, without a surrounding paragraph.
    pub html: Html,
    /// The plain text.
    pub plain: String,
}

impl Phrase {
    /// A phrase without markup.
    pub fn words(words: &str) -> Self {
        Self { html: Html::text(words), plain: words.to_owned() }
    }

    pub fn begins_with(&self, words: &str) -> bool {
        self.html.begins_with(words)
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.html.0)
    }
}

impl HtmlSafe for Phrase {}

/// Paragraphs in which glossary terms are marked but not linked yet: which occurrence is the first
/// depends on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraphs {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Html(String),
    Word { term: Handle<Term>, text: String },
}

impl Paragraphs {
    /// Parses HTML with the marks that [`crate::markdown`] puts around glossary terms.
    pub(super) fn from_marked(html: &str, term_of: impl Fn(&str) -> Option<Handle<Term>>) -> Self {
        let mut pieces = Vec::new();
        let mut between = html.split(TERM_START);
        pieces.extend(between.next().map(|first| Piece::Html(first.to_owned())));
        for marked in between {
            let (word, rest) = marked.split_once(TERM_END).unwrap_or((marked, ""));
            let (id, text) = word.split_once(TERM_TEXT).unwrap_or(("", word));
            pieces.push(match term_of(id) {
                Some(term) => Piece::Word { term, text: text.to_owned() },
                None => Piece::Html(text.to_owned()),
            });
            pieces.push(Piece::Html(rest.to_owned()));
        }
        Self { pieces }
    }

    /// The HTML, with a link on each term that `link` returns an address for.
    pub fn html(&self, mut link: impl FnMut(Handle<Term>) -> Option<String>) -> Html {
        let mut html = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Html(text) => html.push_str(text),
                Piece::Word { term, text } => match link(*term) {
                    Some(href) => {
                        html.push_str("<a href=\"");
                        html.push_str(&escape(&href));
                        html.push_str("\" class=\"ord\">");
                        html.push_str(text);
                        html.push_str("</a>");
                    }
                    None => html.push_str(text),
                },
            }
        }
        Html(html)
    }

    /// The glossary terms in order, including repetitions.
    pub fn words(&self) -> impl Iterator<Item = Handle<Term>> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Word { term, .. } => Some(*term),
            Piece::Html(_) => None,
        })
    }
}
