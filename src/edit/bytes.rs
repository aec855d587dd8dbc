//! The bytes of a file's text: lines, and what takes the place of some of them.

use std::ops::Range;

use super::place::Where;

/// Why a change can't be made.
#[derive(Debug, thiserror::Error)]
pub enum Unchangeable {
    /// The file is not valid TOML.
    #[error("filen kan ikke læses, fordi en linje i den er skrevet forkert")]
    Toml(#[from] toml_edit::TomlError),
    /// There is nothing at that place.
    #[error("det står der ikke mere")]
    Nowhere(Where),
    /// What came out is not what was meant.
    #[error("ændringen kan ikke skrives, uden at andet i filen ændrer sig")]
    Astray(Where),
}

/// Bytes and what takes their place.
pub(super) type Edit = (Range<usize>, String);

/// Makes the edits, which don't overlap.
pub(super) fn edited(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for (range, new) in edits {
        out.push_str(text.get(at..range.start).unwrap_or_default());
        out.push_str(&new);
        at = range.end.max(at);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// How the file ends its lines.
pub(super) fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// The start of the line that this byte is on.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// The byte behind the line that this byte is on, its end included.
pub(super) fn line_stop(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}
