//! What everything is based on: the source document with its headings, and the laws it names.

use jiff::civil::Date;

use super::handle::List;
use super::text::Phrase;

/// The document a municipality's pages are based on.
#[derive(Debug, Default)]
pub struct SourceDocument {
    pub title: String,
    /// Whether it calls itself a draft.
    pub draft: bool,
    /// The first day it says it covers.
    pub from: Option<Date>,
    /// The last day it says it covers.
    pub to: Option<Date>,
    /// What else it covers, e.g. that it is joint.
    pub scope: Option<Phrase>,
    /// Its own headings, in order.
    pub headings: List<SourceHeading>,
}

/// A heading of the source document.
#[derive(Clone, Debug)]
pub struct SourceHeading {
    /// The id that texts cite.
    pub id: String,
    /// The heading as it stands.
    pub title: String,
}

/// A law or one of its paragraphs.
#[derive(Clone, Debug)]
pub struct Citation {
    /// The id that texts cite.
    pub id: String,
    /// The law's id, e.g. to search a number within one law.
    pub law: String,
    /// The paragraph's number, e.g. "101 a"; none where the whole law is meant.
    pub number: Option<String>,
    /// As people cite it: "forvaltningslovens § 7".
    pub words: String,
}
