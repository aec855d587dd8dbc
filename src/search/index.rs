//! The index: documents in, ranked document numbers out, by BM25.
//!
//! Each field has, for each term, the documents that hold it. How often a word is said and how long a
//! text is count only in the text itself: a title says a thing once.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::document::Listing;
use super::plan::{Plan, QueryUnit};
use super::vocabulary::{Number, Tokenized};
use crate::content::search_words::Weights;

/// BM25's usual constants: how soon saying a word again adds nothing, and how much length counts.
const K1: f32 = 1.2;
const B: f32 = 0.75;

const FIELDS: usize = 6;
/// The field that is the text.
const BODY: usize = 3;

/// What the index gets of a document.
#[derive(Debug)]
pub(super) struct Terms<'t> {
    /// The municipality, the section's or page's id, and which of both it is.
    pub(super) municipality: &'t str,
    /// See `municipality`.
    pub(super) id: &'t str,
    /// See `municipality`.
    pub(super) listing: Listing,
    /// Title, headings, summary, text, and the source's words.
    pub(super) texts: [Vec<&'t Tokenized>; FIELDS - 1],
    /// The terms of its laws and paragraphs.
    pub(super) laws: Vec<String>,
}

/// Where to search.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'a> {
    pub(super) municipality: Option<&'a str>,
    /// Sections or other pages.
    pub(super) kind: Listing,
    /// How many hits at most.
    pub(super) limit: usize,
}

/// The index of one load. Terms and documents are numbers.
#[derive(Debug, Default)]
pub(super) struct Index {
    terms: HashMap<String, u32>,
    fields: [Postings; FIELDS],
    documents: Vec<Indexed>,
    /// Each municipality's number, and the range its documents lie in.
    municipalities: HashMap<String, (usize, Range<u32>)>,
    /// The documents with an id, one or none in each municipality.
    ids: HashMap<String, Vec<u32>>,
}

/// A document, as far as the ranking asks.
#[derive(Debug)]
struct Indexed {
    municipality: usize,
    listing: Listing,
    /// How many terms the text has.
    length: u32,
}

/// The documents of each term in one field.
#[derive(Debug, Default)]
struct Postings {
    /// Where each term's documents begin, and the last one's end.
    starts: Vec<u32>,
    documents: Vec<u32>,
    /// How often each holds the term; from 255 on more adds nothing.
    frequencies: Vec<u8>,
    /// How many terms a document has on average.
    mean: f32,
}

