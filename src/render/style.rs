//! The style sheet: one for all pages, and the accents of municipalities.
//!
//! `build.rs` builds it from `static/css/`: tokens, base, layout, a file per component, and print,
//! each in a layer with that name. It is inlined, so that the first view needs no second request.

use std::sync::LazyLock;

use sha2::{Digest as _, Sha256};

use crate::book::Book;
use crate::content::Colours;
use crate::site::Digest;

/// Everything but the accents.
const SHEET: &str = include_str!(concat!(env!("OUT_DIR"), "/site.css"));

/// The style sheet of a page with these [`accent`]s, and its digest. All sheets share a prefix,
/// which is hashed only once.
pub fn sheet(accents: &str) -> (String, Digest) {
    static BEGUN: LazyLock<Sha256> = LazyLock::new(|| Sha256::new_with_prefix(SHEET));
    let own =
        if accents.is_empty() { String::new() } else { format!("@layer tokens{{{accents}}}") };
    let digest = BEGUN.clone().chain_update(&own).finalize();
    (format!("{SHEET}{own}"), digest.into())
}

/// The accent colour of a municipality, for everything that matches `selector`.
pub fn accent(selector: &str, colours: &Colours) -> String {
    let (light, dark) = (&*colours.light, &*colours.dark);
    if ![light, dark].into_iter().all(is_colour) {
        return String::new();
    }
    format!(
        "{selector}{{--accent:{light}}}@media (prefers-color-scheme:dark){{{selector}{{--accent:{dark}}}}}"
    )
}

/// The accents of all municipalities, each for elements with the class `k-` plus its id.
pub fn accents(book: &Book) -> String {
    let all = book.municipalities.iter();
    all.map(|one| accent(&format!(".k-{}", one.id), &one.colours)).collect()
}

/// Accepts only `#rrggbb`, because the value is written into a style sheet.
fn is_colour(colour: &str) -> bool {
    let digits = colour.strip_prefix('#').unwrap_or_default();
    digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Word;
    use crate::site::digest;

    #[test]
    fn an_accent_that_is_not_a_colour_is_ignored() {
        let colours =
            |light: &str| Colours { light: Word::made(light), dark: Word::made("#ffffff") };
        assert!(accent(":root", &colours("#0b4f71")).contains("--accent:#0b4f71"));
        assert_eq!(accent(":root", &colours("red;}")), "");
    }

    #[test]
    fn the_digest_is_that_of_the_whole_sheet() {
        for accents in ["", ":root{--accent:#0b4f71}"] {
            let (sheet, of_it) = sheet(accents);
            assert!(sheet.ends_with('}') && sheet.contains(accents));
            assert_eq!(of_it, digest(sheet.as_bytes()));
        }
    }
}
