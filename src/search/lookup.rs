//! Each word of a query: what it turns out to be, and the terms it is found by.

use std::collections::HashSet;
use std::ops::Range;

use super::analysis::{self, Forms, Token, TokenKind, beginnings, forms, is_beginning};
use super::lexicon::{Lexicon, allowed_edits, joined};
use crate::content::Word;
use crate::content::search_words::{SearchWords, Weights};

/// The most words of a query that are read.
const MAX_WORDS: usize = 32;

/// The most unknown words that are held against the known ones: who writes more of them has written
/// about something else, and each takes longer than all known words together.
const MAX_DOUBTS: usize = 6;

/// The most words that one compound is written apart into.
const MAX_PIECES: usize = 3;

/// A word that was taken for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Its bytes in the query.
    pub typed: Range<usize>,
    /// What it was taken for.
    pub meant: String,
}

/// What a word of the query turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordStanding {
    /// Says nothing by itself.
    Filler,
    /// Known, and something is named by it.
    Strong,
    /// Known, but fits too many things.
    Weak,
    /// Of another world.
    Elsewhere,
    /// Known to nobody.
    Unknown,
    /// A number or law that occurs nowhere, or too short to tell.
    Ignored,
}

/// A word of the query, looked up.
#[derive(Clone, Debug)]
pub(super) struct QueryWord {
    /// The word as it is compared, uninflected or not.
    pub(super) key: String,
    /// Its stem and root.
    pub(super) forms: Forms,
    /// The roots it is known by in topics: its own, and those of its parts.
    pub(super) roots: Vec<String>,
    /// The terms it is found by, with the weight of each.
    pub(super) terms: Vec<(String, f32)>,
    /// What it turned out to be.
    pub(super) standing: WordStanding,
}

/// The words that are treated apart, from `soegning.toml`.
#[derive(Debug)]
pub(super) struct Lookup {
    weights: Weights,
    fillers: HashSet<String>,
    weak: HashSet<String>,
    elsewhere: HashSet<String>,
    elsewhere_stems: HashSet<String>,
    /// What words of topics begin with.
    beginnings: HashSet<String>,
}

/// All words of a list, folded.
fn keys<'a>(list: impl IntoIterator<Item = &'a Word>) -> HashSet<String> {
    list.into_iter().flat_map(|word| analysis::tokens(word)).map(|token| token.key).collect()
}

impl Lookup {
    /// Takes the lists apart and tells the lexicon all words.
    pub(super) fn new(words: &SearchWords, lexicon: &mut Lexicon) -> Self {
        let fillers = keys(&words.fillers);
        let mut beginnings = HashSet::new();
        for topic in &words.topics {
            for word in topic.said.iter().chain(&topic.means) {
                for token in analysis::tokens(word) {
                    if is_beginning(word, &token) {
                        beginnings.insert(token.key);
                        continue;
                    }
                    if !fillers.contains(&token.key) {
                        lexicon.add_anchor(&token.key);
                    }
                    if topic.protected {
                        lexicon.protect(&token.key);
                    }
                    lexicon.note_spelling(&token.key, &word[token.range]);
                }
            }
        }
        let weak = keys(&words.weak);
        for key in &weak {
            lexicon.add_weak(key);
        }
        for key in keys(&words.parts) {
            lexicon.add_part(&key);
        }
        let elsewhere = keys(&words.elsewhere);
        for key in fillers.iter().chain(&elsewhere) {
            lexicon.add_spelling(key);
        }
        for key in &fillers {
            lexicon.forbid_part(key);
        }
        Self {
            weights: words.weights.clone(),
            weak: weak.iter().map(|key| forms(key).root).collect(),
            elsewhere_stems: elsewhere.iter().map(|key| forms(key).stem).collect(),
            elsewhere,
            fillers,
            beginnings,
        }
    }

