//! Search on the judged queries: how often the right section comes first, and in the first three.

mod quality;

use std::sync::OnceLock;

use kvalitetsstandard::search::{Search, collect};

use crate::support;

/// Search over the site's own content, built once.
fn search() -> &'static Search {
    static SEARCH: OnceLock<Search> = OnceLock::new();
    SEARCH.get_or_init(|| {
        let content = support::shipped().content;
        let words = content.search.value.clone();
        Search::new(words, collect::documents(&content)).expect("an index")
    })
}
