//! Finds the address somebody meant, when it was copied from a letter, remembered, or followed by
//! the rest of a sentence.
//!
//! The result is never built from the request: each part is matched against the parts of known
//! addresses, and only an existing address is returned. So a redirect can't lead off the site.

use std::collections::{BTreeSet, HashMap};

use percent_encoding::percent_decode_str;

use crate::danish::is_invisible;

/// Longer paths are not typing errors.
const LONGEST: usize = 512;

/// The most parts in an address.
const MAX_PARTS: usize = 5;

/// The most combinations tried.
const MAX_TRIED: usize = 256;

/// Shorter words have too many neighbours to guess from.
const SHORTEST_GUESS: usize = 5;

/// The parts of all addresses, by sound.
#[derive(Debug, Default)]
pub(super) struct KnownAddresses {
    parts: HashMap<String, BTreeSet<Box<str>>>,
}

/// An address on this site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meant {
    pub path: String,
    /// The heading id after an encoded `#`.
    pub fragment: Option<String>,
    /// Whether it is only another spelling; a correction of a wrong letter is a guess.
    pub same: bool,
}

impl KnownAddresses {
    /// Splits addresses and address patterns into parts.
    pub(super) fn new<'a>(addresses: impl Iterator<Item = &'a str>) -> Self {
        let mut new = Self::default();
        let mut known: BTreeSet<&str> = BTreeSet::new();
        for part in addresses.flat_map(|address| address.split('/')) {
            if !part.is_empty() && !part.starts_with('{') && known.insert(part) {
                new.parts.entry(sound(part)).or_default().insert(part.into());
            }
        }
        new
    }

    /// The address that `path` means; `exists` tells whether an address exists.
    pub(super) fn meant(&self, path: &str, exists: impl Fn(&str) -> bool) -> Option<Meant> {
        let (typed, fragment) = read(path)?;
        let same: Vec<Vec<&str>> = typed.iter().map(|part| self.same_or_code(part)).collect();
        if let Some(path) = first(&same, &exists) {
            return Some(Meant { path, fragment, same: true });
        }
        let near: Vec<Vec<&str>> = typed.iter().map(|part| self.same_or_near(part)).collect();
        // With two equally close addresses, there is no answer.
        let mut found = all(&near).into_iter().filter(|path| exists(path));
        match (found.next(), found.next()) {
            (Some(path), None) => Some(Meant { path, fragment, same: false }),
            _ => None,
        }
    }

    /// The parts with another spelling of `typed`.
    fn same(&self, typed: &str) -> impl Iterator<Item = &str> + use<'_> {
        self.parts.get(&sound(typed)).into_iter().flatten().map(|part| &**part)
    }

    /// The same, and `typed` itself if it can be a hand-over code.
    fn same_or_code<'s>(&'s self, typed: &'s str) -> Vec<&'s str> {
        let is_code = typed.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        self.same(typed).chain(is_code.then_some(typed)).collect()
    }

    /// The same; if there are none, the parts within one typo.
    fn same_or_near(&self, typed: &str) -> Vec<&str> {
        let same: Vec<&str> = self.same(typed).collect();
        let typed = sound(typed);
        if !same.is_empty() {
            return same;
        }
        if typed.chars().count() < SHORTEST_GUESS {
            return Vec::new();
        }
        let is_near = |known: &&String| {
            typed.len().abs_diff(known.len()) <= 2 && strsim::osa_distance(&typed, known) == 1
        };
        let known = self.parts.keys().filter(is_near).filter_map(|known| self.parts.get(known));
        known.flatten().map(|part| &**part).collect()
    }
}

/// The lowercase parts of a path, without the punctuation of a surrounding sentence.
fn read(path: &str) -> Option<(Vec<String>, Option<String>)> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    if path.len() > LONGEST || decoded.chars().any(char::is_control) {
        return None;
    }
    let (before, fragment) = match decoded.split_once('#') {
        Some((before, fragment)) => (before, Some(trimmed(fragment).to_owned())),
        None => (&*decoded, None),
    };
    let before = before.split('?').next().unwrap_or_default().to_lowercase();
    let parts: Vec<String> =
        before.split('/').map(trimmed).filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let plain = |text: &String| !text.is_empty() && text.bytes().all(is_plain);
    (parts.len() <= MAX_PARTS).then(|| (parts, fragment.filter(plain)))
}

/// Whether the byte can be part of a heading id.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

/// Removes spaces, quotes and punctuation around an address in a sentence.
fn trimmed(part: &str) -> &str {
    part.trim_matches(|letter: char| {
        letter.is_whitespace()
            || is_invisible(letter)
            || ".,;:!?()[]{}<>«»\"'„“”‘’*_…\\".contains(letter)
    })
}

