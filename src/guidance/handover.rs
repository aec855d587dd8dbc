//! Hand-over: chosen sections, rights and complaint routes as one short address.
//!
//! The address holds the codes of `koder.toml` one after the other and nothing else: what somebody
//! typed can't get into it, because there is nowhere to type. A letter alone is a section, a digit
//! and one more character a right or a route, so the codes need no mark between them. Used by the
//! hand-over pages and the short addresses under a QR code.

use crate::content::codes::CodeFile;
use crate::content::{Content, Municipality, Right, Route};

/// The characters of codes: digits and letters that nobody takes for one another.
pub const ALPHABET: &str = "23456789abcdefghjkmnpqrstuvwxyz";

/// The longest code: with the project's addresses it fits a QR code of version 4 at level M.
pub const MAX_CODE: usize = 19;

/// The longest text that is looked at when a code is read; the rest is cut off unread.
const MAX_READ: usize = 64;

/// What can be handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A section.
    Section,
    /// A right.
    Right,
    /// A complaint route.
    Route,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Section, Self::Right, Self::Route];

    /// The word before the id in a form's value, e.g. `afsnit:klage`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Section => "afsnit",
            Self::Right => "ret",
            Self::Route => "klagevej",
        }
    }

    fn codes(self, file: &CodeFile) -> &std::collections::BTreeMap<String, crate::content::Word> {
        match self {
            Self::Section => &file.sections,
            Self::Right => &file.rights,
            Self::Route => &file.routes,
        }
    }
}

/// One thing that can be handed over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: String,
}

impl Item {
    /// An item.
    pub fn new(kind: Kind, id: &str) -> Self {
        Self { kind, id: id.to_owned() }
    }

    /// `afsnit:klage`.
    pub fn value(&self) -> String {
        format!("{}:{}", self.kind.word(), self.id)
    }

    /// The item that a form's value names, if it has a code.
    pub fn from_value(value: &str, codes: &CodeFile) -> Option<Self> {
        let (word, id) = value.split_once(':')?;
        let kind = Kind::ALL.into_iter().find(|kind| kind.word() == word)?;
        kind.codes(codes).contains_key(id).then(|| Self::new(kind, id))
    }

    /// Its code.
    pub fn code<'a>(&self, codes: &'a CodeFile) -> Option<&'a str> {
        self.kind.codes(codes).get(&self.id).map(crate::content::Word::as_str)
    }
}

/// What an address hands over in one municipality.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// What the municipality has, in order, each once.
    pub items: Vec<Item>,
    /// What has a code but is not there: the other municipality's, or no longer any.
    pub absent: Vec<Item>,
    /// How many parts of the address are no code.
    pub unknown: usize,
}

impl Selection {
    /// Reads a code. Never fails: what can't be read is counted.
    pub fn read(code: &str, content: &Content, municipality: &Municipality) -> Self {
        let mut selection = Self::default();
        for part in parts(code) {
            match find(&part, &content.codes) {
                Some(item) if !is_there(&item, municipality) => {
                    push_once(&mut selection.absent, item);
                }
                Some(item) => push_once(&mut selection.items, item),
                None => selection.unknown += 1,
            }
        }
        if code.chars().count() > MAX_READ {
            selection.unknown += 1;
        }
        selection
    }

    /// Whether the address held nothing but what is shown.
    pub fn is_whole(&self) -> bool {
        self.absent.is_empty() && self.unknown == 0
    }
}

/// The code of the items in order, and those that there is no room for.
pub fn code(items: &[Item], codes: &CodeFile) -> (String, Vec<Item>) {
    let (mut code, mut left_out, mut seen) = (String::new(), Vec::new(), Vec::new());
    for item in items {
        let Some(part) = item.code(codes) else { continue };
        if seen.contains(&item) {
            continue;
        }
        if code.len() + part.len() > MAX_CODE {
            left_out.push(item.clone());
            continue;
        }
        seen.push(item);
        code.push_str(part);
    }
    (code, left_out)
}

/// Everything a municipality can hand over: sections, then rights, then routes, in their order.
pub fn all(content: &Content, municipality: &Municipality) -> Vec<Item> {
    let sections = municipality.sections.iter().map(|page| Item::new(Kind::Section, &page.id));
    let rights = municipality.rights.iter().map(|right| Item::new(Kind::Right, &right.id));
    let routes = municipality.routes.iter().map(|route| Item::new(Kind::Route, &route.id));
    let all = sections.chain(rights).chain(routes);
    all.filter(|item| item.code(&content.codes).is_some()).collect()
}

