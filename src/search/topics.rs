//! Which topics of `soegning.toml` a query speaks of.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

use super::analysis::{Token, beginnings, forms, is_beginning, tokens};
use super::lookup::{QueryWord, WordStanding};
use crate::content::search_words::SearchWords;

/// How many other words may stand between two words of a phrase.
const GAP: usize = 2;

/// The phrases of all topics.
#[derive(Debug, Default)]
pub(super) struct Topics {
    /// By the root of their first word.
    phrases: HashMap<String, Vec<TopicPhrase>>,
    /// By what their first word begins with.
    beginnings: HashMap<String, Vec<TopicPhrase>>,
    /// Topics by letters that only they have.
    letters: Vec<(usize, String)>,
    /// Topics that only say in which language somebody asks.
    languages: HashSet<usize>,
    ids: BTreeMap<String, usize>,
}

#[derive(Debug)]
struct TopicPhrase {
    topic: usize,
    /// The first word as it is written.
    first: String,
    words: Vec<PhraseWord>,
}

#[derive(Debug)]
enum PhraseWord {
    /// Any word with this root.
    Root(String),
    /// Any word that begins so.
    Beginning(String),
}

impl PhraseWord {
    fn is(&self, item: &QueryWord) -> bool {
        match self {
            Self::Root(root) => item.roots.contains(root),
            Self::Beginning(beginning) => item.key.starts_with(beginning.as_str()),
        }
    }
}

/// A topic found in a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its number in `soegning.toml`.
    pub(super) topic: usize,
    /// The words that speak of it, by their place in the query.
    pub(super) at: BTreeSet<usize>,
}

impl Topics {
    /// Takes the phrases apart.
    pub(super) fn new(words: &SearchWords) -> Self {
        let mut topics = Self::default();
        for (number, topic) in words.topics.iter().enumerate() {
            topics.ids.insert(topic.id.to_string(), number);
            topics.languages.extend(topic.foreign.then_some(number));
            topics.letters.extend(topic.letters.iter().map(|all| (number, all.to_string())));
            for said in &topic.said {
                topics.add(number, said);
            }
        }
        topics
    }

    fn add(&mut self, topic: usize, said: &str) {
        let tokens = tokens(said);
        let word = |token: &Token| {
            if is_beginning(said, token) {
                PhraseWord::Beginning(token.key.clone())
            } else {
                PhraseWord::Root(forms(&token.key).root)
            }
        };
        let words: Vec<PhraseWord> = tokens.iter().map(word).collect();
        let Some(first) = tokens.into_iter().next().map(|token| token.key) else { return };
        let by_first = match &words[0] {
            PhraseWord::Root(root) => self.phrases.entry(root.clone()),
            PhraseWord::Beginning(beginning) => self.beginnings.entry(beginning.clone()),
        };
        by_first.or_default().push(TopicPhrase { topic, first, words });
    }

    /// The topics that the letters of a query alone speak of.
    pub(super) fn by_letters(&self, query: &str) -> impl Iterator<Item = Found> {
        let has = |letters: &str| query.chars().any(|c| !c.is_ascii() && letters.contains(c));
        let found = self.letters.iter().filter(move |(_, letters)| has(letters));
        found.map(|(topic, _)| Found { topic: *topic, at: BTreeSet::new() })
    }

    /// The number of the topic with this id.
    pub(super) fn number(&self, id: &str) -> Option<usize> {
        self.ids.get(id).copied()
    }

    /// The topics that a query speaks of. A word that is part of a longer phrase found does not
    /// count by itself: "egen læge" is not "læge". A language goes with everything said in it.
    pub(super) fn find(&self, items: &[QueryWord]) -> Vec<Found> {
        let mut all = Vec::new();
        for (start, item) in items.iter().enumerate() {
            let by_root = item.roots.iter().filter_map(|root| self.phrases.get(root));
            let by_beginning = beginnings(&item.key).filter_map(|one| self.beginnings.get(one));
            for phrase in by_root.chain(by_beginning).flatten() {
                if let Some(at) = phrase.find_from(items, start) {
                    all.push(Found { topic: phrase.topic, at });
                }
            }
        }
        all.sort_by_key(|found| (std::cmp::Reverse(found.at.len()), found.at.first().copied()));
        let mut kept: Vec<Found> = Vec::new();
        for found in all {
            let covers = |other: &Found| {
                !self.languages.contains(&other.topic)
                    && !found.at.is_disjoint(&other.at)
                    && found.at != other.at
            };
            let covered = !self.languages.contains(&found.topic) && kept.iter().any(covers);
            if !covered && !kept.contains(&found) {
                kept.push(found);
            }
        }
        kept
    }
}

impl TopicPhrase {
    fn find_from(&self, items: &[QueryWord], start: usize) -> Option<BTreeSet<usize>> {
        // Without their endings, a filler word can look like a word of a topic, as "fået" looks like
        // "fætter". Alone, it only counts as it is written.
        let item = &items[start];
        let is_alone = self.words.len() == 1 && item.standing == WordStanding::Filler;
        if is_alone && item.key != self.first {
            return None;
        }
        let mut at = BTreeSet::from([start]);
        let mut next = start + 1;
        for wanted in &self.words[1..] {
            let window: Range<usize> = next..(next + GAP + 1).min(items.len());
            let place = window.into_iter().find(|&place| wanted.is(&items[place]))?;
            at.insert(place);
            next = place + 1;
        }
        Some(at)
    }
}