impl Index {
    /// Builds the index; `of_word` has each word's terms.
    pub(super) fn new(of_word: &[Vec<String>], documents: &[Terms<'_>]) -> Self {
        let mut index = Self::default();
        let mut numbered = |terms: &[String]| -> Vec<u32> {
            terms.iter().map(|term| number(&mut index.terms, term)).collect()
        };
        let of_word: Vec<Vec<u32>> = of_word.iter().map(|terms| numbered(terms)).collect();
        let laws: Vec<Vec<u32>> = documents.iter().map(|one| numbered(&one.laws)).collect();
        let all = index.terms.len();
        index.fields = std::array::from_fn(|field| {
            let rows = documents.iter().zip(&laws).map(|(document, laws)| {
                document
                    .texts
                    .get(field)
                    .map_or_else(|| laws.clone(), |texts| flat(texts, &of_word))
            });
            Postings::new(all, rows, field == BODY)
        });
        for document in documents {
            index.add(document, &of_word);
        }
        index
    }

    fn add(&mut self, document: &Terms<'_>, of_word: &[Vec<u32>]) {
        let at = short(self.documents.len());
        let next = self.municipalities.len();
        let own = self.municipalities.entry(document.municipality.to_owned());
        let (municipality, range) = own.or_insert((next, at..at));
        range.end = at + 1;
        let length = short(flat(&document.texts[BODY], of_word).len());
        let (municipality, listing) = (*municipality, document.listing);
        self.documents.push(Indexed { municipality, listing, length });
        self.ids.entry(document.id.to_owned()).or_default().push(at);
    }

    /// The numbers of the documents that fit best, in the order they were added, with their score.
    pub(super) fn search(
        &self,
        plan: &Plan,
        scope: Scope<'_>,
        weights: &Weights,
    ) -> Vec<(usize, f32)> {
        let everywhere = || Some(0..short(self.documents.len()));
        let range = match scope.municipality {
            Some(id) => self.municipalities.get(id).map(|(_, range)| range.clone()),
            None => everywhere(),
        };
        let Some(range) = range else { return Vec::new() };
        let mut scores = Scores::new(range);
        for unit in &plan.units {
            self.add_unit(unit, weights, &mut scores);
        }
        match scope.kind {
            Listing::Section => self.add_answers(plan, &mut scores),
            Listing::Page => self.add_sections(&plan.pages, &mut scores, |_| true),
        }
        let only = scope.municipality.and_then(|id| self.municipalities.get(id));
        let mut found: Vec<(usize, f32)> = scores.all().collect();
        found.retain(|(at, score)| {
            let document = &self.documents[*at];
            let here = only.is_none_or(|(number, _)| *number == document.municipality);
            *score > 0.0 && here && document.listing == scope.kind
        });
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.truncate(scope.limit);
        found
    }

    /// One word: in each field the best of its forms counts.
    fn add_unit(&self, unit: &QueryUnit, weights: &Weights, scores: &mut Scores) {
        let known = unit.terms.iter().filter_map(|(term, of_form)| {
            Some((*self.terms.get(term)? as usize, of_form * unit.weight))
        });
        let forms: Vec<(usize, f32)> = known.collect();
        for (field, weight) in places(weights).into_iter().enumerate() {
            for &(term, of_form) in &forms {
                self.offer(field, term, of_form * weight, scores);
            }
            scores.take_best();
        }
    }

    /// Offers what one term in one field is worth to each document that holds it.
    fn offer(&self, field: usize, term: usize, weight: f32, scores: &mut Scores) {
        let postings = &self.fields[field];
        let all = postings.range(term);
        if all.is_empty() {
            return;
        }
        let weight = weight * rarity(all.len(), self.documents.len()) * (1.0 + K1);
        let held = &postings.documents[all.clone()];
        let from = held.partition_point(|document| *document < scores.range.start);
        let to = held.partition_point(|document| *document < scores.range.end);
        for at in all.start + from..all.start + to {
            let document = postings.documents[at];
            let (often, length) = match postings.frequencies.get(at) {
                Some(often) => (f32::from(*often), self.documents[document as usize].length),
                None => (1.0, 1),
            };
            let norm = K1 * (1.0 - B + B * float(length) / postings.mean);
            scores.offer(document, weight * often / (often + norm));
        }
    }

    /// The sections the topics name: everywhere, and otherwise where a municipality differs.
    fn add_answers(&self, plan: &Plan, scores: &mut Scores) {
        let own = plan.answers.own.iter();
        let own = own.filter_map(|(id, sections)| Some((self.municipalities.get(id)?.0, sections)));
        let own: Vec<(usize, &BTreeMap<String, f32>)> = own.collect();
        let differ: BTreeSet<usize> = own.iter().map(|(municipality, _)| *municipality).collect();
        self.add_sections(&plan.answers.everywhere, scores, |one| !differ.contains(&one));
        for (municipality, sections) in own {
            self.add_sections(sections, scores, |one| one == municipality);
        }
    }

    fn add_sections(
        &self,
        sections: &BTreeMap<String, f32>,
        scores: &mut Scores,
        counts: impl Fn(usize) -> bool,
    ) {
        for (section, weight) in sections {
            let id = section.split('#').next().unwrap_or_default();
            for &document in self.ids.get(id).into_iter().flatten() {
                if counts(self.documents[document as usize].municipality) {
                    scores.add(document, *weight);
                }
            }
        }
    }
}

impl Postings {
    /// From each document's terms, in order.
    fn new(terms: usize, rows: impl Iterator<Item = Vec<u32>>, counted: bool) -> Self {
        let (mut held, mut documents, mut length) = (Vec::new(), 0, 0);
        let mut starts = vec![0; terms + 1];
        for mut row in rows {
            length += row.len();
            row.sort_unstable();
            for same in row.chunk_by(|a, b| a == b) {
                held.push((same[0], documents, u8::try_from(same.len()).unwrap_or(u8::MAX)));
                starts[same[0] as usize + 1] += 1;
            }
            documents += 1;
        }
        for term in 0..terms {
            starts[term + 1] += starts[term];
        }
        let mut free = starts.clone();
        let mut new = Self {
            starts,
            documents: vec![0; held.len()],
            frequencies: vec![0; if counted { held.len() } else { 0 }],
            mean: float(short(length)) / float(documents),
        };
        for (term, document, often) in held {
            let at = free[term as usize] as usize;
            free[term as usize] += 1;
            new.documents[at] = document;
            if let Some(frequency) = new.frequencies.get_mut(at) {
                *frequency = often;
            }
        }
        new
    }

