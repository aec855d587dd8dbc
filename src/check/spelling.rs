//! Normalizes words for the rules: lower case, plain spaces, no invisible characters, with a
//! mapping from each byte to its origin.

use std::borrow::Cow;
use std::ops::Range;

use crate::content::typed::NUMBER_WORDS;
use crate::danish::is_invisible;
use crate::markdown::run::Run;

/// The normalized words of a run.
pub(super) fn plain(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for letter in words.chars() {
        push_plain(&mut text, letter);
    }
    text
}

/// The bytes of the run for a range of its normalized words.
pub(super) fn origin(run: &Run, words: &Range<usize>) -> Range<usize> {
    let last = words.end.saturating_sub(1).max(words.start);
    let (mut text, mut found) = (String::new(), 0..0);
    for (at, letter) in run.text.char_indices() {
        let before = text.len();
        push_plain(&mut text, letter);
        if (before..text.len()).contains(&words.start) {
            found.start = at;
        }
        if (before..text.len()).contains(&last) {
            found.end = at + letter.len_utf8();
        }
    }
    found
}

fn push_plain(text: &mut String, letter: char) {
    match letter {
        '\n' | '\t' => text.push(' '),
        letter if letter.is_ascii() && !letter.is_ascii_control() => {
            text.push(letter.to_ascii_lowercase());
        }
        letter if is_invisible(letter) => {}
        '\u{a0}' | '\u{202f}' | '\u{2009}' => text.push(' '),
        '‐' | '‑' | '–' | '—' | '−' => text.push('-'),
        other => text.extend(other.to_lowercase()),
    }
}

/// Where `words` occur in a text as whole words.
pub(super) fn find_words(text: &str, words: &str) -> Option<Range<usize>> {
    let part = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    text.match_indices(words).map(|(at, _)| at..at + words.len()).find(|found| {
        !part(text[..found.start].chars().next_back()) && !part(text[found.end..].chars().next())
    })
}

/// The number words for a number.
pub(super) fn number_words(number: u32) -> impl Iterator<Item = &'static str> {
    NUMBER_WORDS.iter().filter(move |(value, _)| *value == number).map(|(_, word)| *word)
}

/// The first phone number: eight digits in any grouping, except dates and years.
pub(super) fn phone_number(text: &str) -> Option<Range<usize>> {
    let text = &with_digits(text);
    let mut groups: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    for (at, byte) in text.bytes().chain([b'x']).enumerate() {
        match (byte.is_ascii_digit(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let country = at - from > 8 && text[from..].starts_with("45");
                groups.push(if country { from + 2..at } else { from..at });
                start = None;
            }
            _ => {}
        }
    }
    let joined = |a: &Range<usize>, b: &Range<usize>| {
        let between = &text[a.end..b.start];
        between.len() <= 3 && between.chars().all(|letter| " .-/".contains(letter))
    };
    (0..groups.len()).find_map(|first| {
        let mut digits = 0;
        for last in first..groups.len() {
            if last > first && !joined(&groups[last - 1], &groups[last]) {
                return None;
            }
            digits += groups[last].len();
            if digits >= 8 {
                let found = groups[first].start..groups[last].end;
                let country = first > 0 && text[groups[first - 1].clone()].ends_with("45");
                let free = |at: Option<&Range<usize>>, near: &dyn Fn(&Range<usize>) -> bool| {
                    at.is_none_or(|group| !near(group))
                };
                let alone = country
                    || free(first.checked_sub(1).map(|at| &groups[at]), &|group| {
                        joined(group, &groups[first])
                    });
                let ends = free(groups.get(last + 1), &|group| joined(&groups[last], group));
                let sound = digits == 8 && (alone || ends) && !is_date(text, &groups[first..=last]);
                return sound.then_some(found);
            }
        }
        None
    })
}

/// The text with a zero for a letter O beside a digit: many keyboards have them next to each other.
fn with_digits(text: &str) -> Cow<'_, str> {
    let is_digit = |at: Option<usize>| {
        at.and_then(|at| text.as_bytes().get(at)).is_some_and(u8::is_ascii_digit)
    };
    let is_zero = |at: usize| is_digit(at.checked_sub(1)) || is_digit(Some(at + 1));
    if !text.match_indices(['o', 'O']).any(|(at, _)| is_zero(at)) {
        return Cow::Borrowed(text);
    }
    let letter =
        |(at, letter)| if matches!(letter, 'o' | 'O') && is_zero(at) { '0' } else { letter };
    Cow::Owned(text.char_indices().map(letter).collect())
}

/// Whether eight digits are a date or two years.
fn is_date(text: &str, groups: &[Range<usize>]) -> bool {
    let number = |group: &Range<usize>| text[group.clone()].parse::<u32>().unwrap_or_default();
    let year = |group: &Range<usize>| group.len() == 4 && (1900..2100).contains(&number(group));
    match groups {
        [first, second] => year(first) && year(second),
        [day, month, of] | [of, month, day] if year(of) => number(day) <= 31 && number(month) <= 12,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_number_has_eight_digits_in_any_grouping() {
        for (text, found) in [
            ("ring 12 34 56 78 nu", Some("12 34 56 78")),
            ("12345678", Some("12345678")),
            ("+45 12345678", Some("12345678")),
            ("+4512345678", Some("12345678")),
            ("tlf. 12-34-56-78.", Some("12-34-56-78")),
            ("12.34.56.78", Some("12.34.56.78")),
            ("2069-2833", Some("2069-2833")),
            ("ring 2O 69 28 33", Some("2O 69 28 33")),
            ("2o69o833", Some("2o69o833")),
            ("12345678 og 1 or", Some("12345678")),
            ("i 2020-2022 og 14 dage", None),
            ("den 01.02.2026", None),
            ("2026-01-31", None),
            ("cpr 010203-1234", None),
        ] {
            assert_eq!(phone_number(text).map(|found| &text[found]), found, "{text}");
        }
    }

    #[test]
    fn only_whole_words_match() {
        assert!(find_words("senest 14 dage efter", "14 dage").is_some());
        assert!(find_words("114 dage", "14 dage").is_none());
    }

    #[test]
    fn invisible_characters_are_removed() {
        let run = Run::plain("14\u{a0}da\u{ad}ge\u{200b}");
        assert_eq!(plain(&run.text), "14 dage");
        assert_eq!(&run.text[origin(&run, &(0..7))], "14\u{a0}da\u{ad}ge");
        let run = Run::plain("loven er § 5");
        assert_eq!(&run.text[origin(&run, &(9..11))], "§");
        let run = Run::plain("Å\tİ!");
        assert_eq!(plain(&run.text), "å i\u{307}!");
        assert_eq!(&run.text[origin(&run, &(3..6))], "İ");
    }
}
