//! The address somebody meant: from a letter, from memory, from a sentence that ends after it.
//!
//! Nothing is ever made of what was typed: each part of it is held against the parts that addresses
//! of this site are made of, and only what the site has is given back. So a redirect can lead
//! nowhere else.

use std::collections::{BTreeSet, HashMap};

use percent_encoding::percent_decode_str;

/// Longer paths than this are nobody's typing error.
const LONGEST: usize = 512;

/// The most parts an address has.
const MAX_PARTS: usize = 5;

/// The most addresses that are tried.
const MAX_TRIED: usize = 256;

/// A shorter word has too many neighbours to guess between.
const SHORTEST_GUESS: usize = 5;

/// The parts of all addresses by how they sound.
#[derive(Debug, Default)]
pub(super) struct KnownAddresses {
    parts: HashMap<String, BTreeSet<Box<str>>>,
}

/// An address of this site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meant {
    pub path: String,
    /// The heading that stood after an encoded `#`.
    pub fragment: Option<String>,
    /// Whether it is another way to write the same; a letter that is wrong makes it a guess.
    pub same: bool,
}

impl KnownAddresses {
    /// Takes addresses, and patterns of addresses, apart.
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

    /// The address that `path` means; `exists` says which there are.
    pub(super) fn meant(&self, path: &str, exists: impl Fn(&str) -> bool) -> Option<Meant> {
        let (typed, fragment) = read(path)?;
        let same: Vec<Vec<&str>> = typed.iter().map(|part| self.same_or_code(part)).collect();
        if let Some(path) = first(&same, &exists) {
            return Some(Meant { path, fragment, same: true });
        }
        let near: Vec<Vec<&str>> = typed.iter().map(|part| self.same_or_near(part)).collect();
        // Where two are as near, neither is meant for sure.
        let mut found = all(&near).into_iter().filter(|path| exists(path));
        match (found.next(), found.next()) {
            (Some(path), None) => Some(Meant { path, fragment, same: false }),
            _ => None,
        }
    }

    /// The parts that this is another way to write.
    fn same(&self, typed: &str) -> impl Iterator<Item = &str> + use<'_> {
        self.parts.get(&sound(typed)).into_iter().flatten().map(|part| &**part)
    }

    /// The same, and the code of a hand-over as it stands.
    fn same_or_code<'s>(&'s self, typed: &'s str) -> Vec<&'s str> {
        let is_code = typed.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        self.same(typed).chain(is_code.then_some(typed)).collect()
    }

    /// The same; where there are none, the parts that are a single slip away.
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

/// The parts of a path in small letters, without what a sentence puts around an address.
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

/// What the id of a heading is made of.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

/// Without the space, the quotes and the punctuation of the sentence it stood in.
fn trimmed(part: &str) -> &str {
    part.trim_matches(|letter: char| {
        letter.is_whitespace()
            || is_invisible(letter)
            || ".,;:!?()[]{}<>«»\"'„“”‘’*_…\\".contains(letter)
    })
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// How a word sounds: å, aa and a are one, and so are ø, oe and o, æ, ae and e; hyphens are nothing.
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

/// The first address made of one of each that exists.
fn first(parts: &[Vec<&str>], exists: &impl Fn(&str) -> bool) -> Option<String> {
    all(parts).into_iter().find(|path| exists(path))
}

/// The addresses made of one of each; the first of each first.
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
    fn what_people_type_finds_its_address() {
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
    fn a_single_slip_is_guessed_where_there_is_one_guess() {
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
        fn only_what_the_site_has_is_ever_meant(path in "(/|\\\\|\\PC|%[0-9a-f]{2}|ishoj|klage){0,40}") {
            if let Some(found) = meant(&path) {
                prop_assert!(SITE.contains(&found.path.as_str()));
                prop_assert!(found.fragment.is_none_or(|one| one.bytes().all(is_plain)));
            }
        }
    }
}
