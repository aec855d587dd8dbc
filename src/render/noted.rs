//! What the server noted about the request that a page answers, as it fills it in from the record that
//! its log and its counters get.

use jiff::Zoned;

/// What the server noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// When, as the clock in Copenhagen showed; none where no line was written in a log.
    pub at: Option<Zoned>,
    /// The kind of thing asked for.
    pub class: &'static str,
    /// The answer's number.
    pub status: u16,
    /// How long it took, in millionths of a second.
    pub micros: u64,
}
