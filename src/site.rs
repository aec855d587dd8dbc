//! Address → what is sent: bytes in each encoding, a digest to name them by, how long to keep them.
//!
//! A [`Site`] is built whole and never changes but for encodings that arrive; a reload builds
//! another one and [adopts](Site::adopt) what stayed the same. It knows no HTTP types: the server
//! turns its parts into headers once, when it takes a site into use; the export writes it as files.

mod encode;
mod extra;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use bytes::Bytes;
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

pub use encode::{Effort, Encoding, Encodings};

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
}

impl Document {
    /// A page.
    pub fn html(html: String) -> Self {
        Self {
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
    /// To a document.
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

/// SHA-256 of a document's bytes.
pub type Digest = [u8; 32];

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
    encodings: arc_swap::ArcSwapOption<Encodings>,
}

impl Stored {
    fn new(document: Document) -> Arc<Self> {
        let digest = Sha256::digest(&document.body).into();
        Arc::new(Self {
            content_type: document.content_type,
            cache: document.cache,
            indexed: document.indexed,
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

    fn same_as(&self, other: &Self) -> bool {
        self.digest == other.digest
            && self.content_type == other.content_type
            && self.cache == other.cache
    }
}

/// Where an address leads.
#[derive(Clone, Debug)]
pub enum Resource {
    /// To a document.
    Document(Arc<Stored>),
    /// To another address, for good.
    Moved(String),
    /// To another address, for now.
    SeeOther(String),
}

/// All addresses of the site that need no computing per request.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Canonical address (no trailing slash but for `/`) → where it leads.
    resources: BTreeMap<String, Resource>,
    not_found: BTreeMap<String, Arc<Stored>>,
    lost: Option<Arc<Stored>>,
    fault: Option<Arc<Stored>>,
    notices: BTreeMap<Notice, Arc<Stored>>,
    version: String,
    base: Option<String>,
}

impl Site {
    /// Takes the renderer's pages into a site and adds what machines read. The sitemap needs full
    /// addresses: without a `base` there is none among the files.
    pub fn new(entries: BTreeMap<String, Entry>, errors: ErrorPages, base: Option<&str>) -> Self {
        let mut resources: BTreeMap<String, Resource> =
            entries.into_par_iter().map(|(address, entry)| (address, entry.into())).collect();
        let mut extra = vec![("/robots.txt", extra::robots(base))];
        extra.extend(base.map(|base| ("/sitemap.xml", extra::sitemap(&resources, base))));
        for (address, document) in extra {
            resources
                .entry(address.to_owned())
                .or_insert_with(|| Resource::Document(Stored::new(document)));
        }
        let version = version_of(&resources);
        Self {
            resources,
            not_found: errors
                .not_found
                .into_iter()
                .map(|(id, page)| (id, Stored::new(page)))
                .collect(),
            lost: errors.lost.map(Stored::new),
            fault: errors.fault.map(Stored::new),
            notices: errors
                .notices
                .into_iter()
                .map(|(notice, page)| (notice, Stored::new(page)))
                .collect(),
            version,
            base: base.map(str::to_owned),
        }
    }

    /// The address people use, without a trailing slash, where the operator has given it.
    pub fn base(&self) -> Option<&str> {
        self.base.as_deref()
    }

    /// Where this address leads.
    pub fn get(&self, address: &str) -> Option<&Resource> {
        self.resources.get(address)
    }

    /// Every address and where it leads, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Resource)> {
        self.resources.iter().map(|(address, resource)| (address.as_str(), resource))
    }

    /// The page for a wrong address below this municipality, by municipality.
    pub fn not_found(&self) -> impl Iterator<Item = (&str, &Arc<Stored>)> {
        self.not_found.iter().map(|(id, page)| (id.as_str(), page))
    }

    /// The page for a wrong address that names no municipality.
    pub fn lost(&self) -> Option<&Arc<Stored>> {
        self.lost.as_ref()
    }

    /// The page for a fault of ours.
    pub fn fault(&self) -> Option<&Arc<Stored>> {
        self.fault.as_ref()
    }

    /// The pages for requests that can't be answered as they came.
    pub fn notices(&self) -> impl Iterator<Item = (Notice, &Arc<Stored>)> {
        self.notices.iter().map(|(notice, page)| (*notice, page))
    }

    /// The sitemap with full addresses below `base`.
    pub fn sitemap(&self, base: &str) -> Document {
        extra::sitemap(&self.resources, base)
    }

    /// Names this content: equal sites have equal versions on every machine.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Every document, error pages included.
    pub fn documents(&self) -> impl Iterator<Item = &Arc<Stored>> {
        let pages = self.resources.values().filter_map(|resource| match resource {
            Resource::Document(stored) => Some(stored),
            Resource::Moved(_) | Resource::SeeOther(_) => None,
        });
        let errors = self.not_found.values().chain(&self.lost).chain(&self.fault);
        pages.chain(errors).chain(self.notices.values())
    }

    /// Shares the documents of an earlier site that are the same here, with their encodings.
    pub fn adopt(&mut self, earlier: &Self) {
        let known: BTreeMap<Digest, &Arc<Stored>> =
            earlier.documents().map(|stored| (stored.digest, stored)).collect();
        let resources = self.resources.values_mut().filter_map(|resource| match resource {
            Resource::Document(stored) => Some(stored),
            Resource::Moved(_) | Resource::SeeOther(_) => None,
        });
        let all = resources
            .chain(self.not_found.values_mut())
            .chain(self.lost.as_mut())
            .chain(self.fault.as_mut())
            .chain(self.notices.values_mut());
        for stored in all {
            if let Some(same) = known.get(&stored.digest).filter(|same| same.same_as(stored)) {
                *stored = Arc::clone(same);
            }
        }
    }

    /// Makes every encoding, for whoever can't let them arrive later: the export, tests, measures.
    pub fn encode(&self, effort: Effort) {
        for stored in self.documents() {
            stored.encode(effort);
        }
    }
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

fn version_of(resources: &BTreeMap<String, Resource>) -> String {
    let mut all = Sha256::new();
    for (address, resource) in resources {
        all.update(address.as_bytes());
        match resource {
            Resource::Document(stored) => all.update(stored.digest),
            Resource::Moved(to) | Resource::SeeOther(to) => all.update(to.as_bytes()),
        }
        all.update([0]);
    }
    all.finalize().iter().take(6).fold(String::new(), |mut version, byte| {
        let _ = write!(version, "{byte:02x}");
        version
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(pages: &[(&str, &str)]) -> Site {
        let entries = pages
            .iter()
            .map(|(address, text)| {
                ((*address).to_owned(), Entry::Document(Document::html((*text).to_owned())))
            })
            .collect();
        Site::new(entries, ErrorPages::default(), None)
    }

    fn stored<'a>(site: &'a Site, address: &str) -> &'a Arc<Stored> {
        match site.get(address) {
            Some(Resource::Document(stored)) => stored,
            other => panic!("no document at {address}: {other:?}"),
        }
    }

    #[test]
    fn equal_bytes_keep_their_encodings_across_a_reload() {
        let text = "en side ".repeat(100);
        let before = site(&[("/a", &text), ("/b", "old")]);
        before.encode(Effort::Best);
        let mut after = site(&[("/a", &text), ("/b", "new")]);
        after.adopt(&before);
        assert!(Arc::ptr_eq(stored(&before, "/a"), stored(&after, "/a")));
        assert!(stored(&after, "/b").encodings().is_none());
    }

    #[test]
    fn the_version_names_the_content() {
        assert_eq!(site(&[("/a", "x")]).version(), site(&[("/a", "x")]).version());
        assert_ne!(site(&[("/a", "x")]).version(), site(&[("/a", "y")]).version());
        assert_ne!(site(&[("/a", "x")]).version(), site(&[("/b", "x")]).version());
        assert_eq!(site(&[]).version().len(), 12);
    }
}
