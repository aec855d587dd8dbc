//! Every word of what is searched, by number, and texts as rows of such numbers.
//!
//! Taking a text apart costs far more than looking at a number. So it is done once, at load, and
//! all that comes after, from the index to the marks in a snippet, works with the numbers.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::analysis::{self, Forms, forms};
use super::lexicon::Lexicon;
use super::lookup::{part_term, root_term, stem_term};

/// The number of a word.
pub(super) type Number = u32;

/// A text taken apart: its words in order, each with its place.
#[derive(Clone, Debug, Default)]
pub(super) struct Tokenized(Box<[Occurrence]>);

/// A word in a text, with the bytes it takes there.
#[derive(Clone, Copy, Debug)]
struct Occurrence {
    word: Number,
    start: u32,
    end: u32,
}

impl Tokenized {
    /// The words, in order.
    pub(super) fn words(&self) -> impl Iterator<Item = Number> {
        self.0.iter().map(|occurrence| occurrence.word)
    }

    /// The words with their bytes in the text.
    pub(super) fn occurrences(&self) -> impl Iterator<Item = (Number, Range<usize>)> {
        self.0.iter().map(|one| (one.word, one.start as usize..one.end as usize))
    }
}

/// Numbers words as texts are read.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    numbers: HashMap<String, Number>,
    words: Vec<(String, Forms)>,
}

impl Numbering {
    /// Takes a text apart, and tells the lexicon how its words are spelt.
    pub(super) fn read(&mut self, text: &str, lexicon: &mut Lexicon) -> Tokenized {
        let tokens = analysis::tokens(text);
        let occurrences = tokens.into_iter().map(|token| {
            lexicon.note_spelling(&token.key, &text[token.range.clone()]);
            let (start, end) = (place(token.range.start), place(token.range.end));
            Occurrence { word: self.number(token.key), start, end }
        });
        Tokenized(occurrences.collect())
    }

    fn number(&mut self, key: String) -> Number {
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        let number = place(self.words.len());
        self.words.push((key.clone(), forms(&key)));
        self.numbers.insert(key, number);
        number
    }

    pub(super) fn word(&self, number: Number) -> (&str, &Forms) {
        let (key, forms) = &self.words[number as usize];
        (key, forms)
    }

    /// What the index finds each word by, by number.
    pub(super) fn terms(&self, lexicon: &Lexicon) -> Vec<Vec<String>> {
        self.words.iter().map(|(key, forms)| terms(key, forms, lexicon)).collect()
    }

    /// Which words have which roots, once the lexicon knows all of them.
    pub(super) fn roots(&self, lexicon: &Lexicon) -> Roots {
        let mut words: HashMap<String, Vec<Number>> = HashMap::new();
        for (number, (key, forms)) in self.words.iter().enumerate() {
            for root in std::iter::once(forms.root.clone()).chain(parts(key, lexicon)) {
                words.entry(root).or_default().push(place(number));
            }
        }
        Roots { words, all: self.words.len() }
    }
}

/// A file of content is far below what a place can hold.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn is_law(key: &str) -> bool {
    key.starts_with('§')
}

fn parts(key: &str, lexicon: &Lexicon) -> Vec<String> {
    if key.starts_with(char::is_alphabetic) { lexicon.split(key) } else { Vec::new() }
}

fn terms(key: &str, forms: &Forms, lexicon: &Lexicon) -> Vec<String> {
    if is_law(key) {
        return vec![key.to_owned()];
    }
    let own = [stem_term(&forms.stem), root_term(&forms.root)];
    own.into_iter().chain(parts(key, lexicon).iter().map(|part| part_term(part))).collect()
}

/// Root → the words that have it, whole or as a part of a compound.
#[derive(Debug, Default)]
pub(super) struct Roots {
    words: HashMap<String, Vec<Number>>,
    all: usize,
}

/// How much a root is wanted.
#[derive(Clone, Copy, Debug, Default)]
struct Want {
    /// By all who want it together.
    sum: f32,
    /// By who wants it most.
    most: f32,
}

/// The words a search looks for in texts.
#[derive(Debug, Default)]
pub(super) struct WantedWords {
    /// A bit for each word of the vocabulary: whether it is wanted.
    bits: Vec<u64>,
    /// A wanted word's roots, by their place in `roots`.
    words: HashMap<Number, Vec<usize>>,
    roots: Vec<Want>,
}

impl WantedWords {
    /// The words that have one of these roots.
    pub(super) fn new(wanted: &[(String, f32)], roots: &Roots) -> Self {
        let mut by_root: BTreeMap<&str, Want> = BTreeMap::new();
        for (root, weight) in wanted {
            let want = by_root.entry(root).or_default();
            want.sum += weight;
            want.most = want.most.max(*weight);
        }
        let mut new = Self { bits: vec![0; roots.all.div_ceil(64)], ..Self::default() };
        for (root, want) in by_root {
            for &word in roots.words.get(root).into_iter().flatten() {
                new.bits[word as usize / 64] |= 1 << (word % 64);
                new.words.entry(word).or_default().push(new.roots.len());
            }
            new.roots.push(want);
        }
        new
    }

    /// The roots of a word that are wanted.
    fn roots_of(&self, word: Number) -> &[usize] {
        let bits = self.bits.get(word as usize / 64).copied().unwrap_or_default();
        if bits & 1 << (word % 64) == 0 {
            return &[];
        }
        self.words.get(&word).map_or(&[], Vec::as_slice)
    }

    /// How much a word is wanted: as much as the root of it that is wanted most.
    pub(super) fn weight(&self, word: Number) -> f32 {
        self.roots_of(word).iter().map(|&root| self.roots[root].most).fold(0.0, f32::max)
    }

    /// How much of what is wanted a text holds; each root counts once.
    pub(super) fn score(&self, text: &Tokenized) -> f32 {
        let mut found = vec![false; self.roots.len()];
        for &root in text.words().flat_map(|word| self.roots_of(word)) {
            found[root] = true;
        }
        let counted = self.roots.iter().zip(found).filter(|(_, found)| *found);
        counted.map(|(want, _)| want.sum).sum()
    }
}
