//! What a query means: the words to find, the sections its topics point to, and whether there is
//! anything here to answer it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::analysis::{self, forms};
use super::answers::Answers;
use super::document::{DocumentPart, SearchDocument};
use super::examples::{Examples, Nearness};
use super::lexicon::Lexicon;
use super::lookup::{Correction, Lookup, QueryWord, WordStanding, law_term};
use super::topics::{Found, Topics};
use crate::content::search_words::{Example, SearchWords, Topic, TopicAnswer};

/// How many unknown words a query may hold beyond the known ones when it names what the site is about.
const CORE_ROOM: usize = 2;

/// How strong a topic is that only hints at what is meant.
const HINT: f32 = 1.5;

/// How much naming a law, and a paragraph of it, weighs.
const LAW: f32 = 0.5;
const PARAGRAPH: f32 = 1.0;

/// What is looked up for a query.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    /// Words to find in the texts.
    pub(super) units: Vec<QueryUnit>,
    /// The sections the topics point to.
    pub(super) answers: Answers,
    /// Other pages the topics name, with their weight.
    pub(super) pages: BTreeMap<String, f32>,
    /// The topics found, by number.
    pub(super) topics: BTreeSet<usize>,
    /// Words that were taken for other words.
    pub(super) corrections: Vec<Correction>,
    /// Whether anything here can answer.
    pub(super) answerable: bool,
    /// The municipalities whose source doesn't speak of it.
    pub(super) silent: Silence,
}

/// Where no source speaks of what a query names.
#[derive(Clone, Debug, Default)]
pub(super) enum Silence {
    /// Nowhere that is known of.
    #[default]
    None,
    /// In these municipalities.
    In(BTreeSet<String>),
    Everywhere,
}

/// A word to find, in all its forms.
#[derive(Clone, Debug, Default)]
pub(super) struct QueryUnit {
    /// The terms it may be found by, with the weight of each.
    pub(super) terms: Vec<(String, f32)>,
    /// How much the word weighs in the query.
    pub(super) weight: f32,
}

/// Understands queries. Made once per load.
#[derive(Debug)]
pub(super) struct Planner {
    words: Arc<SearchWords>,
    topics: Topics,
    examples: Examples,
    lookup: Lookup,
}

impl Planner {
    /// Takes `soegning.toml` and the examples apart and tells the lexicon their words.
    pub(super) fn new(
        words: Arc<SearchWords>,
        examples: &[Example],
        lexicon: &mut Lexicon,
    ) -> Self {
        let lookup = Lookup::new(&words, lexicon);
        let topics = Topics::new(&words);
        let examples = Examples::new(examples, lexicon);
        Self { words, topics, examples, lookup }
    }

    /// The words of `soegning.toml`.
    pub(super) fn words(&self) -> &SearchWords {
        &self.words
    }

    /// Whether the query speaks of the topic with this id.
    pub(super) fn speaks_of(&self, plan: &Plan, id: &str) -> bool {
        self.topics.number(id).is_some_and(|number| plan.topics.contains(&number))
    }

    /// What `query` means.
    pub(super) fn plan(&self, query: &str, lexicon: &Lexicon) -> Plan {
        let mut plan = Plan::default();
        let mut items = self.lookup.items(query, lexicon, &mut plan.corrections);
        self.doubt_elsewhere(&mut items);
        let mut found = self.topics.find(&items);
        found.extend(self.topics.by_letters(query));
        self.forgive_foreign(&mut items, &found);
        plan.topics = found.iter().map(|found| found.topic).collect();
        let nearness = self.examples.near(&items);
        let elsewhere = items.iter().any(|item| item.standing == WordStanding::Elsewhere);
        let asked_before = !elsewhere && nearness.nearest >= self.words.weights.asked_before;
        plan.answerable = asked_before || self.answerable(&items, &found);
        if plan.answerable {
            plan.units = self.units(&items, &found, lexicon);
            plan.units.push(self.law_unit(&items, &plan.topics));
            self.add_topics(&mut plan);
            self.add_together(&mut plan);
            nearness.add_to(&mut plan.answers, self.words.weights.example);
        }
        plan.silent = self.silence(&found, &nearness);
        plan
    }

    /// Words of another language that nobody knows are its grammar, where some of it is understood.
    fn forgive_foreign(&self, items: &mut [QueryWord], found: &[Found]) {
        let is_foreign = |found: &Found| self.words.topics[found.topic].foreign;
        if found.iter().any(is_foreign) && !found.iter().all(is_foreign) {
            for item in items.iter_mut().filter(|item| item.standing == WordStanding::Unknown) {
                item.standing = WordStanding::Ignored;
            }
        }
    }

    /// Where nothing that is named is in the source, and nobody asked alike before. What is only
    /// hinted at, or less than what no source names, makes no answer.
    fn silence(&self, found: &[Found], nearness: &Nearness) -> Silence {
        let topic = |found: &Found| &self.words.topics[found.topic];
        let unnamed = || found.iter().filter(|found| topic(found).unnamed);
        let covered: BTreeSet<usize> = unnamed().flat_map(|found| &found.at).copied().collect();
        let slight = unnamed().map(|found| topic(found).strength).fold(HINT, f32::max);
        let named: Vec<&Topic> = found
            .iter()
            .filter(|found| !found.at.is_subset(&covered))
            .map(topic)
            .filter(|topic| topic.strength > slight)
            .collect();
        if named.is_empty() {
            return if covered.is_empty() { Silence::None } else { Silence::Everywhere };
        }
        let is_silent = |topic: &&Topic, id: &str| {
            topic.municipalities.get(id).is_some_and(TopicAnswer::is_empty)
        };
        let asked_before = |id: &str| nearness.nearest_in(id) >= self.words.weights.asked_before;
        let ids: BTreeSet<&String> =
            named.iter().flat_map(|topic| topic.municipalities.keys()).collect();
        let silent = ids
            .into_iter()
            .filter(|id| named.iter().all(|topic| is_silent(topic, id)) && !asked_before(id));
        Silence::In(silent.cloned().collect())
    }