    fn range(&self, term: usize) -> Range<usize> {
        self.starts[term] as usize..self.starts[term + 1] as usize
    }
}

/// What each document in a range has got.
struct Scores {
    range: Range<u32>,
    sums: Vec<f32>,
    /// The best that was offered since the last was taken, and by which documents there is any.
    best: Vec<f32>,
    offered: Vec<usize>,
}

impl Scores {
    fn new(range: Range<u32>) -> Self {
        let none = vec![0.0; range.len()];
        Self { range, sums: none.clone(), best: none, offered: Vec::new() }
    }

    fn offer(&mut self, document: u32, score: f32) {
        let at = (document - self.range.start) as usize;
        if self.best[at] == 0.0 {
            self.offered.push(at);
        }
        self.best[at] = self.best[at].max(score);
    }

    fn take_best(&mut self) {
        for at in self.offered.drain(..) {
            self.sums[at] += std::mem::take(&mut self.best[at]);
        }
    }

    fn add(&mut self, document: u32, score: f32) {
        if self.range.contains(&document) {
            self.sums[(document - self.range.start) as usize] += score;
        }
    }

    fn all(&self) -> impl Iterator<Item = (usize, f32)> {
        (self.range.start as usize..).zip(self.sums.iter().copied())
    }
}

/// What a term is worth that so many of all documents hold.
fn rarity(having: usize, all: usize) -> f32 {
    let (having, all) = (float(short(having)), float(short(all)));
    (1.0 + (all - having + 0.5) / (having + 0.5)).ln()
}

fn places(weights: &Weights) -> [f32; FIELDS] {
    [weights.title, weights.heading, weights.summary, weights.body, weights.source, weights.law]
}

fn number(numbers: &mut HashMap<String, u32>, term: &str) -> u32 {
    if let Some(number) = numbers.get(term) {
        return *number;
    }
    let next = short(numbers.len());
    numbers.insert(term.to_owned(), next);
    next
}

fn flat(texts: &[&Tokenized], of_word: &[Vec<u32>]) -> Vec<u32> {
    let words = texts.iter().flat_map(|text| text.words());
    words.flat_map(|word: Number| &of_word[word as usize]).copied().collect()
}

/// There are fewer of anything than content can hold: 256 megabytes.
fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[expect(clippy::cast_precision_loss, reason = "a weight, not a count")]
fn float(number: u32) -> f32 {
    number as f32
}

#[cfg(test)]
mod tests {
    use super::super::answers::Answers;
    use super::super::lexicon::Lexicon;
    use super::super::vocabulary::Numbering;
    use super::*;

    const TEXTS: [(&str, &str, &str); 4] = [
        ("a", "hjem", "vand vand vand brød"),
        ("a", "ude", "vand brød sten jern jord"),
        ("b", "hjem", "vand"),
        ("b", "ude", "sten sten jern"),
    ];

