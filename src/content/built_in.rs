//! The pages that the site generates for every municipality that has the content they need.

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BuiltInId {
    /// The rights, one card each.
    Rights,
    /// The glossary of the source's terms.
    Glossary,
    /// The whole standard on one page.
    Whole,
    Guides,
    Deadlines,
    Search,
    /// The chosen parts of the standard as one short address and one sheet.
    HandOver,
    Letter,
}

impl BuiltInId {
    const ALL: [Self; 8] = [
        Self::Rights,
        Self::Glossary,
        Self::Whole,
        Self::Guides,
        Self::Deadlines,
        Self::Search,
        Self::HandOver,
        Self::Letter,
    ];

    /// The last part of the address, which is also the name used in content files.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Rights => "rettigheder",
            Self::Glossary => "ordliste",
            Self::Whole => "hele",
            Self::Guides => "find-vej",
            Self::Deadlines => "frister",
            Self::Search => "soeg",
            Self::HandOver => "udlevering",
            Self::Letter => "klagebrev",
        }
    }

    pub fn named(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|id| id.path() == path)
    }
}
