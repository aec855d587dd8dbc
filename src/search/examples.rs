//! Which section people mean who ask like this, learnt from the examples in `eksempler.toml`.
//!
//! An example is a bag of roots and of pairs of neighbouring roots, weighed by rarity (tf–idf). A
//! query is as near to it as the cosine between both bags says: 1 for the same words, 0 for none in
//! common. So a word that says nothing alone ("må", "vide") counts in the company it usually keeps.

use std::collections::{BTreeMap, HashMap};

use super::analysis::{forms, tokens};
use super::answers::Answers;
use super::lexicon::Lexicon;
use super::lookup::{QueryWord, WordStanding};
use crate::content::address::split_fragment;
use crate::content::search_words::Example;

/// How much a part of a compound, and a pair of neighbours, weighs against a word.
const PART: f32 = 0.5;
const PAIR: f32 = 0.6;

/// Examples less near than this say nothing.
const NEAR: f32 = 0.2;

/// How much more the nearest examples count than the many: the exponent of a power mean.
const SHARPNESS: f32 = 4.0;

/// A root, or two that stand beside each other.
type Feature = (String, Option<String>);

/// The examples, by what they are made of.
#[derive(Debug, Default)]
pub(super) struct Examples {
    /// Feature → its rarity, and the examples that have it with how much of them it is.
    features: HashMap<Feature, (f32, Vec<(usize, f32)>)>,
    /// The section and municipality each example is of; by number.
    of: Vec<MeantSection>,
    /// The rarity of what no example has.
    unheard: f32,
}

/// What an example stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct MeantSection {
    /// The section, with or without `#heading`.
    section: String,
    /// The municipality it holds in; none for all.
    municipality: Option<String>,
}

/// How near a query is to the examples.
#[derive(Clone, Debug, Default)]
pub(super) struct Nearness {
    pub(super) nearest: f32,
    /// By what they stand for: the sum of powers, see [`SHARPNESS`].
    powers: BTreeMap<MeantSection, f32>,
}

impl Examples {
    /// Takes the examples apart and tells the lexicon their words.
    pub(super) fn new(examples: &[Example], lexicon: &mut Lexicon) -> Self {
        let all = examples
            .iter()
            .flat_map(|example| example.said.iter().map(move |said| (example, said)));
        let mut bags: Vec<(MeantSection, Vec<String>)> = Vec::new();
        for (example, said) in all {
            let mut keys = Vec::new();
            for token in tokens(said) {
                lexicon.note_spelling(&token.key, &said[token.range]);
                lexicon.add_weak(&token.key);
                keys.push(token.key);
            }
            let municipality = example.municipality.as_ref().map(ToString::to_string);
            bags.push((MeantSection { section: example.section.to_string(), municipality }, keys));
        }
        let bags = bags.into_iter().map(|(meant, keys)| (meant, Bag::of_keys(&keys, lexicon)));
        Self::weighed(bags.collect())
    }

    fn weighed(bags: Vec<(MeantSection, Bag)>) -> Self {
        let mut new = Self { unheard: rarity(bags.len(), 0), ..Self::default() };
        let mut with: HashMap<&Feature, usize> = HashMap::new();
        for feature in bags.iter().flat_map(|(_, bag)| bag.0.keys()) {
            *with.entry(feature).or_default() += 1;
        }
        for (feature, with) in &with {
            new.features.insert((*feature).clone(), (rarity(bags.len(), *with), Vec::new()));
        }
        drop(with);
        for (number, (meant, bag)) in bags.into_iter().enumerate() {
            let length = bag.length(&new);
            for (feature, weight) in bag.0 {
                if let Some((rarity, examples)) = new.features.get_mut(&feature) {
                    examples.push((number, weight * *rarity / length));
                }
            }
            new.of.push(meant);
        }
        new
    }

    /// Whether one of them has this root.
    pub(super) fn have(&self, root: &str) -> bool {
        self.features.contains_key(&(root.to_owned(), None))
    }

    /// How near the words of a query are to the examples.
    pub(super) fn near(&self, items: &[QueryWord]) -> Nearness {
        let bag = Bag::of_items(items);
        let length = bag.length(self);
        let mut cosines: HashMap<usize, f32> = HashMap::new();
        for (feature, weight) in &bag.0 {
            let Some((rarity, examples)) = self.features.get(feature) else { continue };
            for (number, of_example) in examples {
                *cosines.entry(*number).or_default() += weight * rarity / length * of_example;
            }
        }
        let mut nearness = Nearness::default();
        for (number, cosine) in cosines {
            nearness.nearest = nearness.nearest.max(cosine);
            if cosine >= NEAR {
                *nearness.powers.entry(self.of[number].clone()).or_default() +=
                    cosine.powf(SHARPNESS);
            }
        }
        nearness
    }
}

