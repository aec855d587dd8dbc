//! What needs a vocabulary: which words are known, how rare they are, how compounds come apart and
//! together, and which word a typo meant.
//!
//! The vocabulary is made from what is searched and from `soegning.toml`; there is no word list in
//! the code.

use std::collections::{HashMap, HashSet};

use super::analysis::{Forms, fold, forms};
use super::typo::{self, Speller};

/// The shortest part of a compound that need not be listed as a part.
const MIN_PART: usize = 4;

/// The letters that may join two parts, the most usual first.
const LINKS: [&str; 3] = ["", "s", "e"];

/// The most parts a compound is taken apart into.
const MAX_PARTS: usize = 4;

/// All words known.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: HashSet<String>,
    stems: HashSet<String>,
    /// Root → in how many documents.
    roots: HashMap<String, u32>,
    /// Roots that something is named by: a title, a heading, a topic, a word of the source.
    anchors: HashSet<String>,
    /// Roots that compounds are made of.
    parts: HashSet<String>,
    /// How a folded word is spelt, where folding changed it.
    spelt: HashMap<String, String>,
    speller: Speller,
    documents: u32,
}

impl Lexicon {
    /// Adds the words of one document, folded, with their forms; each root counts once.
    pub(super) fn add_document<'a>(&mut self, words: impl Iterator<Item = (&'a str, &'a Forms)>) {
        self.documents += 1;
        let mut seen = HashSet::new();
        for (key, forms) in words {
            self.add(key, forms);
            if seen.insert(&forms.root) {
                self.count(&forms.root, 1);
            }
        }
    }

    fn count(&mut self, root: &str, more: u32) {
        match self.roots.get_mut(root) {
            Some(documents) => *documents += more,
            None => drop(self.roots.insert(root.to_owned(), more)),
        }
    }

    /// Adds a word that things are named by.
    pub(super) fn add_anchor(&mut self, key: &str) {
        let forms = forms(key);
        self.add(key, &forms);
        self.count(&forms.root, 0);
        self.anchors.insert(forms.root);
    }

    /// Adds a word that people use: known, but nothing is named by it.
    pub(super) fn add_weak(&mut self, key: &str) {
        if !self.words.contains(key) {
            let forms = forms(key);
            self.add(key, &forms);
            self.count(&forms.root, 0);
        }
    }

    /// Adds a short word that compounds are made of.
    pub(super) fn add_part(&mut self, key: &str) {
        let forms = forms(key);
        self.add(key, &forms);
        self.count(&forms.root, 0);
        self.parts.insert(forms.root);
    }

    /// Remembers how a folded word is spelt; the first spelling counts.
    pub(super) fn note_spelling(&mut self, key: &str, written: &str) {
        if written.eq_ignore_ascii_case(key) || self.spelt.contains_key(key) {
            return;
        }
        let written = written.to_lowercase();
        if written != key {
            self.spelt.insert(key.to_owned(), written);
        }
    }

    /// A folded word as it is spelt.
    pub(super) fn spelt(&self, key: &str) -> String {
        self.spelt.get(key).map_or(key, String::as_str).to_owned()
    }

    fn add(&mut self, key: &str, forms: &Forms) {
        if self.words.contains(key) {
            return;
        }
        self.words.insert(key.to_owned());
        self.stems.insert(forms.stem.clone());
        self.speller.add(key, true);
        if key.len() >= MIN_PART {
            self.parts.insert(forms.root.clone());
        }
    }

    /// Takes away what can't be a part of a compound: "for", "til", "efter".
    pub(super) fn forbid_part(&mut self, key: &str) {
        self.parts.remove(&forms(key).root);
    }

    /// Whether this very form occurs.
    pub(super) fn has_word(&self, key: &str) -> bool {
        self.words.contains(key)
    }

    /// Whether the word occurs in any form.
    pub(super) fn knows(&self, forms: &Forms) -> bool {
        self.stems.contains(&forms.stem) || self.roots.contains_key(&forms.root)
    }

    /// Whether something is named by the word.
    pub(super) fn is_anchor(&self, root: &str) -> bool {
        self.anchors.contains(root)
    }

    /// 1 for a word of a single document, towards 0 for a word of all.
    #[allow(clippy::cast_precision_loss)]
    pub(super) fn rarity(&self, root: &str) -> f32 {
        let all = self.documents as f32;
        let with = self.roots.get(root).copied().unwrap_or_default().max(1) as f32;
        ((1.0 + all / with).ln() / (1.0 + all).ln()).clamp(0.0, 1.0)
    }

    /// The roots of a compound's parts, fewest and longest first parts preferred; empty for a word
    /// that is no compound of known words.
    pub(super) fn split(&self, key: &str) -> Vec<String> {
        let mut parts = Vec::new();
        if self.split_into(key, MAX_PARTS, &mut parts) && parts.len() > 1 {
            return parts;
        }
        Vec::new()
    }

    fn split_into(&self, rest: &str, room: usize, parts: &mut Vec<String>) -> bool {
        if room == 0 {
            return false;
        }
        let whole = forms(rest).root;
        if !parts.is_empty() && self.parts.contains(&whole) {
            parts.push(whole);
            return true;
        }
        let cuts = rest.char_indices().map(|(at, _)| at).skip(2);
        for cut in cuts.collect::<Vec<_>>().into_iter().rev() {
            let (head, tail) = rest.split_at(cut);
            let Some(first) = self.part(head) else { continue };
            parts.push(first);
            if LINKS.iter().any(|link| {
                tail.strip_prefix(link).is_some_and(|tail| self.split_into(tail, room - 1, parts))
            }) {
                return true;
            }
            parts.pop();
        }
        false
    }

    /// The root of a first part: it stands uninflected.
    fn part(&self, head: &str) -> Option<String> {
        // Most heads are no words: their roots are not worth working out.
        let root = self.words.contains(head).then(|| forms(head).root)?;
        self.parts.contains(&root).then_some(root)
    }

    /// The known compound that words written apart make: "brand", "mand" → "brandmand".
    pub(super) fn join(&self, pieces: &[&str]) -> Option<String> {
        let mut joined = joined(pieces).into_iter();
        joined.find(|word| self.words.contains(word) || self.has_compound_stem(word))
    }

    fn has_compound_stem(&self, word: &str) -> bool {
        self.stems.contains(&forms(word).stem)
    }

    /// The word a typo most likely meant, at most `edits` away.
    pub(super) fn correct(&self, key: &str, edits: usize) -> Option<&str> {
        self.speller.nearest(key, edits)
    }

    /// Lets the speller know more words: those that mean nothing here but are no typos.
    pub(super) fn add_spelling(&mut self, key: &str) {
        self.speller.add(key, false);
    }

    /// Marks a word that nothing but a single slip may be corrected to.
    pub(super) fn protect(&mut self, key: &str) {
        self.speller.protect(key);
    }
}

