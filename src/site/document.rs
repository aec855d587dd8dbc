//! Documents, and what a site stores about them.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use sha2::{Digest as _, Sha256};

use super::encode::{Effort, Encodings};

/// How long caches may keep a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CachePolicy {
    /// A page: kept for a short while, and used when stale if the server is down.
    Page,
    /// A file whose address changes with its content.
    Forever,
    /// An icon, `robots.txt` and so on: one day.
    Day,
    /// The answer to a reader's input: never.
    Never,
    /// Never: the server renders it for each request, and the stored version is for exports and
    /// lists.
    PerRequest,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The media type, with the charset.
    pub content_type: &'static str,
    pub body: Vec<u8>,
    pub cache: CachePolicy,
    /// Whether the sitemap and search engines may list it.
    pub indexed: bool,
    /// Its inline style and script.
    pub inline: Inline,
}

/// Digests of the inline style and script, which are the only ones the page's policy allows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inline {
    pub style: Option<Digest>,
    pub script: Option<Digest>,
    /// Whether it also loads a script from this site.
    pub own_scripts: bool,
}

impl Document {
    /// A file for machines, which is not listed.
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

/// What the renderer puts at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    Document(Document),
    /// A permanent redirect.
    Moved(String),
    /// A temporary redirect.
    SeeOther(String),
}

/// The error pages, which have no address of their own.
#[derive(Clone, Debug, Default)]
pub struct ErrorPages {
    /// Wrong addresses in a municipality, by municipality.
    pub not_found: BTreeMap<String, Document>,
    /// Wrong addresses that name no municipality.
    pub lost: Option<Document>,
    /// Internal errors.
    pub fault: Option<Document>,
    /// Bad requests, and requests that can't be answered right now.
    pub notices: BTreeMap<Notice, Document>,
}

/// Why a request can't be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Notice {
    /// Too many requests at once.
    Busy,
    /// The request body is too large.
    TooLong,
    /// The request body arrived too slowly.
    TooSlow,
    /// The request is malformed.
    Unreadable,
    /// The method is not allowed.
    NotAllowed,
}

impl Notice {
    pub const ALL: [Self; 5] =
        [Self::Busy, Self::TooLong, Self::TooSlow, Self::Unreadable, Self::NotAllowed];
}

/// SHA-256.
pub type Digest = [u8; 32];

pub fn digest(bytes: &[u8]) -> Digest {
    Sha256::digest(bytes).into()
}

/// A document in a site: its bytes, their digest, and the encodings made so far.
#[derive(Debug)]
pub struct Stored {
    /// The media type, with the charset.
    pub content_type: &'static str,
    pub cache: CachePolicy,
    /// The bytes without any encoding.
    pub body: Bytes,
    pub digest: Digest,
    /// Whether the sitemap and search engines may list it.
    pub indexed: bool,
    /// Its inline style and script.
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
            // Drops the spare capacity, because the body stays in memory.
            body: document.body.into_boxed_slice().into(),
            digest,
            encodings: arc_swap::ArcSwapOption::empty(),
        })
    }

    pub fn is_page(&self) -> bool {
        self.content_type == HTML
    }

    /// The encodings made so far; `None` before [`Stored::encode`].
    pub fn encodings(&self) -> Option<Arc<Encodings>> {
        self.encodings.load_full()
    }

    /// Makes the encodings, unless they exist with at least this effort; returns whether it did.
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

/// What is at an address.
#[derive(Clone, Debug)]
pub enum Resource {
    Document(Arc<Stored>),
    /// A permanent redirect.
    Moved(String),
    /// A temporary redirect.
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
