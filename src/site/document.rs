//! What can be sent, and what a site keeps of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use sha2::{Digest as _, Sha256};

use super::encode::{Effort, Encodings};

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
    /// Never either: the server makes it anew for each request, and what stands here is for files
    /// and lists.
    PerRequest,
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
    /// Whether lists of pages may name it.
    pub indexed: bool,
    /// What else than words is in it.
    pub inline: Inline,
}

/// The style and the script that stand in a page, by their digests: its policy allows these alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inline {
    /// The style sheet.
    pub style: Option<Digest>,
    pub script: Option<Digest>,
    /// Whether it loads a script of this site as well.
    pub own_scripts: bool,
}

impl Document {
    /// A file for machines; no list of pages names it.
    pub fn file(content_type: &'static str, body: Vec<u8>, cache: CachePolicy) -> Self {
        Self { content_type, body, cache, indexed: false, inline: Inline::default() }
    }

    pub fn page(html: String, inline: Inline) -> Self {
        Self {
            inline,
            content_type: HTML,
            body: html.into_bytes(),
            cache: CachePolicy::Page,
            indexed: false,
        }
    }
}

/// The media type of pages.
pub const HTML: &str = "text/html; charset=utf-8";

/// Where an address leads, as the renderer gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    Document(Document),
    /// To another address, for good.
    Moved(String),
    /// To another address, for now.
    SeeOther(String),
}

/// The pages for what goes wrong; not reachable by an address of their own.
#[derive(Clone, Debug, Default)]
pub struct ErrorPages {
    /// For an address that leads nowhere, by municipality.
    pub not_found: BTreeMap<String, Document>,
    /// The same, where the address names no municipality.
    pub lost: Option<Document>,
    /// For a fault of ours.
    pub fault: Option<Document>,
    /// For what can't be answered this time, or in this way.
    pub notices: BTreeMap<Notice, Document>,
}

/// What a reader is told about a request that can't be answered as it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Notice {
    /// Too many ask at a time.
    Busy,
    /// More was sent than is taken.
    TooLong,
    /// What was sent took too long to come.
    TooSlow,
    /// What was sent, or how it was asked, can't be read.
    Unreadable,
    /// The page can be read, not sent to.
    NotAllowed,
}

impl Notice {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Busy, Self::TooLong, Self::TooSlow, Self::Unreadable, Self::NotAllowed];
}

/// SHA-256.
pub type Digest = [u8; 32];

/// The digest of these bytes.
pub fn digest(bytes: &[u8]) -> Digest {
    Sha256::digest(bytes).into()
}

/// A document taken into a site: its bytes, their digest, and the encodings that have arrived.
#[derive(Debug)]
pub struct Stored {
    /// Media type with charset.
    pub content_type: &'static str,
    /// How long others may keep it.
    pub cache: CachePolicy,
    /// The bytes as they are.
    pub body: Bytes,
    /// Their digest.
    pub digest: Digest,
    /// Whether lists of pages may name it.
    pub indexed: bool,
    /// What else than words is in it.
    pub inline: Inline,
    encodings: arc_swap::ArcSwapOption<Encodings>,
}

impl Stored {
    pub(super) fn new(document: Document) -> Arc<Self> {
        let digest = digest(&document.body);
        Arc::new(Self {
            content_type: document.content_type,
            cache: document.cache,
            indexed: document.indexed,
            inline: document.inline,
            // Without the room that was left for more of it: it stays as long as the program.
            body: document.body.into_boxed_slice().into(),
            digest,
            encodings: arc_swap::ArcSwapOption::empty(),
        })
    }

    /// Whether it is a page for people.
    pub fn is_page(&self) -> bool {
        self.content_type == HTML
    }

    /// The encodings made so far; absent until [`Stored::encode`] has run.
    pub fn encodings(&self) -> Option<Arc<Encodings>> {
        self.encodings.load_full()
    }

    /// Makes the encodings unless they are there with this effort or more; tells whether it did.
    pub fn encode(&self, effort: Effort) -> bool {
        if self.encodings.load().as_ref().is_some_and(|have| have.effort >= effort) {
            return false;
        }
        self.encodings.store(Some(Arc::new(Encodings::make(
            self.content_type,
            &self.body,
            effort,
        ))));
        true
    }

    pub(super) fn same_as(&self, other: &Self) -> bool {
        self.digest == other.digest
            && self.content_type == other.content_type
            && self.cache == other.cache
    }
}

/// Where an address leads.
#[derive(Clone, Debug)]
pub enum Resource {
    Document(Arc<Stored>),
    /// To another address, for good.
    Moved(String),
    /// To another address, for now.
    SeeOther(String),
}

impl From<Entry> for Resource {
    fn from(entry: Entry) -> Self {
        match entry {
            Entry::Document(document) => Self::Document(Stored::new(document)),
            Entry::Moved(to) => Self::Moved(to),
            Entry::SeeOther(to) => Self::SeeOther(to),
        }
    }
}