pub(super) use typo::allowed_edits;

/// What words may make when they are written together, the likeliest first.
pub(super) fn joined(pieces: &[&str]) -> Vec<String> {
    let Some((first, rest)) = pieces.split_first() else { return Vec::new() };
    let mut joined = vec![(*first).to_owned()];
    for piece in rest {
        let linked = |head: &String| LINKS.map(|link| fold(&format!("{head}{link}{piece}")));
        joined = joined.iter().flat_map(linked).collect();
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        let mut lexicon = Lexicon::default();
        let words = "alkohol behandling behandlingssted sted døgn garanti klage frist egen betaling \
                     egenbetaling efterværn borger rådgiver borgerrådgiver hash til efter";
        let keys = words.split_whitespace().map(fold);
        let known: Vec<(String, Forms)> = keys.map(|key| (key.clone(), forms(&key))).collect();
        lexicon.add_document(known.iter().map(|(key, forms)| (key.as_str(), forms)));
        lexicon.add_part(&fold("dag"));
        lexicon.forbid_part(&fold("efter"));
        lexicon
    }

    fn split(word: &str) -> Vec<String> {
        lexicon().split(&fold(word))
    }

    #[test]
    fn compounds_come_apart() {
        assert_eq!(split("hashbehandling"), ["hash", "behandl"]);
        assert_eq!(split("alkoholbehandlingssted"), ["alkohol", "behandlingsted"]);
        assert_eq!(split("døgnbehandlingen"), ["dogn", "behandl"]);
        assert_eq!(split("dagbehandling"), ["dag", "behandl"]);
        assert_eq!(split("behandlingsgaranti"), ["behandl", "garanti"]);
        assert_eq!(split("klagefristen"), ["klag", "frist"]);
    }

    #[test]
    fn other_words_stay_whole() {
        for word in ["varmepumpe", "fodboldresultater", "behandling", "xqzzv", "hundetegn"] {
            assert_eq!(split(word), Vec::<String>::new(), "{word}");
        }
    }

    #[test]
    fn words_written_apart_come_together() {
        let lexicon = lexicon();
        assert_eq!(lexicon.join(&["egen", "betaling"]).as_deref(), Some("egenbetaling"));
        assert_eq!(lexicon.join(&["borger", "radgiver"]).as_deref(), Some("borgeradgiver"));
        assert_eq!(lexicon.join(&["behandling", "sted"]).as_deref(), Some("behandlingsted"));
        assert_eq!(lexicon.join(&["min", "klage"]), None);
    }
}
