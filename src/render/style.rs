//! The style sheet of a page: the layers every page has, and only the components it uses.
//!
//! A component's file in `static/css/components/` carries the name of its class, so the classes of
//! the finished HTML tell which files a page needs. `build.rs` makes each file small; the layout asks
//! for a page's sheet.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use crate::book::Book;
use crate::content::Colours;

/// A file of `static/css/` as `build.rs` has made it.
macro_rules! small_css {
    ($($part:literal),+) => {
        include_str!(concat!(env!("OUT_DIR"), "/css/", $($part,)+ ".css"))
    };
}

macro_rules! component_files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, small_css!("components/", $name))),+]
    };
}

/// Everything before the components. The layers are named first, so that strength does not hang on
/// the order of files.
const BEFORE: &str = concat!(
    "@layer tokens,base,layout,components,print;",
    "@layer tokens{",
    small_css!("tokens"),
    "}@layer base{",
    small_css!("base"),
    "}@layer layout{",
    small_css!("layout"),
    "}"
);

/// What comes after them.
const PRINT: &str = concat!("@layer print{", small_css!("print"), "}");

/// Class name and file; a page has room for 64 of them in a set of bits.
const COMPONENTS: &[(&str, &str)] = component_files![
    "act",
    "answer",
    "bar",
    "brief",
    "call",
    "call-line",
    "card",
    "choice",
    "choices",
    "choose",
    "compare",
    "crumbs",
    "doors",
    "emergency",
    "entries",
    "exit",
    "facts",
    "field",
    "find",
    "foot",
    "form",
    "glossary",
    "groups",
    "hero",
    "hits",
    "letter",
    "letters",
    "links",
    "note",
    "origin",
    "sheet",
    "result",
    "site",
    "steps",
    "switch",
    "terms",
    "toc",
    "tools",
    "trail",
    "trust",
];

/// The sheets made so far. Pages of one kind in one municipality share theirs.
#[derive(Debug, Default)]
pub struct Wardrobe {
    made: Mutex<BTreeMap<(u64, String), Arc<str>>>,
}

impl Wardrobe {
    /// The sheet for a page: `html` tells which components it uses, `accents` is its
    /// [`accent`] CSS.
    pub fn style(&self, html: &[&str], accents: &str) -> Arc<str> {
        let used = html.iter().fold(0, |bits, html| bits | components_in(html));
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let style =
            made.entry((used, accents.to_owned())).or_insert_with(|| make(used, accents).into());
        Arc::clone(style)
    }
}

fn make(used: u64, accents: &str) -> String {
    let mut css = BEFORE.to_owned();
    if !accents.is_empty() {
        let _ = write!(css, "@layer tokens{{{accents}}}");
    }
    css.push_str("@layer components{");
    for (index, (_, component)) in COMPONENTS.iter().enumerate() {
        if used & (1 << index) != 0 {
            css.push_str(component);
        }
    }
    css.push('}');
    css.push_str(PRINT);
    css
}

/// The accent of a municipality on everything that `selector` selects.
pub fn accent(selector: &str, colours: &Colours) -> String {
    let (light, dark) = (&*colours.light, &*colours.dark);
    if ![light, dark].into_iter().all(is_colour) {
        return String::new();
    }
    format!(
        "{selector}{{--accent:{light}}}@media (prefers-color-scheme:dark){{{selector}{{--accent:{dark}}}}}"
    )
}

/// The accent of every municipality, each on what has the class `k-` and its id.
pub fn accents(book: &Book) -> String {
    let all = book.municipalities.iter();
    all.map(|one| accent(&format!(".k-{}", one.id), &one.colours)).collect()
}

/// `#rrggbb` and nothing else: it is written into a style sheet.
fn is_colour(colour: &str) -> bool {
    let digits = colour.strip_prefix('#').unwrap_or_default();
    digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// One bit for each component whose class stands in the HTML.
fn components_in(html: &str) -> u64 {
    html.split(" class=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .flat_map(str::split_ascii_whitespace)
        .filter_map(|class| COMPONENTS.iter().position(|(name, _)| *name == class))
        .fold(0, |bits, index| bits | 1 << index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Word;

    #[test]
    fn every_component_stands_in_the_list() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/static/css/components");
        let files = std::fs::read_dir(folder).unwrap().count();
        assert_eq!(files, COMPONENTS.len());
        assert!(COMPONENTS.len() <= 64);
    }

    #[test]
    fn a_page_gets_only_what_it_uses() {
        let wardrobe = Wardrobe::default();
        let style = wardrobe.style(&["<p class=\"x trust\">"], "");
        assert!(style.contains(".trust") && !style.contains(".doors"));
        assert_eq!(style, wardrobe.style(&["<i class=\"trust\">"], ""));
    }

    #[test]
    fn an_accent_is_a_colour_or_nothing() {
        let colours =
            |light: &str| Colours { light: Word::made(light), dark: Word::made("#ffffff") };
        assert!(accent(":root", &colours("#0b4f71")).contains("--accent:#0b4f71"));
        assert_eq!(accent(":root", &colours("red;}")), "");
    }
}
