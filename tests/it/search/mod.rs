//! Search on the judged queries: how often the right section comes first, and in the first three.

mod page;
mod quality;

use std::sync::{Arc, OnceLock};

use kvalitetsstandard::search::{Deferred, Search};

use crate::support;

/// Search over the site's own content, built once.
fn search() -> &'static Search {
    static SEARCH: OnceLock<Arc<Deferred>> = OnceLock::new();
    SEARCH.get_or_init(|| support::shipped().search)
}
