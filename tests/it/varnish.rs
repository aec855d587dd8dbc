//! The cache knows which addresses must not be cached: its configuration is compared with the
//! computed addresses.

use std::fs;

use kvalitetsstandard::kind::Asking;
use kvalitetsstandard::registry;
use regex::Regex;

use crate::support::shipped_site;

const CONFIGURATION: &str = "deploy/varnish/kvalitetsstandard.vcl";

/// The address patterns that are never cached.
fn passed() -> Vec<Regex> {
    let text = fs::read_to_string(CONFIGURATION).unwrap();
    let patterns = text.lines().filter_map(|line| {
        let pattern = line.trim().strip_prefix("if (req.url ~ \"")?;
        Some(Regex::new(pattern.strip_suffix("\") {")?).unwrap())
    });
    patterns.collect()
}

#[test]
fn computed_pages_are_never_cached() {
    let passed = passed();
    for computed in registry::computed().filter(|computed| computed.method == Asking::Get) {
        let path = computed
            .path
            .replace("{municipality}", "ishoj")
            .replace("{short}", "i")
            .replace("{code}", "klage");
        let asked = format!("{path}?dag=1&q=a");
        assert!(passed.iter().any(|one| one.is_match(&asked)), "{asked} would be kept");
    }
}

#[test]
fn prepared_pages_are_cached() {
    let passed = passed();
    // These pages depend on the request.
    let of_requests = ["/privatliv", "/sitemap.xml"];
    for address in shipped_site().keys().filter(|one| !of_requests.contains(&one.as_str())) {
        assert!(!passed.iter().any(|one| one.is_match(address)), "{address} would not be kept");
    }
}