    /// The query's words, each looked up.
    pub(super) fn items(
        &self,
        query: &str,
        lexicon: &Lexicon,
        corrections: &mut Vec<Correction>,
    ) -> Vec<QueryWord> {
        let mut tokens = analysis::tokens(query);
        tokens.truncate(MAX_WORDS);
        let (mut items, mut doubts) = (Vec::new(), 0);
        let mut rest = tokens.as_slice();
        while let Some(token) = rest.first() {
            let joined = self.joined(rest, lexicon);
            let taken = joined.as_ref().map_or(1, |(_, count)| *count);
            let is_word = joined.is_some() || token.kind == TokenKind::Word;
            let key = joined.map_or_else(|| token.key.clone(), |(word, _)| word);
            let known =
                if is_word { self.known(&key, lexicon, 1.0) } else { Some(number(&key, lexicon)) };
            items.push(known.unwrap_or_else(|| {
                if beginnings(&key).any(|beginning| self.beginnings.contains(beginning)) {
                    return wordless(&key, WordStanding::Strong);
                }
                doubts += 1;
                if doubts > MAX_DOUBTS {
                    return unknown(&key, key.chars().count());
                }
                self.doubtful(&key, (query, &token.range), lexicon, corrections)
            }));
            rest = &rest[taken..];
        }
        items
    }

    /// The compound that the first words make when they are written together, and how many they
    /// are.
    fn joined(&self, tokens: &[Token], lexicon: &Lexicon) -> Option<(String, usize)> {
        (2..=MAX_PIECES.min(tokens.len())).rev().find_map(|count| {
            let pieces = &tokens[..count];
            if pieces.iter().any(|piece| piece.kind != TokenKind::Word) {
                return None;
            }
            let keys: Vec<&str> = pieces.iter().map(|piece| piece.key.as_str()).collect();
            // "for samtale" is two words, and so is "gammel er"; "efter værn" is one, for "værn" is none.
            let known = |key: &&str| self.fillers.contains(*key) || lexicon.knows(&forms(key));
            let plain =
                keys.iter().any(|key| self.fillers.contains(*key)) && keys.iter().all(known);
            let elsewhere = || joined(&keys).into_iter().find(|word| self.elsewhere.contains(word));
            let word = if plain { None } else { lexicon.join(&keys).or_else(elsewhere) };
            word.map(|word| (word, count))
        })
    }

    /// A word that isn't known as it stands: a typo, a compound, or unknown.
    fn doubtful(
        &self,
        key: &str,
        (query, typed): (&str, &Range<usize>),
        lexicon: &Lexicon,
        corrections: &mut Vec<Correction>,
    ) -> QueryWord {
        let parts = lexicon.split(key);
        // "æ" is one letter, which folding makes two.
        let letters = key.chars().count().min(query[typed.clone()].chars().count());
        // A compound of known words is a typo only when a single letter makes it a known word.
        let most = allowed_edits(letters).min(if parts.is_empty() { usize::MAX } else { 1 });
        let meant = lexicon.correct(key, most);
        let item = meant.and_then(|meant| self.known(meant, lexicon, self.weights.corrected));
        match (item, meant) {
            (Some(item), Some(meant)) => {
                if item.standing != WordStanding::Filler {
                    let typed = typed.clone();
                    corrections.push(Correction { typed, meant: lexicon.spelt(meant) });
                }
                item
            }
            _ if !parts.is_empty() => self.compound(key, parts, lexicon),
            _ => unknown(key, letters),
        }
    }

    /// A word that is a filler, of another world, or in the vocabulary.
    fn known(&self, key: &str, lexicon: &Lexicon, weight: f32) -> Option<QueryWord> {
        let forms = forms(key);
        let standing = self.standing(key, &forms, lexicon)?;
        let mut roots = vec![forms.root.clone()];
        let mut terms = Vec::new();
        if matches!(standing, WordStanding::Strong | WordStanding::Weak) {
            terms = self.terms(&forms, weight);
            let parts = lexicon.split(key);
            terms.extend(self.part_terms(&parts, weight * self.weights.part));
            roots.extend(parts);
        }
        Some(QueryWord { key: key.to_owned(), forms, roots, terms, standing })
    }

