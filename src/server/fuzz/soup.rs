//! Generates nonsense from meaningful pieces, for the fuzz tests.

use axum::http::HeaderValue;
use proptest::prelude::*;
use proptest::sample::select;

/// Meaningful pieces in any order, with anything between them.
pub(super) fn soup(pieces: &[&str], most: usize) -> impl Strategy<Value = Vec<u8>> + use<> {
    let pieces: Vec<Vec<u8>> = pieces.iter().map(|piece| piece.as_bytes().to_vec()).collect();
    let piece = prop_oneof![
        6 => select(pieces),
        1 => any::<u8>().prop_map(|byte| vec![byte]),
        1 => any::<char>().prop_map(|letter| letter.to_string().into_bytes()),
        1 => "[a-z0-9 ]{1,6}".prop_map(String::into_bytes),
    ];
    prop::collection::vec(piece, 0..most).prop_map(|pieces| pieces.concat())
}

/// The same as text.
pub(super) fn words(pieces: &[&str], most: usize) -> impl Strategy<Value = String> + use<> {
    soup(pieces, most).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// A header value that the HTTP library accepts.
pub(super) fn value(pieces: &[&str]) -> impl Strategy<Value = HeaderValue> + use<> {
    soup(pieces, 12).prop_map(|bytes| {
        let visible = bytes.into_iter().filter(|byte| *byte >= b' ' && *byte != 0x7f);
        HeaderValue::from_bytes(&visible.collect::<Vec<u8>>()).expect("only visible bytes")
    })
}

/// For paths.
pub(super) const PATHS: [&str; 30] = [
    "/",
    "//",
    ".",
    "..",
    "%",
    "%2f",
    "%2F",
    "%00",
    "%0d%0a",
    "%ff",
    "%c3%b8",
    "%C3%A5",
    "ø",
    "å",
    "æ",
    "\\",
    "?",
    "#",
    ";",
    "soeg",
    "frister",
    "frister/frist.ics",
    "klagebrev",
    "udlevering",
    "u",
    "find-vej",
    "klage",
    "PRIVATLIV",
    "ud",
    "sitemap.xml",
];

/// For queries.
pub(super) const QUERIES: [&str; 26] = [
    "q=",
    "&",
    "=",
    "+",
    "%",
    "%20",
    "%ff",
    "%C3%B8",
    "del=",
    "afsnit:",
    "ret:",
    "klagevej:",
    "klage",
    "side=",
    "vis=1",
    "alkohol",
    "hash",
    "§ 101 a",
    "§",
    "\"",
    "*",
    "AND",
    "-",
    "(",
    ":",
    "hvad koster det",
];

/// For forms.
pub(super) const FORMS: [&str; 35] = [
    "beregn=",
    "garanti",
    "klage",
    "&",
    "=",
    "+",
    "%",
    "%0d%0a",
    "%00",
    "%ff",
    "dag=",
    "maaned=",
    "aar=",
    "titel=",
    "hvilken=",
    "sikker-dato",
    "fjorten-dage",
    "rusmiddel=",
    "begge",
    "anonym=",
    "ja",
    "behandling=",
    "dag-doegn",
    "31",
    "29",
    "2",
    "februar",
    "2028",
    "2040",
    "99999999999",
    "vej=",
    "afgoerelse",
    "%0d%0aBEGIN:VALARM",
    "om=",
    "navn=",
];

/// For `Accept-Encoding`.
pub(super) const CODINGS: [&str; 18] = [
    "br", "gzip", "x-gzip", "identity", "*", "zstd", ",", ";", "q=", "Q=", "0", "1", "0.5",
    "1.000", "0.0001", ".", " ", "\t",
];

/// For `If-None-Match` and `Range`.
pub(super) const TAGS: [&str; 11] =
    ["\"", "W/", "*", ",", " ", "\"x\"", "-br", "-gzip", "-q", "bytes=0-9", "bytes=-1,5-"];

/// For hand-over codes.
pub(super) const CODES: [&str; 14] =
    ["2", "9", "a", "z", "K", "h", "n", "b", "2a", "3b", "2d", "-", "i", "0"];
