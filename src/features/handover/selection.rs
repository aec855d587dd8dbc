//! What an address hands over: the codes of what was chosen, one after the other, and nothing else.
//! What somebody typed can't get into it, because there is nowhere to type.
//!
//! A letter alone is a section; a digit takes the character behind it along and is a right or a
//! route. So the codes need no mark between them.

use crate::book::{HandOver, Item, Offered};

/// The longest code: with the project's addresses it fits a QR code of version 4 at level M.
pub const MAX_CODE: usize = 19;

/// The longest text that is looked at when a code is read; the rest is cut off unread.
const MAX_READ: usize = 64;

/// What an address hands over in one municipality.
#[derive(Clone, Debug, Default)]
pub struct Selection<'a> {
    /// What the municipality has, in order, each once.
    pub items: Vec<&'a Offered>,
    /// The names of what has a code but is not there.
    pub absent: Vec<&'a str>,
    /// How many parts of the address are no code.
    pub unknown: usize,
}

impl<'a> Selection<'a> {
    /// Reads a code. Never fails: what can't be read is counted.
    pub fn read(code: &str, all: &'a HandOver) -> Self {
        let mut selection = Self::default();
        for part in parts(code) {
            match all.offered.iter().find(|one| one.code == part) {
                Some(one) => selection.add(one),
                None => match all.elsewhere.get(&part) {
                    Some(name) if selection.absent.contains(&name.as_str()) => {}
                    Some(name) => selection.absent.push(name),
                    None => selection.unknown += 1,
                },
            }
        }
        if code.chars().count() > MAX_READ {
            selection.unknown += 1;
        }
        selection
    }

    /// What a form chose, by the values of its boxes; a value that nobody offered is passed over.
    pub fn chosen<'v>(values: impl Iterator<Item = &'v str>, all: &'a HandOver) -> Self {
        let mut selection = Self::default();
        for value in values {
            all.offered.iter().filter(|one| one.value == value).for_each(|one| selection.add(one));
        }
        selection
    }

    fn add(&mut self, one: &'a Offered) {
        if !self.items.iter().any(|other| other.item == one.item) {
            self.items.push(one);
        }
    }

    /// Whether an item was chosen.
    pub fn has(&self, item: Item) -> bool {
        self.items.iter().any(|one| one.item == item)
    }

    /// The code of what was chosen, and what there is no room for.
    pub fn code(&self) -> (String, Vec<&'a Offered>) {
        let (mut code, mut left_out) = (String::new(), Vec::new());
        for one in &self.items {
            if code.len() + one.code.len() > MAX_CODE {
                left_out.push(*one);
            } else {
                code.push_str(&one.code);
            }
        }
        (code, left_out)
    }
}

/// The codes in a text: a digit takes the character behind it along. Capitals and hyphens are how
/// people read a code aloud and write it down.
fn parts(code: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let letters = code.chars().take(MAX_READ).filter(|letter| *letter != '-');
    let mut letters = letters.map(|letter| letter.to_ascii_lowercase());
    while let Some(first) = letters.next() {
        let mut part = String::from(first);
        if first.is_ascii_digit() {
            part.extend(letters.next());
        }
        parts.push(part);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digit_takes_the_next_character_along() {
        assert_eq!(parts("ka2k3a22k"), ["k", "a", "2k", "3a", "22", "k"]);
        assert_eq!(parts("K-2K"), ["k", "2k"]);
        assert_eq!(parts("2"), ["2"]);
        assert_eq!(parts("æ"), ["æ"]);
    }
}
