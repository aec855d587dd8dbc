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
    /// The first day of the period it covers, by its own account.
    pub from: Option<Date>,
    /// The last day of that period.
    pub to: Option<Date>,
    /// What else to know about its scope, e.g. that it is joint.
    pub scope: Option<Phrase>,
    /// Its own headings, in order.
    pub headings: List<SourceHeading>,
}

/// A heading of the source document.
#[derive(Clone, Debug)]
pub struct SourceHeading {
    /// The id used in citations.
    pub id: String,
    /// The heading exactly as in the source.
    pub title: String,
}

/// A law or one of its paragraphs.
#[derive(Clone, Debug)]
pub struct Citation {
    /// The id used in citations.
    pub id: String,
    /// The law's id, e.g. to search for a number within one law.
    pub law: String,
    /// The paragraph's number, e.g. "101 a"; `None` for the law as a whole.
    pub number: Option<String>,
    /// The usual citation: "forvaltningslovens § 7".
    pub words: String,
}