/// What an item is in a municipality.
#[derive(Clone, Copy, Debug)]
pub enum Thing<'a> {
    /// A section.
    Section(&'a crate::content::Page),
    /// A right.
    Right(&'a Right),
    /// A complaint route.
    Route(&'a Route),
}

/// The item in this municipality.
pub fn thing<'a>(item: &Item, municipality: &'a Municipality) -> Option<Thing<'a>> {
    match item.kind {
        Kind::Section => municipality.section(&item.id).map(Thing::Section),
        Kind::Right => municipality.right(&item.id).map(Thing::Right),
        Kind::Route => municipality.route(&item.id).map(Thing::Route),
    }
}

/// Its name, also where this municipality doesn't have it.
pub fn name(item: &Item, content: &Content, municipality: &Municipality) -> Option<String> {
    if item.kind == Kind::Section
        && let Some(kind) = content.section_kind(&item.id)
    {
        return Some(kind.title.to_string());
    }
    let others = content.municipalities.iter();
    std::iter::once(municipality).chain(others).find_map(|one| match thing(item, one)? {
        Thing::Section(page) => Some(page.front.title.to_string()),
        Thing::Right(right) => Some(right.title.to_string()),
        Thing::Route(route) => Some(route.title.to_string()),
    })
}

/// A text for a message that says nothing about what it is about.
pub fn message(address: &str) -> String {
    format!("Her er siden, vi talte om: {address}")
}

fn is_there(item: &Item, municipality: &Municipality) -> bool {
    thing(item, municipality).is_some()
}

fn push_once(items: &mut Vec<Item>, item: Item) {
    if !items.contains(&item) {
        items.push(item);
    }
}

fn find(part: &str, codes: &CodeFile) -> Option<Item> {
    Kind::ALL.into_iter().find_map(|kind| {
        let (id, _) = kind.codes(codes).iter().find(|(_, code)| code.as_str() == part)?;
        Some(Item::new(kind, id))
    })
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

/// Whether a code has the form for its kind.
pub fn is_sound(kind: Kind, code: &str) -> bool {
    let digits = code.chars().take_while(char::is_ascii_digit).count();
    let known = code.chars().all(|letter| ALPHABET.contains(letter));
    match kind {
        Kind::Section => known && code.len() == 1 && digits == 0,
        Kind::Right | Kind::Route => known && code.len() == 2 && digits >= 1,
    }
}

/// A code that nothing has yet, for the advice to an editor.
pub fn free(kind: Kind, codes: &CodeFile) -> Option<String> {
    let letters = || ALPHABET.chars();
    let candidates: Vec<String> = match kind {
        Kind::Section => letters().map(String::from).collect(),
        Kind::Right => letters().map(|letter| format!("2{letter}")).collect(),
        Kind::Route => letters().map(|letter| format!("3{letter}")).collect(),
    };
    let mut candidates = candidates.into_iter();
    candidates.find(|code| is_sound(kind, code) && find(code, codes).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Word;

    fn codes() -> CodeFile {
        let map = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(id, code)| ((*id).to_owned(), Word::made(code))).collect()
        };
        CodeFile {
            sections: map(&[("klage", "k"), ("alkohol", "a")]),
            rights: map(&[("klage", "2k"), ("gratis", "22")]),
            routes: map(&[("stedet", "3a")]),
        }
    }

    #[test]
    fn a_digit_takes_the_next_character_along() {
        assert_eq!(parts("ka2k3a22k"), ["k", "a", "2k", "3a", "22", "k"]);
        assert_eq!(parts("K-2K"), ["k", "2k"]);
        assert_eq!(parts("2"), ["2"]);
        assert_eq!(parts("æ"), ["æ"]);
    }

    #[test]
    fn order_is_kept_and_nothing_comes_twice() {
        let codes = codes();
        let items = [
            Item::new(Kind::Route, "stedet"),
            Item::new(Kind::Section, "klage"),
            Item::new(Kind::Route, "stedet"),
            Item::new(Kind::Right, "klage"),
            Item::new(Kind::Right, "ukendt"),
        ];
        assert_eq!(code(&items, &codes), ("3ak2k".to_owned(), vec![]));
    }

    #[test]
    fn only_what_has_a_code_can_be_chosen() {
        let codes = codes();
        assert_eq!(
            Item::from_value("afsnit:klage", &codes),
            Some(Item::new(Kind::Section, "klage"))
        );
        for value in ["afsnit:cpr", "klage", "tal:klage", "afsnit:", ""] {
            assert_eq!(Item::from_value(value, &codes), None, "{value}");
        }
    }

    #[test]
    fn a_free_code_is_one_that_nothing_has() {
        let codes = codes();
        assert_eq!(free(Kind::Section, &codes).as_deref(), Some("b"));
        assert_eq!(free(Kind::Right, &codes).as_deref(), Some("23"));
        assert_eq!(free(Kind::Route, &codes).as_deref(), Some("32"));
    }
}
