//! A hit's heading and the piece of text under it that shows why it was found.

use std::ops::Range;

use super::vocabulary::{Tokenized, WantedWords};

/// About how long a snippet is, in bytes.
const LENGTH: usize = 220;

/// How much a word in the heading counts against one in the text below it.
const HEADING: f32 = 2.0;

/// A piece of text with the words that were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    pub text: String,
    /// The bytes of the words found, in order.
    pub marks: Vec<Range<usize>>,
    /// Whether text was left out before and after.
    pub cut: (bool, bool),
}

/// The text under one heading, taken apart.
#[derive(Clone, Debug, Default)]
pub(super) struct TokenizedPart {
    pub(super) heading: Tokenized,
    /// The text below it.
    pub(super) text: Tokenized,
}

/// The part that answers best: its number, and none for the page as a whole.
pub(super) fn best_part(parts: &[TokenizedPart], wanted: &WantedWords) -> Option<usize> {
    let score =
        |part: &TokenizedPart| HEADING * wanted.score(&part.heading) + wanted.score(&part.text);
    let scores: Vec<f32> = parts.iter().map(score).collect();
    let best = scores.iter().copied().fold(0.0, f32::max);
    let first = scores.iter().position(|&score| score >= best)?;
    (best > 0.0).then_some(first)
}

/// The piece of `text` with most of what is wanted, cut at sentences where it can be.
pub(super) fn snippet(text: &str, tokenized: &Tokenized, wanted: &WantedWords) -> Snippet {
    let weighed = tokenized.occurrences().map(|(word, range)| (range, wanted.weight(word)));
    let found: Vec<(Range<usize>, f32)> = weighed.filter(|(_, weight)| *weight > 0.0).collect();
    let sentences = sentences(text);
    let window = window(&sentences, &found);
    let marks = found
        .into_iter()
        .map(|(range, _)| range)
        .filter(|range| window.start <= range.start && range.end <= window.end)
        .map(|range| range.start - window.start..range.end - window.start)
        .collect();
    let cut = (window.start > 0, window.end < text.trim_end().len());
    Snippet { text: text[window].to_owned(), marks, cut }
}

/// The bytes of each sentence and line, without the space around it.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let ends = match c {
            '\n' => true,
            '.' | '?' | '!' => chars.peek().is_none_or(|(_, next)| next.is_whitespace()),
            _ => false,
        };
        if ends || (end - start > LENGTH && c == ' ') {
            found.push(trimmed(text, start..end));
            start = end;
        }
    }
    found.push(trimmed(text, start..text.len()));
    found.retain(|range| !range.is_empty());
    found
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let start = range.start + piece.len() - piece.trim_start().len();
    start..(start + piece.trim().len())
}

/// The run of sentences of about the right length that holds most; the first of equals.
fn window(sentences: &[Range<usize>], found: &[(Range<usize>, f32)]) -> Range<usize> {
    let mut best = (-1.0, 0..0);
    for (at, first) in sentences.iter().enumerate() {
        let run = sentences[at..]
            .iter()
            .take_while(|sentence| sentence.end - first.start <= LENGTH)
            .last()
            .unwrap_or(first);
        let window = first.start..run.end;
        let inside = found.iter().filter(|(range, _)| window.contains(&range.start));
        let score: f32 = inside.map(|(_, weight)| weight).sum();
        if score > best.0 {
            best = (score, window);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::analysis::{fold, forms};
    use crate::search::lexicon::Lexicon;
    use crate::search::vocabulary::Numbering;

    /// The texts taken apart, and what is wanted in them.
    fn read(texts: &[&str], words: &[&str]) -> (Vec<Tokenized>, WantedWords) {
        let (mut numbering, mut lexicon) = (Numbering::default(), Lexicon::default());
        let read = texts.iter().map(|text| numbering.read(text, &mut lexicon)).collect();
        let wanted: Vec<(String, f32)> =
            words.iter().map(|word| (forms(&fold(word)).root, 1.0)).collect();
        (read, WantedWords::new(&wanted, &numbering.roots(&lexicon)))
    }

    fn of(text: &str, words: &[&str]) -> Snippet {
        let (read, wanted) = read(&[text], words);
        snippet(text, &read[0], &wanted)
    }

    #[test]
    fn marks_the_words_found_in_the_text_as_it_stands() {
        let snippet = of("Du kan klage. Klagen sendes til kommunen.", &["klager"]);
        let marked: Vec<&str> =
            snippet.marks.iter().map(|mark| &snippet.text[mark.clone()]).collect();
        assert_eq!(marked, ["klage", "Klagen"]);
        assert_eq!(snippet.cut, (false, false));
    }

    #[test]
    fn takes_the_sentences_that_hold_most() {
        let filler = "Her står noget helt andet, som ingen har spurgt om. ".repeat(6);
        let snippet = of(&format!("{filler}Transporten betaler du selv. {filler}"), &["transport"]);
        assert!(snippet.text.contains("Transporten"), "{}", snippet.text);
        assert!(snippet.text.len() <= LENGTH);
        assert_eq!(snippet.cut, (true, true));
    }

    #[test]
    fn a_text_without_the_words_shows_its_beginning() {
        let snippet = of("Første sætning. Anden.", &["klage"]);
        assert_eq!(snippet.text, "Første sætning. Anden.");
        assert!(snippet.marks.is_empty());
    }

    #[test]
    fn the_part_under_the_fitting_heading_wins() {
        let texts = ["", "Om klage.", "Frist for klage", "Fire uger.", "Alkohol", "Ingen klage."];
        let best = |words: &[&str]| {
            let (read, wanted) = read(&texts, words);
            let parts = read
                .chunks(2)
                .map(|pair| TokenizedPart { heading: pair[0].clone(), text: pair[1].clone() });
            best_part(&parts.collect::<Vec<_>>(), &wanted)
        };
        assert_eq!(best(&["klage", "frist"]), Some(1));
        assert_eq!(best(&["pizza"]), None);
    }
}
