//! Parses `Accept-Encoding`, `If-None-Match` and `If-Match` according to RFC 9110.
//!
//! Parsing never fails or allocates; anything invalid is ignored.

use axum::http::{HeaderMap, HeaderValue, header};

/// The supported encodings, in our order of preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    Brotli,
    Gzip,
    Identity,
}

/// The client's weight for each encoding in thousandths; 0 means not acceptable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Accepted {
    pub brotli: u16,
    pub gzip: u16,
    pub identity: u16,
}

impl Accepted {
    /// Parses all `Accept-Encoding` headers of a request.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let mut said = Said::default();
        for line in headers.get_all(header::ACCEPT_ENCODING) {
            said.read(line.as_bytes());
        }
        said.settle()
    }

    /// Brotli, gzip and identity in the client's order of preference, or ours where it has none.
    /// Only acceptable encodings, except that identity always comes last: a page is better than a
    /// 406.
    pub(super) fn in_order(self) -> impl Iterator<Item = Coding> {
        let mut all = [
            (self.brotli, Coding::Brotli),
            (self.gzip, Coding::Gzip),
            (self.identity, Coding::Identity),
        ];
        all.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        let accepted = all.into_iter().filter(|(weight, _)| *weight > 0).map(|(_, coding)| coding);
        accepted.chain([Coding::Identity])
    }
}

/// The parsed headers, by encoding.
#[derive(Default)]
struct Said {
    brotli: Option<u16>,
    gzip: Option<u16>,
    identity: Option<u16>,
    any: Option<u16>,
}

impl Said {
    fn read(&mut self, line: &[u8]) {
        for item in line.split(|&byte| byte == b',') {
            let mut parts = item.split(|&byte| byte == b';').map(<[u8]>::trim_ascii);
            let name = parts.next().unwrap_or_default();
            let Some(weight) = weight(parts) else { continue };
            let slot = if name.eq_ignore_ascii_case(b"br") {
                &mut self.brotli
            } else if name.eq_ignore_ascii_case(b"gzip") || name.eq_ignore_ascii_case(b"x-gzip") {
                &mut self.gzip
            } else if name.eq_ignore_ascii_case(b"identity") {
                &mut self.identity
            } else if name == b"*" {
                &mut self.any
            } else {
                continue;
            };
            *slot = Some(weight);
        }
    }

    fn settle(self) -> Accepted {
        let any = self.any.unwrap_or(0);
        Accepted {
            brotli: self.brotli.unwrap_or(any),
            gzip: self.gzip.unwrap_or(any),
            // Identity is acceptable even if it isn't listed, and then comes last.
            identity: self.identity.unwrap_or(self.any.map_or(1, |any| any.min(1))),
        }
    }
}

/// The weight among the parameters, 1000 if there is none; `None` if it is invalid.
fn weight<'a>(mut parameters: impl Iterator<Item = &'a [u8]>) -> Option<u16> {
    match parameters.find(|part| matches!(part, [b'q' | b'Q', b'=', ..])) {
        None => Some(1000),
        Some(part) => thousandths(&part[2..]),
    }
}

/// A weight such as `0`, `0.5` or `1.000`.
fn thousandths(text: &[u8]) -> Option<u16> {
    let (whole, rest) = text.split_first()?;
    let fraction = match rest {
        [] => &[],
        [b'.', digits @ ..] if digits.len() <= 3 => digits,
        _ => return None,
    };
    let mut value = 0;
    for place in 0..3 {
        let digit = fraction.get(place).copied().unwrap_or(b'0');
        value = value * 10 + u16::from(digit.is_ascii_digit().then(|| digit - b'0')?);
    }
    match (whole, value) {
        (b'0', value) => Some(value),
        (b'1', 0) => Some(1000),
        _ => None,
    }
}

/// The entity tags that a client has.
pub(super) struct Have<'a>(&'a HeaderMap);

impl<'a> Have<'a> {
    /// `None` if there is no `If-None-Match` header.
    pub(super) fn of(headers: &'a HeaderMap) -> Option<Self> {
        headers.contains_key(header::IF_NONE_MATCH).then_some(Self(headers))
    }

