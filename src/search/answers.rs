//! The sections that the topics of a query point to.

use std::collections::BTreeMap;

use crate::content::search_words::{TopicAnswer, Weights};

/// Sections by weight.
type Weighed = BTreeMap<String, f32>;

/// The sections that topics point to.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    /// In most municipalities.
    pub(super) everywhere: Weighed,
    /// In the municipalities that have answers of their own.
    pub(super) own: BTreeMap<String, Weighed>,
}

impl Answers {
    /// From here on this municipality has answers of its own.
    pub(super) fn single_out(&mut self, id: &str) {
        if !self.own.contains_key(id) {
            self.own.insert(id.to_owned(), self.everywhere.clone());
        }
    }

    /// Adds what one topic says, everywhere and where a municipality differs.
    pub(super) fn add(
        &mut self,
        usual: &TopicAnswer,
        own: &BTreeMap<String, TopicAnswer>,
        strength: f32,
        weights: &Weights,
    ) {
        for id in own.keys() {
            self.single_out(id);
        }
        for (id, sections) in &mut self.own {
            add_answer(sections, own.get(id).unwrap_or(usual), strength, weights);
        }
        add_answer(&mut self.everywhere, usual, strength, weights);
    }
}

fn add_answer(sections: &mut Weighed, answer: &TopicAnswer, strength: f32, weights: &Weights) {
    let mut weight = strength;
    for section in &answer.best {
        *sections.entry(section.to_string()).or_default() += weight;
        weight *= weights.next;
    }
    for section in &answer.also {
        *sections.entry(section.to_string()).or_default() += strength * weights.meant;
    }
}
