//! Explains to an editor what is wrong with a value in a TOML file, with the corrected value.

use toml::de::DeValue;

use super::typed::{self, QUOTES};

/// The corrected value, or other advice.
pub(super) enum Repair {
    Value(String),
    Advice(String),
}

pub(super) fn one_of(key: &str, written: &str, options: &[&str]) -> (String, Repair) {
    let word = written.trim().trim_matches(QUOTES);
    let all = options.iter().map(|one| format!("\"{one}\"")).collect::<Vec<_>>().join(", ");
    let message = format!("»{word}« kan ikke bruges i »{key}«. Det skal være et af disse: {all}.");
    match nearest(word, options.iter().copied()) {
        Some(meant) => (message, Repair::Value(format!("\"{meant}\""))),
        None => (
            message,
            Repair::Advice(format!("Skriv fx {key} = \"{}\"", options.first().unwrap_or(&""))),
        ),
    }
}

/// The value itself is right, but it is written as a text.
const UNQUOTED: &str = "skal stå uden anførselstegn";

pub(super) fn wrong_number(key: &str, bare: &str, is_text: bool) -> (String, Repair) {
    match typed::number(bare).or_else(|| leading(bare)).or_else(|| typed::number_word(bare)) {
        Some(number) if typed::number_word(bare).is_some() => {
            (format!("»{key}« er et tal og skrives med cifre."), Repair::Value(number.to_string()))
        }
        Some(number) if is_text => {
            (format!("»{key}« er et tal og {UNQUOTED}."), Repair::Value(number.to_string()))
        }
        Some(number) => (
            format!("»{key}« kan ikke være {bare}. Det skal være et helt tal."),
            Repair::Value(number.to_string()),
        ),
        None => (
            format!("»{key}« skal være et helt tal med cifre."),
            Repair::Advice(format!("Skriv fx {key} = 14")),
        ),
    }
}

pub(super) fn wrong_truth(key: &str, written: &str) -> (String, Repair) {
    match typed::truth(written) {
        Some(yes) => (format!("»{key}« {UNQUOTED}."), Repair::Value(yes.to_string())),
        None => (
            format!("»{key}« skal være ja eller nej."),
            Repair::Advice(format!("Skriv {key} = true for ja. Slet linjen for nej.")),
        ),
    }
}

pub(super) fn wrong_text(key: &str, bare: &str, value: Option<&DeValue<'_>>) -> (String, Repair) {
    match value {
        Some(DeValue::Array(_)) => {
            let first = bare.trim_matches(['[', ']']).split(',').next().unwrap_or_default();
            let first = first.trim().trim_matches(QUOTES);
            (
                format!("»{key}« skal være én tekst, ikke en liste."),
                Repair::Value(format!("\"{first}\"")),
            )
        }
        Some(DeValue::Table(_)) => {
            (format!("»{key}« skal være en tekst."), Repair::Advice(format!("Skriv {key} = \"…\"")))
        }
        _ => (format!("»{key}« skal stå i anførselstegn."), Repair::Value(format!("\"{bare}\""))),
    }
}

pub(super) fn wrong_list(key: &str, bare: &str, value: Option<&DeValue<'_>>) -> (String, Repair) {
    match value {
        Some(DeValue::Table(_)) => (
            format!(
                "»{key}« er en liste af flere, så overskriften har to parenteser på hver side."
            ),
            Repair::Advice(format!("Skriv [[{key}]]")),
        ),
        _ => (
            format!("»{key}« er en liste og skal stå i firkantede parenteser."),
            Repair::Value(format!("[\"{bare}\"]")),
        ),
    }
}

pub(super) fn wrong_date(key: &str, written: &str, is_text: bool) -> (String, Repair) {
    match typed::date(written) {
        Some(Some(date)) if is_text => (
            format!("»{key}« er en dato og skal stå uden anførselstegn."),
            Repair::Value(date.to_string()),
        ),
        Some(Some(date)) => (
            format!("»{key}« er en dato, år-måned-dag, uden klokkeslæt."),
            Repair::Value(date.to_string()),
        ),
        Some(None) => (
            format!("Datoen {written} findes ikke."),
            Repair::Advice(typed::NO_SUCH_DAY.to_owned()),
        ),
        None => (
            format!("»{key}« skal være en dato, år-måned-dag."),
            Repair::Advice(format!("Skriv fx {key} = 2026-01-31, eller slet linjen.")),
        ),
    }
}

/// `4 uger`: the number before the unit.
fn leading(text: &str) -> Option<u32> {
    text.split([' ', ',', '.']).next().and_then(|first| first.trim_start_matches('-').parse().ok())
}

/// The name that was probably meant: equal apart from case and special letters, or one typo away.
pub fn nearest<'n>(written: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let folded = |text: &str| {
        let text = text.to_lowercase().replace(['-', ' '], "_");
        text.replace('æ', "ae").replace('ø', "oe").replace('å', "aa")
    };
    let written = folded(written);
    let room = (written.chars().count() / 3).max(1);
    let with_distance =
        names.map(|name| (strsim::damerau_levenshtein(&written, &folded(name)), name));
    let best = with_distance.min_by_key(|(distance, _)| *distance);
    best.filter(|(distance, _)| *distance <= room).map(|(_, name)| name)
}
