//! Texts as they were rendered, once: with their HTML, and as a reader reads them.

use std::fmt;

use askama::filters::HtmlSafe;

use super::handle::Handle;
use super::term::Term;
use crate::html::Html;
use crate::markdown::{TERM_END, TERM_START, TERM_TEXT, escape};

/// A text that stands inside a sentence or a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrase {
    /// Its HTML, without a paragraph around it.
    pub html: Html,
    /// What a reader reads.
    pub plain: String,
}

impl Phrase {
    /// Words without markup.
    pub fn words(words: &str) -> Self {
        Self { html: Html::text(words), plain: words.to_owned() }
    }

    /// Whether these words come first.
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

/// Paragraphs in which the glossary words are known but not linked yet: which of them is the first
/// depends on the page they stand on.
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
    /// From HTML with the marks that [`crate::markdown`] sets around glossary words.
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

    /// The HTML, with each word that `link` gives an address linked to it.
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

    /// The glossary words, in order, as often as they occur.
    pub fn words(&self) -> impl Iterator<Item = Handle<Term>> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Word { term, .. } => Some(*term),
            Piece::Html(_) => None,
        })
    }
}