/// What a text is made of, with how often.
#[derive(Debug, Default)]
struct Bag(BTreeMap<Feature, f32>);

impl Bag {
    fn of_keys(keys: &[String], lexicon: &Lexicon) -> Self {
        let words = keys.iter().map(|key| {
            let mut roots = vec![forms(key).root];
            roots.extend(lexicon.split(key));
            roots
        });
        Self::of_roots(words)
    }

    fn of_items(items: &[QueryWord]) -> Self {
        let heard = items.iter().filter(|item| item.standing != WordStanding::Ignored);
        Self::of_roots(heard.map(|item| match item.roots.as_slice() {
            [] => vec![item.forms.root.clone()],
            roots => roots.to_vec(),
        }))
    }

    /// Of words, each with its own root first and then those of its parts.
    fn of_roots(words: impl Iterator<Item = Vec<String>>) -> Self {
        let mut bag = Self::default();
        let mut before: Option<String> = None;
        for roots in words {
            let mut roots = roots.into_iter();
            let Some(own) = roots.next() else { continue };
            roots.for_each(|part| bag.add((part, None), PART));
            if let Some(before) = before.replace(own.clone()) {
                bag.add((before, Some(own.clone())), PAIR);
            }
            bag.add((own, None), 1.0);
        }
        bag
    }

    fn add(&mut self, feature: Feature, weight: f32) {
        let so_far = self.0.entry(feature).or_default();
        *so_far = so_far.max(weight);
    }

    /// The length of the bag as a vector.
    fn length(&self, examples: &Examples) -> f32 {
        let squares = self.0.iter().map(|(feature, weight)| {
            let known = examples.features.get(feature);
            let rarity = match known {
                Some((rarity, _)) => *rarity,
                // A pair that nobody wrote yet is no surprise; a word is.
                None if feature.1.is_some() => 0.0,
                None => examples.unheard,
            };
            (weight * rarity).powi(2)
        });
        squares.sum::<f32>().sqrt().max(f32::EPSILON)
    }
}

#[expect(clippy::cast_precision_loss, reason = "there are thousands, not billions")]
fn rarity(all: usize, with: usize) -> f32 {
    (1.0 + all as f32 / (1.0 + with as f32)).ln()
}

impl Nearness {
    /// How near the examples that hold in a municipality are.
    pub(super) fn nearest_in(&self, municipality: &str) -> f32 {
        self.sections(Some(municipality)).into_iter().map(|(_, near)| near).fold(0.0, f32::max)
    }

    /// Adds what the examples say to the sections that answer.
    pub(super) fn add_to(&self, answers: &mut Answers, weight: f32) {
        let own = self.powers.keys().filter_map(|meant| meant.municipality.as_ref());
        own.for_each(|id| answers.single_out(id));
        for (section, score) in self.sections(None) {
            *answers.everywhere.entry(section).or_default() += score * weight;
        }
        for (id, sections) in &mut answers.own {
            for (section, score) in self.sections(Some(id)) {
                *sections.entry(section).or_default() += score * weight;
            }
        }
    }

    /// The sections meant in a municipality, each at its likeliest heading, with how near they are.
    fn sections(&self, municipality: Option<&str>) -> Vec<(String, f32)> {
        let here = |meant: &&MeantSection| match meant.municipality.as_deref() {
            None => true,
            Some(id) => Some(id) == municipality,
        };
        let mut found: BTreeMap<&str, (f32, f32, &str)> = BTreeMap::new();
        for meant in self.powers.keys().filter(here) {
            let power = self.powers[meant];
            let (id, _) = split_fragment(&meant.section);
            let (sum, most, likeliest) = found.entry(id).or_insert((0.0, 0.0, &meant.section));
            *sum += power;
            if power > *most {
                (*most, *likeliest) = (power, &meant.section);
            }
        }
        let score = |(sum, _, section): &(f32, f32, &str)| {
            ((*section).to_owned(), sum.powf(1.0 / SHARPNESS))
        };
        found.values().map(score).collect()
    }
}