    /// A word of another world that is in an example may belong here after all: "uden at skolen
    /// får det at vide".
    fn doubt_elsewhere(&self, items: &mut [QueryWord]) {
        for item in items.iter_mut().filter(|item| item.standing == WordStanding::Elsewhere) {
            if self.examples.have(&item.forms.root) {
                item.standing = WordStanding::Unknown;
            }
        }
    }

    /// Whether there is enough here that we know, and not too much that we don't.
    fn answerable(&self, items: &[QueryWord], found: &[Found]) -> bool {
        let count = |standing| items.iter().filter(|item| item.standing == standing).count();
        let core = found.iter().any(|found| self.words.topics[found.topic].core);
        let (strong, unknown) = (count(WordStanding::Strong), count(WordStanding::Unknown));
        if count(WordStanding::Elsewhere) > 0 && !core {
            return false;
        }
        if strong == 0 {
            let weak = count(WordStanding::Weak) > 0 || !found.is_empty();
            return weak && unknown <= if core { CORE_ROOM } else { 0 };
        }
        unknown <= strong + if core { CORE_ROOM } else { 0 }
    }

    /// The words as typed, and those the topics mean.
    fn units(&self, items: &[QueryWord], found: &[Found], lexicon: &Lexicon) -> Vec<QueryUnit> {
        let typed = items.iter().filter(|item| !item.terms.is_empty()).map(|item| QueryUnit {
            terms: item.terms.clone(),
            weight: lexicon.rarity(&item.forms.root),
        });
        let meant = found.iter().flat_map(|found| &self.words.topics[found.topic].means);
        let keys: BTreeSet<String> =
            meant.flat_map(|word| analysis::tokens(word)).map(|token| token.key).collect();
        let meant = keys.iter().map(|key| {
            let forms = forms(key);
            let weight = self.words.weights.meant * lexicon.rarity(&forms.root);
            QueryUnit { terms: self.lookup.terms(&forms, 1.0), weight }
        });
        typed.chain(meant).collect()
    }

    /// A law and a number: the paragraph of that law before the same number of another.
    fn law_unit(&self, items: &[QueryWord], topics: &BTreeSet<usize>) -> QueryUnit {
        let laws = topics.iter().filter_map(|&topic| self.words.topics[topic].law.as_ref());
        let mut terms = Vec::new();
        for law in laws {
            terms.push((law_term(law, None), LAW));
            let numbers = items.iter().flat_map(|item| &item.terms);
            let numbers = numbers.filter_map(|(term, _)| term.strip_prefix('§'));
            terms.extend(numbers.map(|number| (law_term(law, Some(number)), PARAGRAPH)));
        }
        QueryUnit { terms, weight: 1.0 }
    }

    fn add_topics(&self, plan: &mut Plan) {
        let is_foreign = |number: &usize| self.words.topics[*number].foreign;
        let speaks_of_more = !plan.topics.iter().all(is_foreign);
        for &number in &plan.topics {
            let topic = &self.words.topics[number];
            if topic.foreign && speaks_of_more {
                continue;
            }
            for page in &topic.pages {
                *plan.pages.entry(page.to_string()).or_default() += topic.strength;
            }
            let usual = TopicAnswer { best: topic.best.clone(), also: topic.also.clone() };
            let own = &topic.municipalities;
            plan.answers.add(&usual, own, topic.strength, &self.words.weights);
        }
    }

    fn add_together(&self, plan: &mut Plan) {
        for together in &self.words.together {
            if together.topics.iter().all(|id| self.speaks_of(plan, id)) {
                let usual =
                    TopicAnswer { best: together.best.clone(), also: together.also.clone() };
                let own = &together.municipalities;
                plan.answers.add(&usual, own, together.strength, &self.words.weights);
            }
        }
    }
}

impl Plan {
    /// Whether the source of a municipality, or of all, doesn't speak of what is asked.
    pub(super) fn is_silent_in(&self, municipality: Option<&str>) -> bool {
        match &self.silent {
            Silence::None => false,
            Silence::In(ids) => municipality.is_some_and(|id| ids.contains(id)),
            Silence::Everywhere => true,
        }
    }

    /// The roots to mark and to choose a heading by.
    pub(super) fn wanted(&self) -> Vec<(String, f32)> {
        let terms = self.units.iter().flat_map(|unit| {
            unit.terms.iter().map(move |(term, of_form)| (term, unit.weight * of_form))
        });
        let root = |(term, weight): (&String, f32)| {
            let root = term.strip_prefix('~').or_else(|| term.strip_prefix('=')).unwrap_or(term);
            (root.to_owned(), weight)
        };
        terms.map(root).collect()
    }

    /// The number of the part that a topic names with `#heading`.
    pub(super) fn named_heading(&self, document: &SearchDocument) -> Option<usize> {
        let sections = self.answers.own.get(&document.municipality);
        let sections = sections.unwrap_or(&self.answers.everywhere);
        let named = sections.iter().filter_map(|(section, weight)| {
            let (id, heading) = section.split_once('#')?;
            let is =
                |part: &DocumentPart| part.heading.as_ref().is_some_and(|(id, _)| id == heading);
            let part = document.parts.iter().position(is)?;
            (id == document.id).then_some((part, *weight))
        });
        named.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(part, _)| part)
    }
}
