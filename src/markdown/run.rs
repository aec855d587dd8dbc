//! The words of one block as they are read, emphasis and line breaks taken out, with the way back to the
//! Markdown.

use std::ops::Range;

use pulldown_cmark::{Tag, TagEnd};

/// In place of a link or an embed, whose words are its own.
pub const ELSEWHERE: char = '\u{fffc}';

/// A run of words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Each piece of them: where it starts in `text`, and where in the Markdown.
    pieces: Vec<(usize, usize)>,
}

impl Run {
    /// Of words that are shown as they stand.
    pub fn plain(words: &str) -> Self {
        Self { text: words.to_owned(), pieces: vec![(0, 0)] }
    }

    pub(super) fn push(&mut self, text: &str, at: usize) {
        self.pieces.push((self.text.len(), at));
        self.text.push_str(text);
    }

    /// The byte of the Markdown that a byte of the words is at.
    pub fn source(&self, at: usize) -> usize {
        let piece = self.pieces.iter().rev().find(|(start, _)| *start <= at);
        piece.map_or(at, |(start, source)| source + (at - start))
    }

    /// The bytes of the Markdown for some of the words.
    pub fn span(&self, words: Range<usize>) -> Range<usize> {
        let last = words.end.saturating_sub(1).max(words.start);
        self.source(words.start)..self.source(last) + (words.end - last)
    }
}

/// Whether what begins here is in the middle of a run.
pub(super) fn goes_on(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. })
}

/// The same for what ends.
pub(super) fn went_on(end: TagEnd) -> bool {
    matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image)
}