    /// Each word is found by itself alone.
    fn index() -> Index {
        let (mut numbering, mut lexicon) = (Numbering::default(), Lexicon::default());
        let read: Vec<Tokenized> =
            TEXTS.iter().map(|(.., text)| numbering.read(text, &mut lexicon)).collect();
        let all = TEXTS.iter().zip(&read).map(|((town, id, _), text)| Terms {
            municipality: town,
            id,
            listing: Listing::Section,
            texts: [vec![], vec![], vec![], vec![text], vec![]],
            laws: vec![format!("{id}§")],
        });
        let documents: Vec<Terms<'_>> = all.collect();
        let words: BTreeMap<Number, String> = read
            .iter()
            .flat_map(Tokenized::words)
            .map(|word| (word, numbering.word(word).0.to_owned()))
            .collect();
        let of_word: Vec<Vec<String>> = words.into_values().map(|word| vec![word]).collect();
        Index::new(&of_word, &documents)
    }

    fn found(index: &Index, plan: &Plan, municipality: Option<&str>) -> Vec<(usize, f32)> {
        let weights = Weights { body: 1.0, law: 1.0, ..Weights::default() };
        index.search(plan, Scope { municipality, kind: Listing::Section, limit: 9 }, &weights)
    }

    fn unit(terms: &[(&str, f32)]) -> QueryUnit {
        let terms = terms.iter().map(|(term, weight)| ((*term).to_owned(), *weight)).collect();
        QueryUnit { terms, weight: 1.0 }
    }

    fn plan(units: Vec<QueryUnit>) -> Plan {
        Plan { units, ..Plan::default() }
    }

    /// Worked out by hand: 4 texts of 13 words, 3 of them with the word.
    #[test]
    fn a_word_counts_by_how_seldom_how_often_and_in_how_long_a_text() {
        let found = found(&index(), &plan(vec![unit(&[("vand", 1.0)])]), None);
        let idf = (1.0_f32 + 1.5 / 3.5).ln();
        let score = |often: f32, length: f32| {
            idf * 2.2 * often / (often + 1.2 * (0.25 + 0.75 * length / 3.25))
        };
        let wanted = [(0, score(3.0, 4.0)), (2, score(1.0, 1.0)), (1, score(1.0, 5.0))];
        let numbers: Vec<usize> = found.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [0, 2, 1]);
        for ((_, score), (_, wanted)) in found.iter().zip(wanted) {
            assert!((score - wanted).abs() < 1e-6, "{found:?}");
        }
    }

    #[test]
    fn of_a_words_forms_the_best_counts_and_words_add_up() {
        let index = index();
        let score = |units| found(&index, &plan(units), Some("a"))[0].1;
        let (strong, weak) = (unit(&[("sten", 1.0)]), unit(&[("jern", 0.5)]));
        let best = score(vec![unit(&[("sten", 1.0), ("jern", 0.5)])]);
        assert!((best - score(vec![strong.clone()])).abs() < 1e-6);
        assert!(score(vec![strong, weak]) > best);
    }

    #[test]
    fn a_municipality_is_searched_by_itself() {
        let index = index();
        let numbers = |municipality| {
            let found = found(&index, &plan(vec![unit(&[("vand", 1.0)])]), municipality);
            found.iter().map(|(number, _)| *number).collect::<Vec<_>>()
        };
        assert_eq!(numbers(Some("a")), [0, 1]);
        assert_eq!(numbers(Some("b")), [2]);
        assert!(numbers(Some("c")).is_empty());
    }

    #[test]
    fn the_sections_of_a_topic_count_where_no_municipality_has_its_own() {
        let everywhere = BTreeMap::from([("hjem#her".to_owned(), 2.0)]);
        let own = BTreeMap::from([("b".to_owned(), BTreeMap::from([("ude".to_owned(), 3.0)]))]);
        let plan = Plan { answers: Answers { everywhere, own }, ..Plan::default() };
        assert_eq!(found(&index(), &plan, None), [(3, 3.0), (0, 2.0)]);
    }

    #[test]
    fn nothing_is_found_in_nothing() {
        let nothing = Index::new(&[], &[]);
        assert!(found(&nothing, &plan(vec![unit(&[("vand", 1.0)])]), None).is_empty());
    }
}
