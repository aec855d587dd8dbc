//! A hit's heading and the piece of text under it that shows why it was found.

use std::collections::BTreeSet;
use std::ops::Range;

use super::analysis::{Kind, forms, tokens};
use super::document::Part;
use super::lexicon::Lexicon;

/// About how long a snippet is, in bytes.
const LENGTH: usize = 220;

/// How much a word in the heading counts against one in the text below it.
const HEADING: f32 = 2.0;

/// A piece of text with the words that were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The text.
    pub text: String,
    /// The bytes of the words found, in order.
    pub marks: Vec<Range<usize>>,
    /// Whether text was left out before and after.
    pub cut: (bool, bool),
}

/// What to look for: roots with their weight.
pub(super) type Wanted = Vec<(String, f32)>;

/// The part that answers best: its number, and none for the page as a whole.
pub(super) fn best_part(parts: &[Part], wanted: &Wanted, lexicon: &Lexicon) -> Option<usize> {
    let scores: Vec<f32> = parts.iter().map(|part| score(part, wanted, lexicon)).collect();
    let best = scores.iter().copied().fold(0.0, f32::max);
    let first = scores.iter().position(|&score| score >= best)?;
    (best > 0.0).then_some(first)
}

fn score(part: &Part, wanted: &Wanted, lexicon: &Lexicon) -> f32 {
    let heading = part.heading.as_ref().map(|(_, text)| roots(text, lexicon)).unwrap_or_default();
    let text = roots(&part.text, lexicon);
    let counts = |(root, weight): &(String, f32)| {
        let in_heading = if heading.contains(root) { HEADING } else { 0.0 };
        let in_text = if text.contains(root) { 1.0 } else { 0.0 };
        weight * (in_heading + in_text)
    };
    wanted.iter().map(counts).sum()
}

/// The roots of a text, those of the parts of compounds too.
fn roots(text: &str, lexicon: &Lexicon) -> BTreeSet<String> {
    tokens(text).into_iter().flat_map(|token| word_roots(&token.key, token.kind, lexicon)).collect()
}

fn word_roots(key: &str, kind: Kind, lexicon: &Lexicon) -> Vec<String> {
    let mut roots = vec![forms(key).root];
    if kind == Kind::Word {
        roots.extend(lexicon.split(key));
    }
    roots
}

/// The piece of `text` with most of what is wanted, cut at sentences where it can be.
pub(super) fn snippet(text: &str, wanted: &Wanted, lexicon: &Lexicon) -> Snippet {
    let found: Vec<(Range<usize>, f32)> = tokens(text)
        .into_iter()
        .filter_map(|token| {
            let roots = word_roots(&token.key, token.kind, lexicon);
            let weight = wanted.iter().filter(|(root, _)| roots.contains(root));
            let weight = weight.map(|(_, weight)| *weight).fold(0.0, f32::max);
            (weight > 0.0).then_some((token.range, weight))
        })
        .collect();
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
    use crate::search::analysis::fold;

    fn wanted(words: &[&str]) -> Wanted {
        words.iter().map(|word| (forms(&fold(word)).root, 1.0)).collect()
    }

    #[test]
    fn marks_the_words_found_in_the_text_as_it_stands() {
        let text = "Du kan klage. Klagen sendes til kommunen.";
        let snippet = snippet(text, &wanted(&["klager"]), &Lexicon::default());
        let marked: Vec<&str> =
            snippet.marks.iter().map(|mark| &snippet.text[mark.clone()]).collect();
        assert_eq!(marked, ["klage", "Klagen"]);
        assert_eq!(snippet.cut, (false, false));
    }

    #[test]
    fn takes_the_sentences_that_hold_most() {
        let filler = "Her står noget helt andet, som ingen har spurgt om. ".repeat(6);
        let text = format!("{filler}Transporten betaler du selv. {filler}");
        let snippet = snippet(&text, &wanted(&["transport"]), &Lexicon::default());
        assert!(snippet.text.contains("Transporten"), "{}", snippet.text);
        assert!(snippet.text.len() <= LENGTH);
        assert_eq!(snippet.cut, (true, true));
    }

    #[test]
    fn a_text_without_the_words_shows_its_beginning() {
        let snippet = snippet("Første sætning. Anden.", &wanted(&["klage"]), &Lexicon::default());
        assert_eq!(snippet.text, "Første sætning. Anden.");
        assert!(snippet.marks.is_empty());
    }

    #[test]
    fn the_part_under_the_fitting_heading_wins() {
        let part = |id: &str, heading: &str, text: &str| Part {
            heading: Some((id.into(), heading.into())),
            text: text.into(),
        };
        let parts = [
            Part { heading: None, text: "Om klage.".into() },
            part("frist", "Frist for klage", "Fire uger."),
            part("alkohol", "Alkohol", "Ingen klage."),
        ];
        let lexicon = Lexicon::default();
        assert_eq!(best_part(&parts, &wanted(&["klage", "frist"]), &lexicon), Some(1));
        assert_eq!(best_part(&parts, &wanted(&["pizza"]), &lexicon), None);
    }
}
