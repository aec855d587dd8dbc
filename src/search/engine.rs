//! Documents in, ranked hits out.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::analysis::{Forms, forms};
use super::document::{self, DocumentPart, Listing, SearchDocument};
use super::index::{Index, Scope, Terms};
use super::lexicon::Lexicon;
use super::lookup::{self, Correction};
use super::plan::{Plan, Planner};
use super::snippet::{self, Snippet, TokenizedPart};
use super::vocabulary::{Number, Numbering, Roots, Tokenized, WantedWords};
use crate::content::search_words::{Example, RawShortcut, SearchWords};

/// The longest query that is read, in characters.
pub const MAX_QUERY: usize = 300;

/// The most sections and other pages that are listed.
const MAX_SECTIONS: usize = 10;
const MAX_PAGES: usize = 5;

/// Search as one load of the content has it.
#[derive(Debug)]
pub struct Search {
    documents: Vec<SearchDocument>,
    /// What of the documents is shown among hits, taken apart.
    shown: Vec<ShownTexts>,
    roots: Roots,
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
    pub shortcut: Option<FoundShortcut>,
    /// Words that were taken for other words, in the bytes of `query`.
    pub corrections: Vec<Correction>,
    /// Sections of the other municipalities, where this one has none.
    pub elsewhere: Vec<Hit<'a>>,
}

/// A fact that answers by itself, as the book has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundShortcut {
    /// Its position in `soegning.toml`.
    pub number: usize,
    /// Whether life may be in danger.
    pub danger: bool,
}

#[derive(Clone, Debug)]
pub struct Hit<'a> {
    /// The page.
    pub document: &'a SearchDocument,
    /// The part of it that answers; none for the page as a whole.
    pub part: Option<&'a DocumentPart>,
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
    pub fn new(
        words: Arc<SearchWords>,
        examples: &[Example],
        documents: Vec<SearchDocument>,
    ) -> Self {
        let (mut lexicon, mut numbering) = (Lexicon::default(), Numbering::default());
        let mut read = Vec::with_capacity(documents.len());
        for document in &documents {
            let texts = Texts::read(document, &words, &mut numbering, &mut lexicon);
            learn(&mut lexicon, document, &texts, &numbering);
            read.push(texts);
        }
        let planner = Planner::new(words, examples, &mut lexicon);
        let terms = numbering.terms(&lexicon);
        let rows: Vec<Terms<'_>> =
            documents.iter().zip(&read).map(|(one, read)| read.terms(one)).collect();
        let index = Index::new(&terms, &rows);
        let shown = read.into_iter().map(Texts::shown).collect();
        let roots = numbering.roots(&lexicon);
        Self { documents, shown, roots, lexicon, planner, index }
    }

    /// Searches one municipality, or all.
    pub fn find(&self, query: &str, municipality: Option<&str>) -> Results<'_> {
        let query: String = query.trim().chars().take(MAX_QUERY).collect();
        let plan = self.planner.plan(&query, &self.lexicon);
        let wanted = WantedWords::new(&plan.wanted(), &self.roots);
        let hits = |municipality, kind, limit| {
            self.hits(&plan, &wanted, Scope { municipality, kind, limit })
        };
        let sections = hits(municipality, Listing::Section, MAX_SECTIONS);
        let pages = hits(municipality, Listing::Page, MAX_PAGES);
        let elsewhere = match municipality {
            Some(_) if sections.is_empty() => hits(None, Listing::Section, MAX_SECTIONS),
            _ => Vec::new(),
        };
        let shortcut = municipality.and_then(|id| self.shortcut(&plan, id));
        Results { query, sections, pages, shortcut, corrections: plan.corrections, elsewhere }
    }

    /// The municipalities in which anything answers the query. Asks for all of them at once: one by
    /// one, the work would grow with their square.
    pub fn answered_in(&self, query: &str) -> BTreeSet<&str> {
        let plan = self.planner.plan(query, &self.lexicon);
        let all: BTreeSet<&str> =
            self.documents.iter().map(|document| document.municipality.as_str()).collect();
        let told = all.into_iter().filter(|id| self.shortcut(&plan, id).is_some());
        let mut answered: BTreeSet<&str> = told.collect();
        if !plan.answerable {
            return answered;
        }
        let everywhere = |kind| Scope { municipality: None, kind, limit: self.documents.len() };
        let found =
            [Listing::Section, Listing::Page].map(|kind| self.ranked(&plan, everywhere(kind)));
        let fitting = found.into_iter().flatten().filter(|(_, score)| *score > 0.0);
        answered.extend(fitting.map(|(number, _)| self.documents[number].municipality.as_str()));
        answered
    }

    /// The words that search knows, for pages that list what people say.
    pub fn words(&self) -> &SearchWords {
        self.planner.words()
    }

    /// The numbers of the documents that fit, best first, with their score.
    fn ranked(&self, plan: &Plan, scope: Scope<'_>) -> Vec<(usize, f32)> {
        self.index.search(plan, scope, &self.words().weights)
    }

    fn hits(&self, plan: &Plan, wanted: &WantedWords, scope: Scope<'_>) -> Vec<Hit<'_>> {
        let silent = scope.kind == Listing::Section && plan.is_silent_in(scope.municipality);
        if !plan.answerable || silent {
            return Vec::new();
        }
        let found = self.ranked(plan, scope);
        let least = self.words().weights.least;
        let least = found.first().map(|(_, best)| best * least).unwrap_or_default();
        let enough = found.into_iter().filter(|(_, score)| *score > 0.0 && *score >= least);
        enough.map(|(number, score)| self.hit(plan, wanted, number, score)).collect()
    }

    fn hit(&self, plan: &Plan, wanted: &WantedWords, number: usize, score: f32) -> Hit<'_> {
        let (document, shown) = (&self.documents[number], &self.shown[number]);
        let named = plan.named_heading(document);
        let at = named.or_else(|| snippet::best_part(&shown.parts, wanted));
        let part = at.and_then(|at| document.parts.get(at));
        let below = part.zip(at.and_then(|at| shown.parts.get(at)));
        let (text, tokenized) = match below {
            Some((part, read)) if !part.text.trim().is_empty() => (&part.text, &read.text),
            _ => (&document.summary, &shown.summary),
        };
        let snippet = snippet::snippet(text, tokenized, wanted);
        Hit { document, part, snippet, score }
    }

    fn shortcut(&self, plan: &Plan, municipality: &str) -> Option<FoundShortcut> {
        let asked = |id: &crate::content::Word| self.planner.speaks_of(plan, id);
        let all = self.words().shortcuts.iter().enumerate().filter(|(_, shortcut)| {
            shortcut.holds_in(municipality)
                && shortcut.topics.iter().all(asked)
                && !shortcut.without.iter().any(asked)
        });
        // Where life may be in danger, no other answer comes first, however well it fits; then comes
        // one that whoever asks can read, and one about what is asked before one about the language.
        let words = self.words();
        let best = all.max_by_key(|(_, shortcut)| {
            let about = words.asking(shortcut).filter(|topic| !topic.foreign).count();
            (shortcut.danger, shortcut.language.is_some(), about, shortcut.topics.len())
        });
        let found = |(number, shortcut): (usize, &RawShortcut)| FoundShortcut {
            number,
            danger: shortcut.danger,
        };
        let stands_alone = |shortcut: &RawShortcut| {
            let unnamed = words.asking(shortcut).any(|topic| topic.unnamed);
            shortcut.danger || shortcut.language.is_some() || unnamed
        };
        best.filter(|(_, one)| plan.answerable || stands_alone(one)).map(found)
    }
}

