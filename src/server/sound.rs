//! Whether a request is unambiguous: refuses what HTTP requires to be refused.

use axum::http::{HeaderMap, Method, Request, Uri, Version, header};

/// Why a request can't be routed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unsound {
    /// Malformed according to RFC 9112, 3.2 and 3.2.4.
    Malformed,
    /// Something this server doesn't support.
    NotImplemented,
    /// `OPTIONS *`: a question about the server itself.
    Ping,
}

/// The reason why this request can't be routed, if any.
pub(super) fn unsound<B>(request: &Request<B>) -> Option<Unsound> {
    let (method, path) = (request.method(), request.uri().path());
    if !has_one_host(request.version(), request.headers()) {
        return Some(Unsound::Malformed);
    }
    if method == Method::CONNECT || has_unknown_coding(request.headers()) {
        return Some(Unsound::NotImplemented);
    }
    match path {
        _ if !is_for_a_site(request.uri()) => Some(Unsound::Malformed),
        _ if path.starts_with('/') => None,
        "*" if method == Method::OPTIONS => Some(Unsound::Ping),
        _ => Some(Unsound::Malformed),
    }
}

/// An absolute URL, as sent by proxies, must be http or https and without credentials.
fn is_for_a_site(uri: &Uri) -> bool {
    let is_web = matches!(uri.scheme_str(), None | Some("http" | "https"));
    is_web && uri.authority().is_none_or(|one| is_host(one.as_str().as_bytes()))
}

/// Exactly one valid `Host` header; optional in HTTP/1.0.
fn has_one_host(version: Version, headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(header::HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => is_host(host.as_bytes()),
        (None, _) => version < Version::HTTP_11,
        (Some(_), Some(_)) => false,
    }
}

/// A name or address with an optional port: RFC 3986, 3.2.2.
fn is_host(host: &[u8]) -> bool {
    let in_brackets = host.strip_prefix(b"[").and_then(|rest| {
        let end = memchr::memchr(b']', rest)?;
        Some((&rest[..end], &rest[end + 1..]))
    });
    let (name, port, allowed) = if let Some((name, rest)) = in_brackets {
        (name, rest, &b":."[..])
    } else {
        let end = memchr::memchr(b':', host).unwrap_or(host.len());
        (&host[..end], &host[end..], &b"-._~%!$&'()*+,;="[..])
    };
    let fits = |byte: &u8| byte.is_ascii_alphanumeric() || allowed.contains(byte);
    let port = port.strip_prefix(b":").unwrap_or(port);
    !name.is_empty() && name.iter().all(fits) && port.iter().all(u8::is_ascii_digit)
}

/// Anything other than `chunked`, which would otherwise be ignored.
fn has_unknown_coding(headers: &HeaderMap) -> bool {
    let mut lines = headers.get_all(header::TRANSFER_ENCODING).iter();
    match (lines.next(), lines.next()) {
        (None, _) => false,
        (Some(line), None) => !line.as_bytes().trim_ascii().eq_ignore_ascii_case(b"chunked"),
        (Some(_), Some(_)) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(method: &str, target: &str, hosts: &[&str]) -> Option<Unsound> {
        let mut request = Request::builder().method(method).uri(target);
        for host in hosts {
            request = request.header(header::HOST, *host);
        }
        unsound(&request.body(()).unwrap())
    }

    #[test]
    fn a_request_needs_exactly_one_valid_host() {
        for host in ["a.dk", "a.dk:8080", "127.0.0.1", "[::1]:80", "a.dk:", "xn--ishj-hra.dk"] {
            assert_eq!(asked("GET", "/", &[host]), None, "{host}");
        }
        for host in ["", ":80", "a b", "a/b", "u@a.dk", "a:x", "[::1", "[]", "a.dk:80:80", "<a>"] {
            assert_eq!(asked("GET", "/", &[host]), Some(Unsound::Malformed), "{host}");
        }
        assert_eq!(asked("GET", "/", &[]), Some(Unsound::Malformed));
        assert_eq!(asked("GET", "/", &["a.dk", "a.dk"]), Some(Unsound::Malformed));
        let old = Request::builder().version(Version::HTTP_10).uri("/").body(()).unwrap();
        assert_eq!(unsound(&old), None);
    }

    #[test]
    fn only_paths_on_this_server_are_valid_targets() {
        for (method, target, unsound) in [
            ("GET", "http://a.dk", None),
            ("GET", "http://a.dk:80/ishoj", None),
            ("GET", "http://u:p@a.dk/", Some(Unsound::Malformed)),
            ("GET", "ftp://a.dk/", Some(Unsound::Malformed)),
            ("GET", "ishoj", Some(Unsound::Malformed)),
            ("GET", "*", Some(Unsound::Malformed)),
            ("OPTIONS", "*", Some(Unsound::Ping)),
            ("CONNECT", "a.dk:443", Some(Unsound::NotImplemented)),
        ] {
            assert_eq!(asked(method, target, &["a.dk"]), unsound, "{method} {target}");
        }
    }

    #[test]
    fn a_body_is_either_plain_or_chunked() {
        for (lines, unknown) in [
            (&["chunked"][..], false),
            (&[" Chunked "], false),
            (&["gzip, chunked"], true),
            (&["gzip", "chunked"], true),
            (&["identity"], true),
        ] {
            let lines = lines.iter().map(|line| (header::TRANSFER_ENCODING, line.parse().unwrap()));
            let mut headers = HeaderMap::new();
            for (name, line) in lines {
                headers.append(name, line);
            }
            assert_eq!(has_unknown_coding(&headers), unknown, "{headers:?}");
        }
    }
}
