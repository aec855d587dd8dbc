//! The marks of a part: the element of its heading, and the line with source and law below it.

use askama::Template;

use crate::book::{Citation, Handle, SourceHeading};
use crate::render::context::Local;

/// The HTML element of a name: a heading if it belongs in the outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingTag {
    /// Not a heading.
    P,
    H2,
    H3,
    H4,
}

impl HeadingTag {
    /// The element for a heading of this level.
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

/// What a block is based on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "components/origin.html")]
pub struct Origin {
    /// Headings of the source document.
    pub sources: Vec<String>,
    /// Laws, as usually cited.
    pub laws: Vec<String>,
    /// How far the source can be trusted, in a few words.
    pub trust: String,
}

impl Origin {
    pub fn new(
        local: &Local<'_>,
        sources: &[Handle<SourceHeading>],
        laws: &[Handle<Citation>],
    ) -> Self {
        Self {
            sources: local.source_titles(sources),
            laws: local.law_names(laws),
            trust: local.trust.short.clone(),
        }
    }

    /// Whether this includes everything in `other`.
    pub(super) fn covers(&self, other: &Self) -> bool {
        other.sources.iter().all(|title| self.sources.contains(title))
            && other.laws.iter().all(|law| self.laws.contains(law))
    }
}