/// Tells the lexicon the words of a document.
fn learn(lexicon: &mut Lexicon, document: &SearchDocument, texts: &Texts, numbering: &Numbering) {
    let words: BTreeSet<Number> = texts.all().flat_map(Tokenized::words).collect();
    let laws = document.laws.iter().filter_map(document::LawReference::paragraph);
    let laws: Vec<(String, Forms)> =
        laws.map(|number| format!("§{number}")).map(|key| (key.clone(), forms(&key))).collect();
    let laws = laws.iter().map(|(key, forms)| (key.as_str(), forms));
    lexicon.add_document(words.iter().map(|word| numbering.word(*word)).chain(laws));
    let names: BTreeSet<Number> = texts.names().flat_map(Tokenized::words).collect();
    for name in names {
        lexicon.add_anchor(numbering.word(name).0);
    }
}

fn source_words<'a>(
    document: &'a SearchDocument,
    words: &'a SearchWords,
) -> impl Iterator<Item = &'a str> {
    let here = |one: &&crate::content::search_words::SourceWords| {
        let municipality = one.municipality.as_ref();
        document.listing == Listing::Section
            && one.section.as_str() == document.id
            && municipality.is_none_or(|id| id.as_str() == document.municipality)
    };
    words.source_words.iter().filter(here).flat_map(|one| one.words.iter().map(|word| &**word))
}

/// A document's texts, taken apart.
#[derive(Debug, Default)]
struct Texts {
    title: Tokenized,
    contacts: Vec<Tokenized>,
    source: Vec<Tokenized>,
    shown: ShownTexts,
}

/// Those of them that are shown among hits.
#[derive(Debug, Default)]
struct ShownTexts {
    summary: Tokenized,
    parts: Vec<TokenizedPart>,
}

impl Texts {
    fn read(
        document: &SearchDocument,
        words: &SearchWords,
        numbering: &mut Numbering,
        lexicon: &mut Lexicon,
    ) -> Self {
        let mut read = |text: &str| numbering.read(text, lexicon);
        let title = read(&document.title);
        let mut parts = Vec::with_capacity(document.parts.len());
        for part in &document.parts {
            let heading = part.heading.as_ref().map(|(_, text)| read(text)).unwrap_or_default();
            parts.push(TokenizedPart { heading, text: read(&part.text) });
        }
        let summary = read(&document.summary);
        let contacts = document.contacts.iter().map(|text| read(text)).collect();
        let source = source_words(document, words).map(read).collect();
        Self { title, contacts, source, shown: ShownTexts { summary, parts } }
    }

    fn headings(&self) -> impl Iterator<Item = &Tokenized> {
        self.shown.parts.iter().map(|part| &part.heading)
    }

    fn bodies(&self) -> impl Iterator<Item = &Tokenized> {
        self.shown.parts.iter().map(|part| &part.text)
    }

    /// What the document and its parts are named by, here and in the source.
    fn names(&self) -> impl Iterator<Item = &Tokenized> {
        std::iter::once(&self.title).chain(self.headings())
    }

    fn all(&self) -> impl Iterator<Item = &Tokenized> {
        self.names().chain([&self.shown.summary]).chain(self.bodies()).chain(&self.source)
    }

    /// What the index gets.
    fn terms<'t>(&'t self, document: &'t SearchDocument) -> Terms<'t> {
        Terms {
            municipality: &document.municipality,
            id: &document.id,
            listing: document.listing,
            texts: [
                vec![&self.title],
                self.headings().chain(&self.contacts).collect(),
                vec![&self.shown.summary],
                self.bodies().collect(),
                self.source.iter().collect(),
            ],
            laws: document.laws.iter().flat_map(law_terms).collect(),
        }
    }

    fn shown(self) -> ShownTexts {
        self.shown
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
