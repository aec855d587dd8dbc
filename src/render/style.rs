//! The style sheet: one for all pages, and the accents of municipalities.
//!
//! `build.rs` puts it together from `static/css/`: tokens, base, layout, a file for each component,
//! print, each in a layer of that name. It stands in the page, so that the first view needs no second
//! request.

use crate::book::Book;
use crate::content::Colours;

/// Everything but the accents.
const SHEET: &str = include_str!(concat!(env!("OUT_DIR"), "/site.css"));

/// The sheet of a page with these [`accent`]s.
pub fn sheet(accents: &str) -> String {
    if accents.is_empty() { SHEET.to_owned() } else { format!("{SHEET}@layer tokens{{{accents}}}") }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Word;

    #[test]
    fn an_accent_is_a_colour_or_nothing() {
        let colours =
            |light: &str| Colours { light: Word::made(light), dark: Word::made("#ffffff") };
        assert!(accent(":root", &colours("#0b4f71")).contains("--accent:#0b4f71"));
        assert_eq!(accent(":root", &colours("red;}")), "");
    }
}
