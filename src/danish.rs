//! Letters: Danish order (a to z, then æ, ø, å, ignoring case and accents), names in addresses, and
//! characters that nobody sees.

pub fn sort_key(word: &str) -> Vec<u32> {
    word.chars().flat_map(char::to_lowercase).map(rank).collect()
}

/// The letter a word is listed under.
pub fn initial(word: &str) -> String {
    word.chars().next().into_iter().flat_map(char::to_uppercase).collect()
}

/// A name in the letters of an address: `Høje-Taastrup` is `hoeje-taastrup`.
pub fn plain(name: &str) -> String {
    let mut plain = String::new();
    for letter in name.to_lowercase().chars() {
        match letter {
            'æ' | 'ä' => plain.push_str("ae"),
            'ø' | 'ö' => plain.push_str("oe"),
            'å' => plain.push_str("aa"),
            'é' | 'è' | 'ê' => plain.push('e'),
            'ü' => plain.push('u'),
            letter if letter.is_ascii_alphanumeric() => plain.push(letter),
            _ if plain.is_empty() || plain.ends_with('-') => {}
            _ => plain.push('-'),
        }
    }
    plain.trim_end_matches('-').to_owned()
}

/// Whether a character is invisible and may affect its neighbours. Line ends, tabs and non-breaking
/// spaces don't count: the last keep a number and its unit together.
pub fn is_invisible(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_control() && !matches!(letter, '\n' | '\r' | '\t');
    }
    matches!(
        letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}'
    ) || letter.is_control()
}

fn rank(letter: char) -> u32 {
    match letter {
        'à' | 'á' | 'â' => 'a'.into(),
        'è' | 'é' | 'ê' | 'ë' => 'e'.into(),
        'ö' | 'ø' => u32::from('z') + 2,
        'ü' => 'y'.into(),
        'ä' | 'æ' => u32::from('z') + 1,
        'å' => u32::from('z') + 3,
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_last_letters_come_last_in_their_order() {
        let mut words =
            ["åben", "ø", "Ankestyrelsen", "ændring", "zone", "anonym", "café", "cafe b"];
        words.sort_by_key(|word| sort_key(word));
        assert_eq!(
            words,
            ["Ankestyrelsen", "anonym", "café", "cafe b", "zone", "ændring", "ø", "åben"]
        );
        assert_eq!(initial("åben"), "Å");
    }

    #[test]
    fn a_name_is_plain_in_an_address() {
        for (name, wanted) in [
            ("Høje-Taastrup", "hoeje-taastrup"),
            ("  Åben & gratis!", "aaben-gratis"),
            ("Æ", "ae"),
            ("Café Übersee", "cafe-ubersee"),
            ("…", ""),
        ] {
            assert_eq!(plain(name), wanted);
        }
    }

    #[test]
    fn what_nobody_sees_is_invisible() {
        for letter in
            ['\u{ad}', '\u{200b}', '\u{202a}', '\u{2066}', '\u{feff}', '\u{e000}', '\u{7}']
        {
            assert!(is_invisible(letter), "{letter:?}");
        }
        for letter in ['a', ' ', '\n', '\t', '\u{a0}', '\u{301}', '–'] {
            assert!(!is_invisible(letter), "{letter:?}");
        }
    }
}
