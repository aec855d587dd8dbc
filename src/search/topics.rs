//! Which topics of `soegning.toml` a query speaks of.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::analysis::{forms, tokens};
use super::lookup::{QueryWord, WordStanding};
use crate::content::search_words::SearchWords;

/// How many other words may stand between two words of a phrase.
const GAP: usize = 2;

/// The phrases of all topics, by the root of their first word.
#[derive(Debug, Default)]
pub(super) struct Topics {
    phrases: HashMap<String, Vec<TopicPhrase>>,
    ids: BTreeMap<String, usize>,
}

#[derive(Debug)]
struct TopicPhrase {
    topic: usize,
    /// The first word as it is written.
    first: String,
    roots: Vec<String>,
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
            for said in &topic.said {
                topics.add(number, said);
            }
        }
        topics
    }

    fn add(&mut self, topic: usize, said: &str) {
        let words = tokens(said);
        let roots: Vec<String> = words.iter().map(|token| forms(&token.key).root).collect();
        if let (Some(root), Some(first)) = (roots.first(), words.first()) {
            let phrase = TopicPhrase { topic, first: first.key.clone(), roots: roots.clone() };
            self.phrases.entry(root.clone()).or_default().push(phrase);
        }
    }

    /// The number of the topic with this id.
    pub(super) fn number(&self, id: &str) -> Option<usize> {
        self.ids.get(id).copied()
    }

    /// The topics that a query speaks of. A word that is part of a longer phrase found does not
    /// count by itself: "egen læge" is not "læge".
    pub(super) fn find(&self, items: &[QueryWord]) -> Vec<Found> {
        let mut all = Vec::new();
        for (start, item) in items.iter().enumerate() {
            for phrase in item.roots.iter().filter_map(|root| self.phrases.get(root)).flatten() {
                if let Some(at) = phrase.find_from(items, start) {
                    all.push(Found { topic: phrase.topic, at });
                }
            }
        }
        all.sort_by_key(|found| (std::cmp::Reverse(found.at.len()), found.at.first().copied()));
        let mut kept: Vec<Found> = Vec::new();
        for found in all {
            let covered =
                kept.iter().any(|other| !found.at.is_disjoint(&other.at) && found.at != other.at);
            if !covered && !kept.contains(&found) {
                kept.push(found);
            }
        }
        kept
    }
}

impl TopicPhrase {
    fn find_from(&self, items: &[QueryWord], start: usize) -> Option<BTreeSet<usize>> {
        // A word that says nothing may look like one that does without its ending, as "fået" looks
        // like "fætter": by itself it is only what it is written as.
        let item = &items[start];
        let is_alone = self.roots.len() == 1 && item.standing == WordStanding::Filler;
        if is_alone && item.key != self.first {
            return None;
        }
        let mut at = BTreeSet::from([start]);
        let mut next = start + 1;
        for wanted in &self.roots[1..] {
            let window: Range<usize> = next..(next + GAP + 1).min(items.len());
            let place = window.into_iter().find(|&place| items[place].roots.contains(wanted))?;
            at.insert(place);
            next = place + 1;
        }
        Some(at)
    }
}
