//! The glossary: terms used in the sources, explained.

use super::handle::Handle;
use super::link::Link;
use super::source::SourceHeading;
use super::text::Phrase;

#[derive(Clone, Debug)]
pub struct Term {
    /// The anchor in the glossary.
    pub id: String,
    /// What the municipality calls it.
    pub name: String,
    /// What people call it.
    pub said: Vec<String>,
    pub meaning: Phrase,
    pub read_on: Option<Link>,
    /// The source headings it is based on.
    pub sources: Vec<Handle<SourceHeading>>,
    /// Whether the explanation is ours rather than the source's.
    pub editorial: bool,
}
