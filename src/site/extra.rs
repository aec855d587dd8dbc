//! The machine-readable files: `sitemap.xml` and `robots.txt`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::document::{CachePolicy, Document, Resource};

/// The listed pages with full addresses below `base`, e.g. `https://eksempel.dk`.
pub(super) fn sitemap(resources: &BTreeMap<String, Resource>, base: &str) -> Document {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let base = base.trim_end_matches('/');
    for (address, resource) in resources {
        if is_listed(resource) {
            // Needs no escaping: addresses are ASCII letters, digits, `-` and `/`, and the base is
            // validated.
            let _ = writeln!(xml, "<url><loc>{base}{address}</loc></url>");
        }
    }
    xml.push_str("</urlset>\n");
    Document::file("application/xml; charset=utf-8", xml.into_bytes(), CachePolicy::Page)
}

fn is_listed(resource: &Resource) -> bool {
    matches!(resource, Resource::Document(stored) if stored.indexed)
}

/// Allows everything; with a `base`, names the sitemap.
pub(super) fn robots(base: Option<&str>) -> Document {
    let mut text = String::from("User-agent: *\nAllow: /\n");
    if let Some(base) = base {
        let _ = writeln!(text, "Sitemap: {}/sitemap.xml", base.trim_end_matches('/'));
    }
    Document::file("text/plain; charset=utf-8", text.into_bytes(), CachePolicy::Day)
}
