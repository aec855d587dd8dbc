//! A file before and after a change, and the marks by which texts are known.

use crate::site::{digest, hex};

/// A file before and after; absent where it isn't there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its path below the folder.
    pub path: String,
    /// The text it had.
    pub before: Option<String>,
    /// The text it is to have.
    pub after: Option<String>,
}

/// Names a text: equal texts have equal marks.
pub(super) fn mark_of(text: &str) -> String {
    hex(&digest(text.as_bytes()))
}
