//! The headers every response carries, and what each kind of document adds.
//!
//! They count towards the 14,600 bytes of a first view, so each says what it must and no more.

use std::fmt::Write as _;

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::site::CachePolicy;

/// The header that names the content a response was made from.
pub(super) const VERSION: HeaderName = HeaderName::from_static("x-version");

/// Nothing on these pages asks for anything; the list names what a browser would otherwise allow.
const PERMISSIONS: &str = "camera=(), geolocation=(), microphone=(), browsing-topics=()";

/// A year, the least that preload lists and auditors accept.
const HSTS: &str = "max-age=31536000";

/// The policy for what is not HTML.
const CSP_NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

/// What every response carries, whatever it is.
pub(super) fn common(https: bool, version: &str) -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(16);
    let fixed = [
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (header::CONTENT_SECURITY_POLICY, CSP_NOTHING),
    ];
    headers.extend(fixed.map(|(name, value)| (name, HeaderValue::from_static(value))));
    if https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS));
    }
    if let Ok(version) = HeaderValue::from_str(version) {
        headers.insert(VERSION, version);
    }
    headers
}

/// How long others may keep it, as a header.
pub(super) fn cache_control(policy: CachePolicy) -> HeaderValue {
    HeaderValue::from_static(match policy {
        CachePolicy::Page => "max-age=60, stale-while-revalidate=600, stale-if-error=86400",
        CachePolicy::Forever => "max-age=31536000, immutable",
        CachePolicy::Day => "max-age=86400, stale-if-error=604800",
        CachePolicy::Never | CachePolicy::PerRequest => "no-store",
    })
}

/// What a page may ask of whom: this site, and nobody else. No script of ours makes a request; but
/// Lighthouse reads `robots.txt` through the page, and the browser holds it to the page's policy.
const CSP_OWN: &str = "; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
                       frame-ancestors 'none'";

/// The policy of a page: its own inline blocks by hash, files and forms of this site, and nothing.
pub(super) fn page_policy(html: &[u8]) -> HeaderValue {
    let mut policy = String::from("default-src 'none'");
    for (directive, tag) in [("style-src", "style"), ("script-src", "script")] {
        let sources = inline_sources(html, tag);
        if !sources.is_empty() {
            let _ = write!(policy, "; {directive}{sources}");
        }
    }
    policy.push_str(CSP_OWN);
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static(CSP_NOTHING))
}

/// ` 'sha256-…'` for each inline block of this tag, once each, and ` 'self'` where one has a `src`.
fn inline_sources(html: &[u8], tag: &str) -> String {
    let mut sources = String::new();
    for (attributes, content) in blocks(html, tag) {
        let source = if memchr::memmem::find(attributes, b" src=").is_some() {
            " 'self'".to_owned()
        } else {
            format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(content)))
        };
        if !sources.contains(&source) {
            sources.push_str(&source);
        }
    }
    sources
}

/// Attributes and content of each `<tag …>…</tag>`. Text never looks like one: templates escape `<`.
fn blocks<'a>(html: &'a [u8], tag: &str) -> impl Iterator<Item = (&'a [u8], &'a [u8])> {
    let open = format!("<{tag}");
    let close = format!("</{tag}>");
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            let start = memchr::memmem::find(rest, open.as_bytes())? + open.len();
            rest = &rest[start..];
            if rest.first().is_some_and(|&next| next == b'>' || next.is_ascii_whitespace()) {
                break;
            }
        }
        let gap = memchr::memchr(b'>', rest)?;
        let (attributes, after) = (&rest[..gap], &rest[gap + 1..]);
        let end = memchr::memmem::find(after, close.as_bytes())?;
        rest = &after[end..];
        Some((attributes, &after[..end]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(html: &str) -> String {
        page_policy(html.as_bytes()).to_str().unwrap().to_owned()
    }

    #[test]
    fn a_page_without_blocks_allows_neither_style_nor_script() {
        let policy = policy("<p>styled &lt;style&gt;</p><styles>");
        assert!(!policy.contains("style-src") && !policy.contains("script-src"), "{policy}");
        assert!(policy.starts_with("default-src 'none'; "));
    }

    #[test]
    fn inline_blocks_are_named_by_hash_once_and_files_by_self() {
        let page = "<style>a{}</style><script src=\"/a.js\" defer></script><style>a{}</style>";
        let hash = STANDARD.encode(Sha256::digest("a{}"));
        let policy = policy(page);
        assert_eq!(policy.matches(&hash).count(), 1);
        assert!(policy.contains("; script-src 'self'; "), "{policy}");
    }

    #[test]
    fn a_page_may_ask_its_own_site_and_nobody_else() {
        let policy = policy("<style>a{}</style><script>b()</script>");
        let connect = policy.split("; ").find(|directive| directive.starts_with("connect-src"));
        assert_eq!(connect, Some("connect-src 'self'"));
        assert!(!policy.contains("http") && !policy.contains('*'), "{policy}");
    }

    #[test]
    fn no_policy_is_unsafe() {
        for header in common(true, "abc").values().chain([&page_policy(b"<style>a</style>")]) {
            assert!(!header.to_str().unwrap().contains("unsafe"));
        }
    }
}
