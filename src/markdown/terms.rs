//! Finds glossary terms in text.

use std::collections::HashMap;

use crate::content::Content;

/// The forms of a municipality's terms, by their first word.
#[derive(Clone, Debug, Default)]
pub(super) struct TermIndex {
    by_first_word: HashMap<String, Vec<TermForm>>,
}

#[derive(Clone, Debug)]
struct TermForm {
    /// In lower case, with single spaces.
    words: String,
    term: String,
}

/// A glossary term found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TermOccurrence {
    /// The first byte.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The id of the term.
    pub(super) term: String,
}

impl TermIndex {
    /// The terms that this municipality's source uses.
    pub(super) fn new(content: &Content, municipality: &str) -> Self {
        let mut by_first_word: HashMap<String, Vec<TermForm>> = HashMap::new();
        for term in content.glossary.iter().filter(|term| term.applies_to(municipality)) {
            for form in &term.forms {
                let words = form.to_lowercase();
                let Some(first) = words.split(' ').next() else { continue };
                let form = TermForm { words: words.clone(), term: term.id.to_string() };
                by_first_word.entry(first.to_owned()).or_default().push(form);
            }
        }
        for forms in by_first_word.values_mut() {
            // Longest first: "psykiatrisk lægekonsulent" before "psykiatrisk".
            forms.sort_by(|a, b| b.words.len().cmp(&a.words.len()).then(a.words.cmp(&b.words)));
        }
        Self { by_first_word }
    }

    /// Every glossary term in the text, in order, without overlaps.
    pub(super) fn find(&self, text: &str) -> Vec<TermOccurrence> {
        let mut found = Vec::new();
        let mut end_of_last = 0;
        for (start, end) in words(text) {
            if start < end_of_last {
                continue;
            }
            let first = text[start..end].to_lowercase();
            let forms = self.by_first_word.get(&first).map_or(&[][..], Vec::as_slice);
            let hit = forms.iter().find_map(|form| {
                let end = matches_at(text, start, &form.words)?;
                Some(TermOccurrence { start, end, term: form.term.clone() })
            });
            if let Some(hit) = hit {
                end_of_last = hit.end;
                found.push(hit);
            }
        }
        found
    }
}

/// Where the form ends, if it occurs at `start` as whole words.
fn matches_at(text: &str, start: usize, form: &str) -> Option<usize> {
    let mut end = start;
    for (index, wanted) in form.split(' ').enumerate() {
        let rest = &text[end..];
        let skipped = if index == 0 { 0 } else { rest.len() - rest.trim_start().len() };
        if index > 0 && skipped == 0 {
            return None;
        }
        let (from, to) = words(&rest[skipped..]).next()?;
        if from != 0 || rest[skipped..][..to].to_lowercase() != wanted {
            return None;
        }
        end += skipped + to;
    }
    Some(end)
}

/// The words of a text as byte ranges; a hyphen inside a word is part of it.
fn words(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut letters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = letters.find(|(_, letter)| letter.is_alphanumeric())?;
        let mut end = start + first.len_utf8();
        while let Some(&(at, letter)) = letters.peek() {
            let inner_hyphen =
                letter == '-' && text[at + 1..].chars().next().is_some_and(char::is_alphanumeric);
            if !letter.is_alphanumeric() && !inner_hyphen {
                break;
            }
            end = at + letter.len_utf8();
            letters.next();
        }
        Some((start, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(forms: &[(&str, &str)]) -> TermIndex {
        let mut by_first_word: HashMap<String, Vec<TermForm>> = HashMap::new();
        for (words, term) in forms {
            let first = words.split(' ').next().unwrap_or_default().to_owned();
            let form = TermForm { words: (*words).to_owned(), term: (*term).to_owned() };
            by_first_word.entry(first).or_default().push(form);
        }
        TermIndex { by_first_word }
    }

    fn found(index: &TermIndex, text: &str) -> Vec<(String, String)> {
        let slice = |hit: TermOccurrence| (text[hit.start..hit.end].to_owned(), hit.term);
        index.find(text).into_iter().map(slice).collect()
    }

    #[test]
    fn terms_match_whole_words_in_any_case_and_can_have_several_words() {
        let index = index(&[("digital post", "dp"), ("visiteret", "v"), ("vum", "vum")]);
        assert_eq!(
            found(&index, "Send med Digital  Post. Du er visiteret; VUM-skema, revisiteret."),
            [("Digital  Post".into(), "dp".into()), ("visiteret".into(), "v".into())]
        );
        assert_eq!(found(&index, "digital posten"), []);
    }
}
