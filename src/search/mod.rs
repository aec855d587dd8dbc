//! Search in people's own words: documents and `soegning.toml` in, ranked hits out.
//!
//! The pipeline: [`collect`] makes documents of the content; [`analysis`] makes words compare;
//! [`lexicon`] splits compounds and corrects typos; [`lookup`], [`topics`] and [`plan`] find out
//! what a query means;
//! [`index`] ranks; [`snippet`] shows why. Nothing here knows HTML or HTTP, and nothing keeps or
//! prints what somebody typed.

pub mod analysis;
pub mod collect;
pub mod document;
mod index;
mod lexicon;
mod lookup;
mod plan;
pub mod snippet;
mod topics;
mod typo;

use std::collections::HashMap;

use document::{Document, Kind, Part};
use index::{Index, Scope, Terms};
use lexicon::Lexicon;
pub use lookup::Correction;
use plan::{Plan, Planner};
pub use snippet::Snippet;

use crate::content::search_words::{SearchWords, Shortcut};

/// The longest query that is read, in characters.
pub const MAX_QUERY: usize = 300;

/// The most sections and other pages that are listed.
const MAX_SECTIONS: usize = 10;
const MAX_PAGES: usize = 5;

/// Search as one load of the content has it.
#[derive(Debug)]
pub struct Search {
    documents: Vec<Document>,
    lexicon: Lexicon,
    planner: Planner,
    index: Index,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Results<'a> {
    /// What was typed, without the space around it and cut to [`MAX_QUERY`].
    pub query: String,
    /// Sections, best first.
    pub sections: Vec<Hit<'a>>,
    /// Other pages, best first.
    pub pages: Vec<Hit<'a>>,
    /// The fact that answers by itself.
    pub shortcut: Option<&'a Shortcut>,
    /// Words that were taken for other words, in the bytes of `query`.
    pub corrections: Vec<Correction>,
    /// Sections of the other municipalities, where this one has none.
    pub elsewhere: Vec<Hit<'a>>,
}

/// A hit.
#[derive(Clone, Debug)]
pub struct Hit<'a> {
    /// The page.
    pub document: &'a Document,
    /// The part of it that answers; none for the page as a whole.
    pub part: Option<&'a Part>,
    /// Why it was found.
    pub snippet: Snippet,
    /// How well it fits; comparable within one search only.
    pub score: f32,
}

impl Hit<'_> {
    /// The address, with the heading where one answers.
    pub fn address(&self) -> String {
        match self.heading() {
            Some((id, _)) if !id.is_empty() => format!("{}#{id}", self.document.address),
            _ => self.document.address.clone(),
        }
    }

    /// The id and text of the heading that answers.
    pub fn heading(&self) -> Option<&(String, String)> {
        self.part.and_then(|part| part.heading.as_ref())
    }
}

impl Search {
    /// Builds the vocabulary and the index.
    ///
    /// # Errors
    /// When tantivy can't build an index in memory.
    pub fn new(words: SearchWords, documents: Vec<Document>) -> tantivy::Result<Self> {
        let mut lexicon = Lexicon::default();
        for document in &documents {
            learn(&mut lexicon, document, &words);
        }
        let planner = Planner::new(words, &mut lexicon);
        let mut terms = TermMaker { lexicon: &lexicon, known: HashMap::new() };
        let index = Index::new(documents.iter().map(|one| terms.document(one, planner.words())))?;
        Ok(Self { documents, lexicon, planner, index })
    }

    /// Searches one municipality, or all.
    pub fn find(&self, query: &str, municipality: Option<&str>) -> Results<'_> {
        let query: String = query.trim().chars().take(MAX_QUERY).collect();
        let plan = self.planner.plan(&query, &self.lexicon);
        let sections = self.hits(&plan, municipality, Kind::Section, MAX_SECTIONS);
        let pages = self.hits(&plan, municipality, Kind::Page, MAX_PAGES);
        let elsewhere = match municipality {
            Some(_) if sections.is_empty() => self.hits(&plan, None, Kind::Section, MAX_SECTIONS),
            _ => Vec::new(),
        };
        let shortcut = municipality.and_then(|id| self.shortcut(&plan, id));
        Results { query, sections, pages, shortcut, corrections: plan.corrections, elsewhere }
    }

    /// Whether anything in the municipality answers the query. Quicker than [`Self::find`].
    pub fn answers(&self, query: &str, municipality: &str) -> bool {
        let plan = self.planner.plan(query, &self.lexicon);
        let any = |kind| {
            let scope = Scope { municipality: Some(municipality), kind, limit: 1 };
            let found = self.index.search(&plan, scope, &self.words().weights);
            found.is_ok_and(|found| found.first().is_some_and(|(_, score)| *score > 0.0))
        };
        plan.answerable && (any(Kind::Section) || any(Kind::Page))
    }

    /// The words that search knows, for pages that list what people say.
    pub fn words(&self) -> &SearchWords {
        self.planner.words()
    }

    fn hits(
        &self,
        plan: &Plan,
        municipality: Option<&str>,
        kind: Kind,
        limit: usize,
    ) -> Vec<Hit<'_>> {
        if !plan.answerable {
            return Vec::new();
        }
        let weights = &self.planner.words().weights;
        let scope = Scope { municipality, kind, limit };
        // The index lies in memory and was just built from the same documents: there is nothing
        // a reader could do about a fault in it, and a page without hits is still a page.
        let found = self.index.search(plan, scope, weights).unwrap_or_default();
        let least = found.first().map(|(_, best)| best * weights.least).unwrap_or_default();
        let enough = found.into_iter().filter(|(_, score)| *score > 0.0 && *score >= least);
        enough.map(|(number, score)| self.hit(plan, number, score)).collect()
    }

    fn hit(&self, plan: &Plan, number: usize, score: f32) -> Hit<'_> {
        let document = &self.documents[number];
        let wanted = plan.wanted();
        let named = plan.named_heading(document);
        let part = named.or_else(|| snippet::best_part(&document.parts, &wanted, &self.lexicon));
        let part = part.and_then(|number| document.parts.get(number));
        let text = part.map_or(document.summary.as_str(), |part| part.text.as_str());
        let text = if text.trim().is_empty() { &document.summary } else { text };
        let snippet = snippet::snippet(text, &wanted, &self.lexicon);
        Hit { document, part, snippet, score }
    }

    fn shortcut(&self, plan: &Plan, municipality: &str) -> Option<&Shortcut> {
        let asked = |id: &crate::content::Word| self.planner.speaks_of(plan, id);
        let here = |shortcut: &&Shortcut| shortcut.holds_in(municipality);
        let fits = |shortcut: &&Shortcut| {
            shortcut.topics.iter().all(asked) && !shortcut.without.iter().any(asked)
        };
        let all = self.words().shortcuts.iter().filter(here).filter(fits);
        let shortcut = all.max_by_key(|shortcut| shortcut.topics.len());
        shortcut.filter(|_| plan.answerable)
    }
}

