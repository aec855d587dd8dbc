//! Address → a response ready to send: bytes in each encoding, entity tag, headers.
//!
//! A [`Site`] is built whole and never changes; a reload builds another one. It knows no HTTP
//! types: the server turns its parts into headers once, when it takes a site into use.

use std::collections::BTreeMap;

/// How long others may keep a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CachePolicy {
    /// A page: may be kept for a short while, and used when stale if the server is gone.
    Page,
    /// A file whose address changes with its content.
    Forever,
    /// An icon, `robots.txt` and the like: a day.
    Day,
    /// An answer to what somebody typed: never.
    Never,
}

/// Something the site can send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Media type with charset.
    pub content_type: &'static str,
    /// The bytes.
    pub body: Vec<u8>,
    /// How long others may keep it.
    pub cache: CachePolicy,
}

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// To a document.
    Document(Document),
    /// To another address, for good.
    Moved(String),
    /// To another address, for now.
    SeeOther(String),
}

/// All addresses of the site that need no computing per request.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Canonical address (no trailing slash but for `/`) → entry.
    pub entries: BTreeMap<String, Entry>,
}
