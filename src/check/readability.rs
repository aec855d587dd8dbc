//! How hard a page is to read: LIX and the longest sentence.
//!
//! LIX is words per sentence plus the percentage of words longer than six letters. It is measured
//! on the text as readers see it: summary, headings and text, with references filled in.

use super::corpus::{Corpus, Passage};
use crate::content::RawPage;
use crate::finding::Finding;
use crate::source::Place;

/// A page above this is reported; the goal is 34 or less.
const MAX_LIX: f64 = 38.0;

/// A sentence with more words than this is reported.
const MAX_SENTENCE: usize = 25;

/// A word with more letters than this counts as long.
const LONG_WORD: usize = 6;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    for (passage, page) in corpus.pages() {
        report(passage, page, &Measure::of(&passage.words), findings);
    }
}

fn report(passage: &Passage<'_>, page: &RawPage, measure: &Measure, findings: &mut Vec<Finding>) {
    let lix = measure.lix();
    if lix > MAX_LIX {
        findings.push(Finding::warning(
            "lix",
            Place::start_of(page.file),
            format!("Siden har et lixtal på {lix:.0}. Højst {MAX_LIX:.0} er tilladt."),
            "Del lange sætninger, og brug korte ord. Behold alle betingelser.",
        ));
    }
    if measure.longest > MAX_SENTENCE {
        // The sentence is found by its first words, because filling in references shifts the bytes.
        let opening: String = measure.longest_text.chars().take(24).collect();
        let at = passage.markdown.find(&opening).map_or(0..0, |at| at..at + opening.len());
        findings.push(Finding::warning(
            "lang-saetning",
            passage.place(&at),
            format!("Sætningen »{opening}…« har {} ord.", measure.longest),
            format!("Del den. En sætning må have højst {MAX_SENTENCE} ord."),
        ));
    }
}

/// The counts behind LIX.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    pub words: usize,
    /// Words of more than six letters.
    pub long_words: usize,
    pub sentences: usize,
    /// Words in the longest sentence.
    pub longest: usize,
    /// The longest sentence.
    pub longest_text: String,
}

impl Measure {
    /// Counts a text. A sentence ends at `.`, `?`, `!` or `:` before a space, and at a line break.
    pub fn of(text: &str) -> Self {
        let mut measure = Self::default();
        for sentence in sentences(text) {
            let words: Vec<&str> = words(sentence).collect();
            if words.is_empty() {
                continue;
            }
            measure.sentences += 1;
            measure.words += words.len();
            measure.long_words +=
                words.iter().filter(|word| word.chars().count() > LONG_WORD).count();
            if words.len() > measure.longest {
                measure.longest = words.len();
                sentence.clone_into(&mut measure.longest_text);
            }
        }
        measure
    }

    /// Words per sentence plus the percentage of long words; 0 for no text.
    #[allow(clippy::cast_precision_loss)] // a page has thousands of words, not 2^52
    pub fn lix(&self) -> f64 {
        if self.words == 0 {
            return 0.0;
        }
        let words = self.words as f64;
        words / self.sentences as f64 + 100.0 * self.long_words as f64 / words
    }
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| {
        let mut rest = line;
        std::iter::from_fn(move || {
            rest = rest.trim_start();
            if rest.is_empty() {
                return None;
            }
            let end = rest
                .match_indices(['.', '?', '!', ':'])
                .map(|(at, mark)| at + mark.len())
                .find(|&end| rest[end..].chars().next().is_none_or(char::is_whitespace))
                .unwrap_or(rest.len());
            let (sentence, after) = rest.split_at(end);
            rest = after;
            Some(sentence)
        })
    })
}

fn words(sentence: &str) -> impl Iterator<Item = &str> {
    sentence
        .split(|letter: char| letter.is_whitespace() || letter == '/')
        .map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lix_counts_words_sentences_and_long_words() {
        let measure = Measure::of("Du kan ringe. Behandlingen er gratis, siger kommunen!\nRing nu");
        assert_eq!((measure.words, measure.sentences, measure.long_words), (10, 3, 2));
        assert_eq!(measure.longest, 5);
        assert!((measure.lix() - (10.0 / 3.0 + 20.0)).abs() < 1e-9);
    }

    #[test]
    fn numbers_with_dots_do_not_end_a_sentence() {
        assert_eq!(Measure::of("Åbent kl. 9.00 på www.borger.dk i dag.").sentences, 2);
    }
}
