//! The headers of every response, and those of each kind of document.
//!
//! They count towards the 14,600 bytes of a first view, so they are kept short.

use std::fmt::Write as _;

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::site::{CachePolicy, Digest, Inline};

/// The header that names the version of the content.
pub(super) const VERSION: HeaderName = HeaderName::from_static("x-version");

/// Pages use none of these; the list turns off what browsers allow by default.
const PERMISSIONS: &str = "camera=(), geolocation=(), microphone=(), browsing-topics=()";

/// One year, the minimum that preload lists and auditors accept.
const HSTS: &str = "max-age=31536000";

/// The policy for everything except HTML.
const CSP_NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

/// The headers of every response.
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

pub(super) fn cache_control(policy: CachePolicy) -> HeaderValue {
    HeaderValue::from_static(match policy {
        CachePolicy::Page => "max-age=60, stale-while-revalidate=600, stale-if-error=86400",
        CachePolicy::Forever => "max-age=31536000, immutable",
        CachePolicy::Day => "max-age=86400, stale-if-error=604800",
        CachePolicy::Never | CachePolicy::PerRequest => "no-store",
    })
}

/// The policy towards this site and others. None of our scripts makes a request, but Lighthouse
/// fetches `robots.txt` from the page, under the page's policy.
const CSP_OWN: &str = "; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
                       frame-ancestors 'none'";

/// The policy of a page: its inline blocks by digest, files and forms on this site, and nothing
/// else.
pub(crate) fn page_policy(inline: &Inline) -> HeaderValue {
    let source = |digest: &Digest| format!(" 'sha256-{}'", STANDARD.encode(digest));
    let own = if inline.own_scripts { " 'self'" } else { "" };
    let styles = inline.style.as_ref().map(source).unwrap_or_default();
    let scripts = inline.script.as_ref().map(source).unwrap_or_default() + own;
    let mut policy = String::from("default-src 'none'");
    for (directive, sources) in [("style-src", styles), ("script-src", scripts)] {
        if !sources.is_empty() {
            let _ = write!(policy, "; {directive}{sources}");
        }
    }
    policy.push_str(CSP_OWN);
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static(CSP_NOTHING))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::digest;

    fn policy(inline: &Inline) -> String {
        page_policy(inline).to_str().unwrap().to_owned()
    }

    fn everything() -> Inline {
        let (style, script) = (digest(b"a{}"), digest(b"b()"));
        Inline { style: Some(style), script: Some(script), own_scripts: true }
    }

    #[test]
    fn a_page_without_blocks_allows_neither_style_nor_script() {
        let policy = policy(&Inline::default());
        assert!(!policy.contains("style-src") && !policy.contains("script-src"), "{policy}");
        assert!(policy.starts_with("default-src 'none'; "));
    }

    #[test]
    fn inline_blocks_are_allowed_by_hash_and_files_by_self() {
        let policy = policy(&everything());
        // As computed by `openssl dgst -sha256 -binary | base64`.
        assert!(
            policy.contains("; style-src 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='; "),
            "{policy}"
        );
        assert!(
            policy.contains(
                "; script-src 'sha256-cf242PFc/kb7xD0Qzhsmd9vvRkc+cWFmbi+k+YvtdKc=' 'self'; "
            ),
            "{policy}"
        );
    }

    #[test]
    fn a_page_may_only_request_its_own_site() {
        let policy = policy(&everything());
        let connect = policy.split("; ").find(|directive| directive.starts_with("connect-src"));
        assert_eq!(connect, Some("connect-src 'self'"));
        assert!(!policy.contains("http") && !policy.contains('*'), "{policy}");
    }

    #[test]
    fn no_policy_is_unsafe() {
        for header in common(true, "abc").values().chain([&page_policy(&everything())]) {
            assert!(!header.to_str().unwrap().contains("unsafe"));
        }
    }
}
