//! The plain text of a block, without emphasis and line breaks, with a mapping back to the
//! Markdown.

use std::ops::Range;

use pulldown_cmark::{Tag, TagEnd};

/// Stands for a link or an embed.
pub const ELSEWHERE: char = '\u{fffc}';

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    /// For each piece: where it starts in `text` and in the Markdown.
    pieces: Vec<(usize, usize)>,
}

impl Run {
    /// A run of plain text.
    pub fn plain(words: &str) -> Self {
        Self { text: words.to_owned(), pieces: vec![(0, 0)] }
    }

    pub(super) fn push(&mut self, text: &str, at: usize) {
        self.pieces.push((self.text.len(), at));
        self.text.push_str(text);
    }

    /// The position in the Markdown of a byte of the text.
    pub fn source(&self, at: usize) -> usize {
        let piece = self.pieces.iter().rev().find(|(start, _)| *start <= at);
        piece.map_or(at, |(start, source)| source + (at - start))
    }

    /// The bytes of the Markdown for a range of the text.
    pub fn span(&self, words: Range<usize>) -> Range<usize> {
        let last = words.end.saturating_sub(1).max(words.start);
        self.source(words.start)..self.source(last) + (words.end - last)
    }
}

/// Whether a tag is inside a run.
pub(super) fn goes_on(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. })
}

/// The same for an end tag.
pub(super) fn went_on(end: TagEnd) -> bool {
    matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image)
}
