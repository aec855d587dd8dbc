//! Guesses what somebody meant by a value that can't be parsed.

use jiff::civil::Date;

/// Marks that people and word processors put around a text.
pub(crate) const QUOTES: [char; 12] = ['"', '\'', '”', '“', '„', '»', '«', '’', '‘', '´', '`', '″'];

/// The months, by the first letters of their names.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];

/// Number words up to twenty, and the tens and dozens used for periods.
pub(crate) const NUMBER_WORDS: [(u32, &str); 24] = [
    (1, "en"),
    (1, "et"),
    (1, "én"),
    (1, "ét"),
    (2, "to"),
    (3, "tre"),
    (4, "fire"),
    (5, "fem"),
    (6, "seks"),
    (7, "syv"),
    (8, "otte"),
    (9, "ni"),
    (10, "ti"),
    (11, "elleve"),
    (12, "tolv"),
    (13, "tretten"),
    (14, "fjorten"),
    (15, "femten"),
    (16, "seksten"),
    (20, "tyve"),
    (21, "enogtyve"),
    (30, "tredive"),
    (60, "tres"),
    (90, "halvfems"),
];

/// The number that a word stands for.
pub(crate) fn number_word(text: &str) -> Option<u32> {
    let word = text.trim().trim_matches(QUOTES).to_lowercase();
    NUMBER_WORDS.iter().find(|(_, known)| *known == word).map(|(number, _)| *number)
}

/// The date that was meant. The inner `None` means that there is no such day, the outer that the
/// text isn't a date.
#[expect(clippy::option_option, reason = "no date, no such date, and a date are three things")]
pub(crate) fn date(text: &str) -> Option<Option<Date>> {
    let text = text.trim().trim_matches(QUOTES).to_lowercase();
    let parts: Vec<&str> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let [first, second, third, ..] = parts[..] else { return None };
    let numeric = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let month = MONTHS.iter().position(|name| second.starts_with(name)).map(|at| at + 1);
    let month: Option<i8> = match month {
        Some(month) => i8::try_from(month).ok(),
        None => second.parse().ok().filter(|_| numeric(second) && second.len() <= 2),
    };
    let (year, day) = if first.len() == 4 { (first, third) } else { (third, first) };
    let day = day.split('t').next().unwrap_or(day);
    if !numeric(first) || !numeric(year) || year.len() != 4 || !numeric(day) || day.len() > 2 {
        return None;
    }
    let (year, month, day) = (year.parse().ok()?, month?, day.parse().ok()?);
    Some(Date::new(year, month, day).ok())
}

/// What to do about a day that no calendar has: nobody but the editor knows which was meant.
pub(crate) const NO_SUCH_DAY: &str =
    "Se efter i kalenderen, hvilken dag det var, og skriv den: år-måned-dag.";

/// Yes or no, in the words people use.
pub(crate) fn truth(text: &str) -> Option<bool> {
    match text.trim().trim_matches(QUOTES).to_lowercase().as_str() {
        "true" | "ja" | "sand" | "sandt" | "yes" => Some(true),
        "false" | "nej" | "falsk" | "no" => Some(false),
        _ => None,
    }
}

/// The eight digits of a phone number in any grouping, with or without the country code.
pub(crate) fn phone(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(QUOTES);
    let text = text.strip_prefix("+45").or(text.strip_prefix("0045")).unwrap_or(text);
    let grouping = |letter: char| letter == '-' || letter == '.' || letter.is_whitespace();
    let digits: String = text.chars().filter(|letter| !grouping(*letter)).collect();
    let sound = digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
    sound.then_some(digits)
}

/// A mail address without what a link to it begins with.
pub(crate) fn mail(text: &str) -> &str {
    const LINK: &str = "mailto:";
    let text = text.trim();
    let is_link = text.get(..LINK.len()).is_some_and(|start| start.eq_ignore_ascii_case(LINK));
    if is_link { text[LINK.len()..].trim() } else { text }
}

/// The whole number at the start of a text: `4 uger`, `04`, `"14"`.
pub(crate) fn number(text: &str) -> Option<u32> {
    let text = text.trim().trim_matches(QUOTES).trim_start_matches(['+', '-']);
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let behind = text[digits.len()..].chars().next();
    digits.parse().ok().filter(|_| behind.is_none_or(|letter| !letter.is_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_understood_as_people_write_it() {
        for text in
            ["2026-1-5", "05-01-2026", "5.1.2026", "5. januar 2026", "\"2026-01-05\"", "5/1 2026"]
        {
            assert_eq!(
                date(text).flatten().map(|day| day.to_string()).as_deref(),
                Some("2026-01-05"),
                "{text}"
            );
        }
        assert_eq!(date("2026-02-30"), Some(None));
        assert_eq!(["fjorten", "Fire", "mange"].map(number_word), [Some(14), Some(4), None]);
        for text in ["2026", "12 34 56 78", "Pitstop", "4 uger og 30 dage"] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_is_understood_as_people_write_it() {
        assert_eq!(
            ["04", "4 uger", "\"14\"", "-4", "fire"].map(number),
            [Some(4), Some(4), Some(14), Some(4), None]
        );
        assert_eq!(phone("+45 12 34-56.78").as_deref(), Some("12345678"));
        assert_eq!(phone("1234"), None);
        assert_eq!(["Ja", "false", "måske"].map(truth), [Some(true), Some(false), None]);
    }
}
