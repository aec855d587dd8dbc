//! What the server logged about the current request, taken from the record that the log and the
//! metrics use.

use jiff::Zoned;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The local time in Copenhagen; `None` if nothing was logged.
    pub at: Option<Zoned>,
    /// The kind of page requested.
    pub class: &'static str,
    /// The status code.
    pub status: u16,
    /// The duration in microseconds.
    pub micros: u64,
}
