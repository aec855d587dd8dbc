//! The one right form of an address: lower case, ASCII, no slash at the end.

use percent_encoding::percent_decode_str;

/// Longer paths than this are nobody's typing error.
const LONGEST: usize = 512;

/// The right forms this path may be meant as, likeliest first; none if it is right already or can't
/// be read. They begin with one slash, so that none leads to another site.
pub(super) fn forms(path: &str) -> Vec<String> {
    let Ok(decoded) = percent_decode_str(path).decode_utf8() else { return Vec::new() };
    if path.len() > LONGEST || decoded.chars().any(char::is_control) {
        return Vec::new();
    }
    let lower = decoded.to_lowercase();
    let parts: Vec<&str> =
        lower.split('/').map(str::trim).filter(|part| !part.is_empty()).collect();
    let mut forms: Vec<String> = Vec::new();
    // A municipality's name loses its dots and strokes (ishoj); other words are spelled out
    // (paaroerende). Both are tried for both.
    let spellings: [[Spelling; 2]; 4] =
        [[short, long], [long, long], [short, short], [long, short]];
    for [first, rest] in spellings {
        let mut form: String = String::new();
        for (at, part) in parts.iter().enumerate() {
            form.push('/');
            form.push_str(&if at == 0 { first(part) } else { rest(part) });
        }
        if form.is_empty() {
            form.push('/');
        }
        if form.is_ascii() && form != path && !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms
}

/// Writes a word with ASCII letters only.
type Spelling = fn(&str) -> String;

fn short(word: &str) -> String {
    word.replace('æ', "ae").replace('ø', "o").replace('å', "a")
}

fn long(word: &str) -> String {
    word.replace('æ', "ae").replace('ø', "oe").replace('å', "aa")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_people_type_finds_its_form() {
        for (typed, meant) in [
            ("/ishoj/", "/ishoj"),
            ("/Ishoj/KLAGE", "/ishoj/klage"),
            ("/ish%C3%B8j", "/ishoj"),
            ("/ishøj/pårørende/", "/ishoj/paaroerende"),
            ("//evil.example//", "/evil.example"),
            ("/%69shoj", "/ishoj"),
            ("//", "/"),
        ] {
            assert_eq!(forms(typed).first().map(String::as_str), Some(meant), "{typed}");
        }
        for right in ["/", "/ishoj", "/ishoj/klage", "/a%0Ab", "/%ff"] {
            assert_eq!(forms(right), Vec::<String>::new(), "{right}");
        }
    }

    proptest! {
        #[test]
        fn a_form_stays_on_this_site_and_is_its_own_form(path in "(/|\\\\|\\PC|%[0-9a-f]{2}){0,40}") {
            for form in forms(&path) {
                prop_assert!(form.starts_with('/') && !form.starts_with("//") && form.is_ascii());
                prop_assert!(!form.contains(['\r', '\n']));
            }
        }
    }
}
