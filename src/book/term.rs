//! The words of a source, explained.

use super::handle::Handle;
use super::link::Link;
use super::source::SourceHeading;
use super::text::Phrase;

/// A word of the sources, explained.
#[derive(Clone, Debug)]
pub struct Term {
    /// The anchor in the word list.
    pub id: String,
    /// What the municipality calls it.
    pub name: String,
    /// What people say.
    pub said: Vec<String>,
    pub meaning: Phrase,
    pub read_on: Option<Link>,
    /// The source headings it is based on.
    pub sources: Vec<Handle<SourceHeading>>,
    /// Whether the explanation is ours rather than the source's.
    pub editorial: bool,
}
