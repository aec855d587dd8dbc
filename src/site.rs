//! Address → response: bytes in each encoding, a digest that identifies them, and how long to cache
//! them.
//!
//! A [`Site`] is built as a whole and never changes, except that encodings are added; a reload
//! builds a new one and [adopts](Site::adopt) what is unchanged. It knows no HTTP types: the server
//! turns its parts into headers once, when it starts using a site; the export writes it as files.

mod document;
mod encode;
mod extra;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

pub use document::{
    CachePolicy, Digest, Document, Entry, ErrorPages, HTML, Inline, Notice, Resource, Stored,
    digest,
};
pub use encode::{Effort, Encoding, Encodings};

/// All addresses that are not computed per request.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Canonical address (no trailing slash except for `/`) → resource.
    resources: BTreeMap<String, Resource>,
    not_found: BTreeMap<String, Arc<Stored>>,
    lost: Option<Arc<Stored>>,
    fault: Option<Arc<Stored>>,
    notices: BTreeMap<Notice, Arc<Stored>>,
    version: String,
    base: Option<String>,
}

impl Site {
    /// Builds a site from the rendered pages and adds the machine-readable files. The sitemap needs
    /// full addresses, so without a `base` there is none.
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

    /// The public address without a trailing slash, if the operator has given it.
    pub fn base(&self) -> Option<&str> {
        self.base.as_deref()
    }

    pub fn get(&self, address: &str) -> Option<&Resource> {
        self.resources.get(address)
    }

    /// Every address with its resource, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Resource)> {
        self.resources.iter().map(|(address, resource)| (address.as_str(), resource))
    }

    /// The "not found" pages of the municipalities.
    pub fn not_found(&self) -> impl Iterator<Item = (&str, &Arc<Stored>)> {
        self.not_found.iter().map(|(id, page)| (id.as_str(), page))
    }

    /// The "not found" page for addresses that name no municipality.
    pub fn lost(&self) -> Option<&Arc<Stored>> {
        self.lost.as_ref()
    }

    /// The page for internal errors.
    pub fn fault(&self) -> Option<&Arc<Stored>> {
        self.fault.as_ref()
    }

    /// The pages for bad requests.
    pub fn notices(&self) -> impl Iterator<Item = (Notice, &Arc<Stored>)> {
        self.notices.iter().map(|(notice, page)| (*notice, page))
    }

    /// The sitemap with full addresses below `base`.
    pub fn sitemap(&self, base: &str) -> Document {
        extra::sitemap(&self.resources, base)
    }

    /// A digest of the content: equal sites have equal versions on every machine.
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

    /// Reuses the unchanged documents of an earlier site, with their encodings.
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

    /// Makes all encodings at once, for those that can't wait for them: the export, tests and
    /// benchmarks.
    pub fn encode(&self, effort: Effort) {
        for stored in self.documents() {
            stored.encode(effort);
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
    hex(&all.finalize()[..6])
}

/// Bytes as text, two digits each.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(pages: &[(&str, &str)]) -> Site {
        let entries = pages
            .iter()
            .map(|(address, text)| {
                (
                    (*address).to_owned(),
                    Entry::Document(Document::page((*text).to_owned(), Inline::default())),
                )
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
