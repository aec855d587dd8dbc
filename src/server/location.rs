//! Encodes addresses in a `Location` header as required by RFC 3986. Browsers treat a backslash as
//! a slash, and stop reading at invalid characters.

use axum::http::HeaderValue;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The characters that need no encoding: unreserved characters, delimiters, and the percent sign of
/// existing escapes.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'#')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b'%');

/// The same for a query, where `#` must be encoded too.
const QUERY: &AsciiSet = &ENCODED.add(b'#');

/// A whole address, which may contain escapes.
pub(super) fn of(address: &str) -> HeaderValue {
    value(&utf8_percent_encode(&whole_escapes(address), ENCODED).to_string())
}

/// An address on this site with the request's query and the heading id that was found.
pub(super) fn with(address: &str, query: Option<&str>, fragment: Option<&str>) -> HeaderValue {
    let mut to = utf8_percent_encode(address, ENCODED).to_string();
    if let Some(query) = query {
        to.push('?');
        to.extend(utf8_percent_encode(&whole_escapes(query), QUERY));
    }
    if let Some(fragment) = fragment {
        to.push('#');
        to.extend(utf8_percent_encode(&whole_escapes(fragment), QUERY));
    }
    value(&to)
}

/// Encodes percent signs that don't start an escape.
fn whole_escapes(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        whole.push(letter);
        let next = text.as_bytes().get(at + 1..at + 3);
        if letter == '%' && !next.is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit)) {
            whole.push_str("25");
        }
    }
    whole
}

fn value(to: &str) -> HeaderValue {
    // Only visible ASCII is left, so this can't fail.
    HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invalid_characters_are_encoded_and_escapes_are_kept() {
        for (query, there) in [
            ("a=B&c", "/by?a=B&c"),
            ("q=a\"b c\\d", "/by?q=a%22b%20c%5Cd"),
            ("q=%C3%B8&p=100%", "/by?q=%C3%B8&p=100%25"),
            ("q=ø#x", "/by?q=%C3%B8%23x"),
            ("", "/by?"),
        ] {
            assert_eq!(with("/by", Some(query), None), there, "{query}");
        }
        assert_eq!(with("/by", Some("a"), Some("frister")), "/by?a#frister");
        assert_eq!(of("https://www.dmi.dk/a b?c=%20#d"), "https://www.dmi.dk/a%20b?c=%20#d");
    }
}
