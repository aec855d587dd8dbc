//! Finds a page's front matter, or explains to the editor why there is none.

use std::ops::Range;

use crate::finding::Finding;
use crate::source::{FileId, Place};

/// The line before and after a page's front matter.
const FENCE: &str = "+++";

/// Lines used by other tools, which people often write instead of [`FENCE`].
const LIKE_FENCES: [&str; 8] = ["---", "++", "++++", "+++.", "```", "===", "–––", "+ + +"];

/// The front matter, padded with blanks so that byte positions match the file, and the byte range
/// of the Markdown after it.
pub(super) fn split(text: &str) -> Option<(String, Range<usize>)> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == FENCE)?;
    let mut at = first.len();
    for line in lines {
        if line.trim_end() == FENCE {
            let padding = " ".repeat(first.len() - 1);
            return Some((
                format!("{padding}\n{}", &text[first.len()..at]),
                at + line.len()..text.len(),
            ));
        }
        at += line.len();
    }
    None
}

/// Why a text that [`split`] refused has no front matter, reported on the line where it goes wrong.
pub(super) fn explain(file: FileId, text: &str) -> Finding {
    let (span, message, remedy) = fault(text);
    Finding::error("front-matter", Place::new(file, span), message, remedy)
}

fn fault(text: &str) -> (Range<usize>, String, &'static str) {
    let first = text.lines().next().unwrap_or_default();
    let whole = 0..first.len();
    if text.trim().is_empty() {
        return (0..0, "Filen er tom.".to_owned(), "Skriv siden, eller slet filen.");
    }
    if first.trim_end() == FENCE {
        let (span, line) = end_missing(text);
        if LIKE_FENCES.contains(&line.trim()) {
            let message = format!("Sidens hoved skal slutte med +++, ikke {}.", line.trim());
            return (span, message, "Skriv +++ på denne linje.");
        }
        let message = "Sidens hoved slutter ikke: Der mangler en linje med +++.".to_owned();
        return (
            span,
            message,
            "Skriv +++ på en linje for sig før denne, lige efter det sidste felt.",
        );
    }
    if LIKE_FENCES.contains(&first.trim()) || first.trim() == FENCE {
        let message = format!("Sidens hoved skal begynde med +++, ikke »{first}«.");
        return (whole, message, "Skriv +++ helt alene på den første linje.");
    }
    if text.lines().any(|line| line.trim_end() == FENCE) && text.trim_start().starts_with(FENCE) {
        let message = "Der er en tom linje før +++.".to_owned();
        return (whole, message, "Slet den. +++ skal stå på den allerførste linje.");
    }
    if first.contains('=') {
        let message = "Der mangler en linje med +++ før sidens felter.".to_owned();
        return (whole, message, "Skriv +++ på en linje for sig før denne.");
    }
    let message = "Siden begynder ikke med et hoved mellem to linjer med +++.".to_owned();
    (
        whole,
        message,
        "Skriv +++ på første linje, derefter felterne, fx titel = \"…\", og +++ på en linje for sig.",
    )
}

/// The line where the front matter should have ended: the first line that is not a field.
fn end_missing(text: &str) -> (Range<usize>, &str) {
    let mut at = 0;
    let mut depth = 0usize;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let trimmed = line.trim();
        let key = trimmed.split_once('=').is_some_and(|(key, _)| !key.trim().contains(' '));
        let is_field = depth > 0 || key || trimmed.is_empty() || trimmed.starts_with("# ");
        if number > 0 && (!is_field || LIKE_FENCES.contains(&trimmed)) {
            return (at..at + line.trim_end().len(), line);
        }
        depth += line.matches('[').count();
        depth = depth.saturating_sub(line.matches(']').count());
        at += line.len();
    }
    (at..at, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_keeps_its_byte_positions() {
        let text = "+++\r\ntitel = \"Æ\"\r\n+++\r\nTekst\n";
        let (front, body) = split(text).unwrap();
        assert_eq!(front.find("titel"), text.find("titel"));
        assert_eq!(&text[body], "Tekst\n");
        assert_eq!(split("titel = 1\n"), None);
        assert_eq!(split("+++\ntitel = 1\n"), None);
    }

    #[test]
    fn errors_are_reported_on_their_own_line() {
        for (text, line, words) in [
            ("---\ntitel = \"x\"\n---\n", 1, "skal begynde med +++"),
            ("+++\ntitel = \"x\"\n---\nTekst\n", 3, "skal slutte med +++"),
            ("+++\nkilde = [\n  \"x\",\n]\n\nTekst\n", 6, "slutter ikke"),
            ("\n+++\ntitel = \"x\"\n+++\n", 1, "tom linje før"),
            ("titel = \"x\"\n+++\n", 1, "mangler en linje med +++ før"),
            ("", 1, "tom"),
        ] {
            let (span, message, _) = fault(text);
            assert_eq!(text[..span.start].matches('\n').count() + 1, line, "{text}");
            assert!(message.contains(words), "{text}: {message}");
        }
    }
}
