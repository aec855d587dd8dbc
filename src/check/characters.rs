//! Characters that can't be intended: invisible ones, those of a wrong encoding, and placeholder
//! words of drafts. They are searched for in the raw files.

use std::ops::Range;

use super::corpus::Corpus;
use crate::danish::is_invisible;
use crate::finding::Finding;
use crate::source::{FileId, Place, SourceFile};

/// Placeholders in unfinished files.
const DRAFT_WORDS: [&str; 5] = ["UDFYLD", "TODO", "FIXME", "XXX", "Lorem ipsum"];

/// UTF-8 read with an older encoding: Danish letters and quotation marks. All of these begin with
/// one of four letters that Danish doesn't use.
const MISREAD: [&str; 11] =
    ["Ã¦", "Ã¸", "Ã¥", "Ã†", "Ã˜", "Ã…", "Â§", "Â»", "Â«", "â€", "\u{fffd}"];

const MISREAD_INITIALS: [char; 4] = ['Ã', 'Â', 'â', '\u{fffd}'];

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    for (id, file) in corpus.content.sources.iter() {
        check_invisible(id, file, findings);
        check_encoding(id, file, findings);
        check_draft(id, file, findings);
    }
}

fn name(letter: char) -> &'static str {
    match letter {
        '\u{ad}' => "en blød bindestreg",
        '\u{200b}' | '\u{feff}' | '\u{2060}' => "et mellemrum uden bredde",
        '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "et tegn, der vender teksten"
        }
        '\u{2028}' | '\u{2029}' => "et linjeskift fra et andet program",
        _ => "et styretegn",
    }
}

fn after(word: &str) -> String {
    if word.is_empty() { "Her".to_owned() } else { format!("Efter »{word}«") }
}

/// The invisible characters that TOML writes with a backslash: `\u0007`.
fn written(file: &SourceFile) -> Vec<(Range<usize>, char)> {
    let data = match file.text.strip_prefix("+++") {
        Some(rest) => rest.find("+++").map_or(0, |end| end + 3),
        None if file.path.rsplit('.').next() == Some("toml") => file.text.len(),
        None => 0,
    };
    let text = &file.text[..data];
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(at) = text[start..].find('\\').map(|at| start + at) {
        let length = match text[at + 1..].chars().next() {
            Some('x') => 4,
            Some('u') => 6,
            Some('U') => 10,
            Some('b' | 'f' | 'e') => 2,
            other => {
                start = at + 1 + other.map_or(0, char::len_utf8);
                continue;
            }
        };
        let digits = text.get(at + 2..at + length);
        let letter = match digits {
            // A backspace, a form feed, an escape.
            Some("") => Some('\u{8}'),
            Some(digits) => u32::from_str_radix(digits, 16).ok().and_then(char::from_u32),
            None => None,
        };
        if let Some(letter) = letter.filter(|letter| is_invisible(*letter)) {
            found.push((at..at + length, letter));
        }
        start = at + 2;
    }
    found
}

/// One finding per line, because word processors leave many of them.
fn check_invisible(id: FileId, file: &SourceFile, findings: &mut Vec<Finding>) {
    let mut last = None;
    let plain = file.text.char_indices().map(|(at, letter)| (at..at + letter.len_utf8(), letter));
    let mut all: Vec<(Range<usize>, char)> =
        plain.filter(|(_, letter)| is_invisible(*letter)).chain(written(file)).collect();
    all.sort_by_key(|(span, _)| span.start);
    for (span, letter) in all {
        let at = span.start;
        let line = file.line_column(at).0;
        if last.replace(line) == Some(line) {
            continue;
        }
        let before: String =
            file.text[..at].chars().rev().take_while(|one| one.is_alphanumeric()).collect();
        let before: String = before.chars().rev().collect();
        findings.push(Finding::error(
            "usynligt-tegn",
            Place::new(id, span),
            format!("{} står {}, som ikke kan ses (U+{:04X}).", after(&before), name(letter), u32::from(letter)),
            "Slet ordet, og skriv det igen på tastaturet. Indsæt tekst fra andre programmer uden formatering.",
        ));
    }
}

fn check_encoding(id: FileId, file: &SourceFile, findings: &mut Vec<Finding>) {
    if !file.text.contains(MISREAD_INITIALS) {
        return;
    }
    let first = MISREAD.iter().filter_map(|sign| Some((file.text.find(sign)?, *sign))).min();
    if let Some((at, sign)) = first {
        let count: usize = MISREAD.iter().map(|sign| file.text.matches(sign).count()).sum();
        findings.push(Finding::error(
            "tegnsaet",
            Place::new(id, at..at + sign.len()),
            format!("»{sign}« er et tegn, der er gemt i et forkert tegnsæt. Det er der {count} af i filen."),
            "Fortryd, hent filen igen, og gem den som UTF-8. Ellers ret hvert tegn: æ, ø, å, », «.",
        ));
    }
}

/// Comments are ignored: they are for editors, and may contain placeholders.
fn check_draft(id: FileId, file: &SourceFile, findings: &mut Vec<Finding>) {
    if !DRAFT_WORDS.iter().any(|word| file.text.contains(word)) {
        return;
    }
    let is_data = file.path.rsplit('.').next() == Some("toml");
    let mut start = 0;
    for line in file.text.split_inclusive('\n') {
        let remark = is_data && line.trim_start().starts_with('#');
        let found = DRAFT_WORDS
            .iter()
            .filter(|_| !remark)
            .find_map(|word| Some((whole(line, word)?, *word)));
        if let Some((at, word)) = found {
            findings.push(Finding::error(
                "ikke-udfyldt",
                Place::new(id, start + at..start + at + word.len()),
                format!("Her står »{word}«: Noget er ikke skrevet færdigt."),
                "Skriv det, der skal stå, eller slet det.",
            ));
        }
        start += line.len();
    }
}

/// Where a word occurs as a whole word.
fn whole(line: &str, word: &str) -> Option<usize> {
    let letter = |one: Option<char>| one.is_some_and(char::is_alphanumeric);
    line.match_indices(word).map(|(at, _)| at).find(|at| {
        !letter(line[..*at].chars().next_back()) && !letter(line[at + word.len()..].chars().next())
    })
}
