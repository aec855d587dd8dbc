//! What is searched: sections and other pages as plain text, made from the book by
//! [`super::collect`] and read by [`super::index`].

/// What kind of page a document is; sections and other pages are listed apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// A section of the standard.
    Section,
    /// Another page: rights, word list, relatives, ...
    Page,
}

/// One page as it is searched.
#[derive(Clone, Debug)]
pub struct SearchDocument {
    /// The municipality's folder.
    pub municipality: String,
    /// A section or another page.
    pub listing: Listing,
    /// The id: the last part of the address.
    pub id: String,
    pub address: String,
    /// The heading of the page.
    pub title: String,
    /// The lines under "Kort fortalt".
    pub summary: String,
    /// The text, heading by heading; the first part has no heading.
    pub parts: Vec<DocumentPart>,
    /// Names, numbers and addresses of those the page gives as somebody to turn to.
    pub contacts: Vec<String>,
    /// The laws the whole page rests on.
    pub laws: Vec<LawReference>,
}

/// The text under one heading.
#[derive(Clone, Debug, Default)]
pub struct DocumentPart {
    /// The heading's id and text.
    pub heading: Option<(String, String)>,
    /// What a reader reads.
    pub text: String,
}

/// A law or one of its paragraphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawReference {
    /// The law's id, e.g. `forvaltningsloven`.
    pub law: String,
    /// The paragraph, e.g. "101 a".
    pub number: Option<String>,
}

impl LawReference {
    /// The paragraph without spaces: "101a".
    pub fn paragraph(&self) -> Option<String> {
        self.number.as_ref().map(|number| number.replace(char::is_whitespace, ""))
    }
}