/// What a document names itself and its parts by.
fn names(document: &Document) -> impl Iterator<Item = &str> {
    let headings = document.parts.iter().filter_map(|part| part.heading.as_ref());
    std::iter::once(document.title.as_str()).chain(headings.map(|(_, text)| text.as_str()))
}

/// Tells the lexicon the words of a document.
fn learn(lexicon: &mut Lexicon, document: &Document, words: &SearchWords) {
    let texts = names(document)
        .chain([document.summary.as_str()])
        .chain(document.parts.iter().map(|part| part.text.as_str()))
        .chain(source_words(document, words));
    let mut keys: Vec<String> = Vec::new();
    for text in texts {
        for token in analysis::tokens(text) {
            lexicon.note_spelling(&token.key, &text[token.range]);
            keys.push(token.key);
        }
    }
    let laws = document.laws.iter().filter_map(document::LawReference::paragraph);
    keys.extend(laws.map(|number| format!("§{number}")));
    lexicon.add_document(keys.iter().map(String::as_str));
    for name in names(document).chain(source_words(document, words)) {
        for token in analysis::tokens(name) {
            lexicon.add_anchor(&token.key);
        }
    }
}

fn source_words<'a>(
    document: &'a Document,
    words: &'a SearchWords,
) -> impl Iterator<Item = &'a str> {
    let here = |one: &&crate::content::search_words::SourceWords| {
        let municipality = one.municipality.as_ref();
        document.kind == Kind::Section
            && one.section.as_str() == document.id
            && municipality.is_none_or(|id| id.as_str() == document.municipality)
    };
    words.source_words.iter().filter(here).flat_map(|one| one.words.iter().map(|word| &**word))
}

/// Makes the terms of documents; remembers those of each word.
struct TermMaker<'a> {
    lexicon: &'a Lexicon,
    known: HashMap<String, Vec<String>>,
}

impl TermMaker<'_> {
    fn document(&mut self, document: &Document, words: &SearchWords) -> Terms {
        let headings = document.parts.iter().filter_map(|part| part.heading.as_ref());
        let bodies = document.parts.iter().map(|part| part.text.as_str());
        Terms {
            municipality: document.municipality.clone(),
            id: document.id.clone(),
            kind: Some(document.kind),
            title: self.text(&document.title),
            heading: self.texts(
                headings
                    .map(|(_, text)| text.as_str())
                    .chain(document.contacts.iter().map(String::as_str)),
            ),
            summary: self.text(&document.summary),
            body: self.texts(bodies),
            source: self.texts(source_words(document, words)),
            law: document.laws.iter().flat_map(law_terms).collect(),
        }
    }

    fn texts<'t>(&mut self, texts: impl Iterator<Item = &'t str>) -> Vec<String> {
        texts.flat_map(|text| self.text(text)).collect()
    }

    fn text(&mut self, text: &str) -> Vec<String> {
        analysis::tokens(text).into_iter().flat_map(|token| self.word(token)).collect()
    }

    fn word(&mut self, token: analysis::Token) -> Vec<String> {
        if token.kind == analysis::Kind::Law {
            return vec![token.key];
        }
        let make = |key: &String| {
            let forms = analysis::forms(key);
            let mut terms = vec![lookup::stem_term(&forms.stem), lookup::root_term(&forms.root)];
            terms.extend(self.lexicon.split(key).iter().map(|part| lookup::part_term(part)));
            terms
        };
        self.known.entry(token.key).or_insert_with_key(make).clone()
    }
}

fn law_terms(law: &document::LawReference) -> Vec<String> {
    let mut terms = vec![lookup::law_term(&law.law, None)];
    if let Some(number) = law.paragraph() {
        terms.push(format!("§{number}"));
        terms.push(lookup::law_term(&law.law, Some(&number)));
    }
    terms
}
