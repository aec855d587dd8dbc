//! Danish collation: a to z, then æ, ø, å, ignoring case and accents.

pub fn sort_key(word: &str) -> Vec<u32> {
    word.chars().flat_map(char::to_lowercase).map(rank).collect()
}

/// The letter a word is listed under.
pub fn initial(word: &str) -> String {
    word.chars().next().into_iter().flat_map(char::to_uppercase).collect()
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
}