/// A key for the sound of a word: å, aa and a are equal, and so are ø, oe and o, and æ, ae and e;
/// hyphens are ignored.
fn sound(word: &str) -> String {
    let mut sound = String::with_capacity(word.len());
    for letter in word.chars().flat_map(char::to_lowercase) {
        let letters = match letter {
            'å' | 'á' | 'à' => "a",
            'æ' | 'ä' | 'é' | 'è' => "e",
            'ø' | 'ö' => "o",
            'ü' => "y",
            '-' | '_' | '.' | ' ' | '+' | '\u{a0}' | '\u{300}'..='\u{36f}' => "",
            letter if is_invisible(letter) => "",
            letter => {
                sound.push(letter);
                continue;
            }
        };
        sound.push_str(letters);
    }
    sound.replace("aa", "a").replace("oe", "o").replace("ae", "e")
}

/// The first existing address that has one candidate for each part.
fn first(parts: &[Vec<&str>], exists: &impl Fn(&str) -> bool) -> Option<String> {
    all(parts).into_iter().find(|path| exists(path))
}

/// All addresses with one candidate for each part, in order of preference.
fn all(parts: &[Vec<&str>]) -> Vec<String> {
    let mut all = vec![String::new()];
    for ways in parts {
        let longer =
            all.iter().flat_map(|path| ways.iter().map(move |way| format!("{path}/{way}")));
        all = longer.take(MAX_TRIED).collect();
    }
    if parts.is_empty() { vec!["/".to_owned()] } else { all }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SITE: [&str; 12] = [
        "/",
        "/ishoj",
        "/ishoj/klage",
        "/ishoj/paaroerende",
        "/ishoj/ikke-beskrevet",
        "/vallensbaek",
        "/vallensbaek/klage",
        "/i",
        "/i/klage",
        "/healthz",
        "/ishoj/udlevering",
        "/ishoj/u/2a-3b",
    ];

    fn meant(path: &str) -> Option<Meant> {
        KnownAddresses::new(SITE.into_iter()).meant(path, |address| SITE.contains(&address))
    }

    fn leads(path: &str) -> Option<String> {
        meant(path).map(|Meant { path, fragment, .. }| match fragment {
            Some(fragment) => format!("{path}#{fragment}"),
            None => path,
        })
    }

    #[test]
    fn misspelt_addresses_are_found() {
        for (typed, address) in [
            ("/ishoj/", "/ishoj"),
            ("/Ishoj/KLAGE", "/ishoj/klage"),
            ("/ish%C3%B8j", "/ishoj"),
            ("/ishøj/pårørende/", "/ishoj/paaroerende"),
            ("/ishoej", "/ishoj"),
            ("/ishoj/parorende", "/ishoj/paaroerende"),
            ("/isho\u{308}j/pa\u{30a}ro\u{308}rende", "/ishoj/paaroerende"),
            ("/vallensbæk/klage", "/vallensbaek/klage"),
            ("/vallensbek", "/vallensbaek"),
            ("/ishoj/ikke_beskrevet", "/ishoj/ikke-beskrevet"),
            ("/ishoj/ikkebeskrevet", "/ishoj/ikke-beskrevet"),
            ("/%69shoj", "/ishoj"),
            ("//", "/"),
            ("/ishoj/klage.", "/ishoj/klage"),
            ("/ishoj/klage,", "/ishoj/klage"),
            ("/ishoj/klage)", "/ishoj/klage"),
            ("/i/klage%C2%BB.", "/i/klage"),
            ("/ishoj/klage%E2%80%8B", "/ishoj/klage"),
            ("/ishoj/klage%20", "/ishoj/klage"),
            ("/ishoj/klage%23afgoerelser", "/ishoj/klage#afgoerelser"),
            ("/ishoj/klage%23afgoerelser.", "/ishoj/klage#afgoerelser"),
            ("/ishoj/klage%3Fa=b", "/ishoj/klage"),
            ("/ISHOJ/u/2A-3B", "/ishoj/u/2a-3b"),
        ] {
            assert_eq!(leads(typed).as_deref(), Some(address), "{typed}");
            assert!(meant(typed).unwrap().same, "{typed}");
        }
    }

    #[test]
    fn a_single_typo_is_corrected_if_the_correction_is_unique() {
        for (typed, address) in [
            ("/ishoj/klagge", "/ishoj/klage"),
            ("/valensbaek/klage", "/vallensbaek/klage"),
            ("/ishoj/paarorenede", "/ishoj/paaroerende"),
        ] {
            let found = meant(typed).unwrap();
            assert_eq!((found.path.as_str(), found.same), (address, false), "{typed}");
        }
        for nowhere in [
            "/ishoj/pizza",
            "//evil.example//",
            "/\\evil.example/KLAGE",
            "/%5cevil",
            "/a%0Ab",
            "/%ff",
            "/ishoj/klage/mere",
            "/x",
        ] {
            assert_eq!(meant(nowhere), None, "{nowhere}");
        }
    }

    proptest! {
        #[test]
        fn only_existing_addresses_are_found(path in "(/|\\\\|\\PC|%[0-9a-f]{2}|ishoj|klage){0,40}") {
            if let Some(found) = meant(&path) {
                prop_assert!(SITE.contains(&found.path.as_str()));
                prop_assert!(found.fragment.is_none_or(|one| one.bytes().all(is_plain)));
            }
        }
    }
}
