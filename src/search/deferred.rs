//! Search that is not built before somebody needs it: pages are ready first.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use super::{Search, collect};
use crate::content::Content;

/// Search in one load of the content.
#[derive(Debug)]
pub struct Deferred {
    content: Arc<Content>,
    built: OnceLock<Search>,
}

impl Deferred {
    /// Search in this content, not yet built.
    pub fn new(content: Arc<Content>) -> Self {
        Self { content, built: OnceLock::new() }
    }

    /// Whether asking takes no longer than a search.
    pub fn is_built(&self) -> bool {
        self.built.get().is_some()
    }

    /// Builds it, or waits for who does. Takes a moment; seconds where there are a thousand
    /// municipalities.
    pub fn build(&self) -> &Search {
        self.built.get_or_init(|| {
            let Content { search, examples, .. } = self.content.as_ref();
            Search::new(Arc::clone(&search.value), examples, collect::documents(&self.content))
        })
    }
}

impl Deref for Deferred {
    type Target = Search;

    fn deref(&self) -> &Search {
        self.build()
    }
}
