//! Names of the pages that the site makes itself, below every municipality that has what they need.

/// Which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BuiltInId {
    /// The rights, each on a card.
    Rights,
    /// The words of the source.
    Glossary,
    /// The whole standard on one page.
    Whole,
    /// The guides.
    Guides,
    /// The calculators.
    Deadlines,
    /// Search.
    Search,
    /// What is handed over.
    HandOver,
    /// The letter of complaint.
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

    /// The last part of its address, and its name in content files.
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

    /// The one with this name.
    pub fn named(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|id| id.path() == path)
    }
}
