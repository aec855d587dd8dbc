//! Search that is not built before somebody needs it: pages are ready first.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use super::collect;
use super::engine::Search;
use crate::book::Book;

/// Search in one load of the content.
#[derive(Debug)]
pub struct Deferred {
    book: Arc<Book>,
    built: OnceLock<Search>,
}

impl Deferred {
    /// Search in this book, not yet built.
    pub fn new(book: Arc<Book>) -> Self {
        Self { book, built: OnceLock::new() }
    }

    /// Whether asking takes no longer than a search.
    pub fn is_built(&self) -> bool {
        self.built.get().is_some()
    }

    /// Builds it, or waits for who does. Takes a moment; seconds where there are a thousand
    /// municipalities.
    pub fn build(&self) -> &Search {
        self.built.get_or_init(|| {
            let words = Arc::clone(&self.book.search);
            Search::new(words, &self.book.content.examples, collect::documents(&self.book))
        })
    }
}

impl Deref for Deferred {
    type Target = Search;

    fn deref(&self) -> &Search {
        self.build()
    }
}