    /// Whether `tag`, with its quotes, is one of them. Weak tags count, because the comparison is
    /// weak.
    pub(super) fn includes(&self, tag: &[u8]) -> bool {
        let mut lines = self.0.get_all(header::IF_NONE_MATCH).iter().map(HeaderValue::as_bytes);
        lines.any(|line| line == tag || line_includes(line, tag))
    }
}

/// The entity tags required by `If-Match`.
pub(super) struct Only<'a>(&'a HeaderMap);

impl<'a> Only<'a> {
    /// `None` if there is no `If-Match` header.
    pub(super) fn of(headers: &'a HeaderMap) -> Option<Self> {
        headers.contains_key(header::IF_MATCH).then_some(Self(headers))
    }

    /// Whether any existing version is acceptable.
    pub(super) fn is_any(&self) -> bool {
        self.lines().any(|line| line.trim_ascii() == b"*")
    }

    /// Whether `tag` is one of them. Weak tags don't match, because the comparison is strong.
    pub(super) fn includes(&self, tag: &[u8]) -> bool {
        self.lines().any(|line| {
            line_includes(line, tag) && memchr::memmem::find(line, &[b"W/", tag].concat()).is_none()
        })
    }

    fn lines(&self) -> impl Iterator<Item = &'a [u8]> {
        self.0.get_all(header::IF_MATCH).iter().map(HeaderValue::as_bytes)
    }
}

fn line_includes(line: &[u8], tag: &[u8]) -> bool {
    if line.trim_ascii() == b"*" {
        return true;
    }
    let mut rest = line;
    while let Some(start) = memchr::memchr(b'"', rest) {
        // A tag may contain a comma, so look for the quotes.
        let Some(length) = memchr::memchr(b'"', &rest[start + 1..]) else { return false };
        let end = start + length + 2;
        if &rest[start..end] == tag {
            return true;
        }
        rest = &rest[end..];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(line: &'static str) -> Vec<Coding> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(line));
        let mut order: Vec<_> = Accepted::of(&headers).in_order().collect();
        order.dedup();
        order
    }

    #[test]
    fn encodings_are_in_the_clients_order_of_preference() {
        use Coding::{Brotli, Gzip, Identity};
        for (line, order) in [
            ("gzip, deflate, br, zstd", &[Brotli, Gzip, Identity][..]),
            ("br;q=0.5, gzip", &[Gzip, Brotli, Identity]),
            ("GZIP ; q=0.8", &[Gzip, Identity]),
            ("*", &[Brotli, Gzip, Identity]),
            ("*;q=0, gzip", &[Gzip, Identity]),
            ("identity, br;q=0.5", &[Identity, Brotli, Identity]),
            ("identity;q=0, br", &[Brotli, Identity]),
            ("br;q=0", &[Identity]),
            ("", &[Identity]),
            ("br;q=1.5, gzip;q=x, bra", &[Identity]),
            ("br;q=0.0001", &[Identity]),
            ("x-gzip;q=0.001", &[Gzip, Identity]),
        ] {
            assert_eq!(accepted(line), order, "{line}");
        }
        assert_eq!(Accepted::of(&HeaderMap::new()).in_order().next(), Some(Identity));
    }

    #[test]
    fn tags_are_compared_whole_and_weakly() {
        let tag = b"\"a,b\"";
        for (line, there) in [
            ("\"a,b\"", true),
            ("W/\"a,b\"", true),
            ("\"x\", \"a,b\"", true),
            ("*", true),
            (" * ", true),
            ("\"a\", \"b\"", false),
            ("a,b", false),
            ("\"a,b", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static(line));
            assert_eq!(Have::of(&headers).unwrap().includes(tag), there, "{line}");
        }
        assert!(Have::of(&HeaderMap::new()).is_none());
    }

    #[test]
    fn a_weak_tag_never_matches_if_match() {
        for (line, there) in [
            ("\"a\"", true),
            ("\"x\", \"a\"", true),
            ("*", true),
            ("W/\"a\"", false),
            ("\"x\"", false),
        ] {
            let headers =
                HeaderMap::from_iter([(header::IF_MATCH, HeaderValue::from_static(line))]);
            assert_eq!(Only::of(&headers).unwrap().includes(b"\"a\""), there, "{line}");
        }
        assert!(Only::of(&HeaderMap::new()).is_none());
    }
}