    fn standing(&self, key: &str, forms: &Forms, lexicon: &Lexicon) -> Option<WordStanding> {
        if self.fillers.contains(key) {
            return Some(WordStanding::Filler);
        }
        let elsewhere = self.elsewhere.contains(key)
            || (self.elsewhere_stems.contains(&forms.stem) && !lexicon.has_word(key));
        if elsewhere {
            return Some(WordStanding::Elsewhere);
        }
        lexicon.knows(forms).then(|| self.strength(&forms.root, lexicon))
    }

    fn strength(&self, root: &str, lexicon: &Lexicon) -> WordStanding {
        if lexicon.is_anchor(root) && !self.weak.contains(root) {
            WordStanding::Strong
        } else {
            WordStanding::Weak
        }
    }

    /// A compound that occurs nowhere, but whose parts do.
    fn compound(&self, key: &str, parts: Vec<String>, lexicon: &Lexicon) -> QueryWord {
        let strong = parts.iter().any(|part| self.strength(part, lexicon) == WordStanding::Strong);
        let standing = if strong { WordStanding::Strong } else { WordStanding::Unknown };
        let terms = self.part_terms(&parts, self.weights.root);
        QueryWord { key: key.to_owned(), forms: forms(key), roots: parts, terms, standing }
    }

    /// The terms of a word: its stem, its root, and its root within compounds.
    pub(super) fn terms(&self, forms: &Forms, weight: f32) -> Vec<(String, f32)> {
        vec![
            (stem_term(&forms.stem), weight),
            (root_term(&forms.root), weight * self.weights.root),
            (part_term(&forms.root), weight * self.weights.part),
        ]
    }

    fn part_terms(&self, parts: &[String], weight: f32) -> Vec<(String, f32)> {
        let both = |part: &String| {
            [(root_term(part), weight), (part_term(part), weight * self.weights.part)]
        };
        parts.iter().flat_map(both).collect()
    }
}

fn unknown(key: &str, letters: usize) -> QueryWord {
    wordless(key, if letters < 3 { WordStanding::Ignored } else { WordStanding::Unknown })
}

/// A word that is in no text.
fn wordless(key: &str, standing: WordStanding) -> QueryWord {
    QueryWord {
        key: key.to_owned(),
        forms: forms(key),
        roots: Vec::new(),
        terms: Vec::new(),
        standing,
    }
}

/// A number is a paragraph where one has it, else itself.
fn number(key: &str, lexicon: &Lexicon) -> QueryWord {
    let bare = key.trim_start_matches('§');
    let law = format!("§{bare}");
    let roots = vec![bare.to_owned(), law.clone()];
    let known = match (lexicon.has_word(&law), lexicon.has_word(bare)) {
        (true, _) => Some(law),
        (false, true) => Some(stem_term(bare)),
        (false, false) => None,
    };
    let standing = if known.is_some() { WordStanding::Strong } else { WordStanding::Ignored };
    let terms = known.into_iter().map(|term| (term, 1.0)).collect();
    QueryWord { key: bare.to_owned(), forms: forms(bare), roots, terms, standing }
}

/// The term of a stem, of a root, and of a part of a compound; kept apart by their first letter.
pub(super) fn stem_term(stem: &str) -> String {
    format!("={stem}")
}

/// See [`stem_term`].
pub(super) fn root_term(root: &str) -> String {
    format!("~{root}")
}

/// See [`stem_term`].
pub(super) fn part_term(root: &str) -> String {
    format!("+{root}")
}

/// The term of a law, or of a paragraph in it.
pub(super) fn law_term(law: &str, number: Option<&str>) -> String {
    format!("{law}§{}", number.unwrap_or_default())
}
