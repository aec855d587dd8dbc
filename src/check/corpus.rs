//! The input of the rules: every page and text, parsed once.

use std::collections::BTreeMap;
use std::ops::{Bound, Range};

use jiff::civil::Date;
use rayon::prelude::*;

use super::spelling::plain;
use crate::content::{Content, RawMunicipality, RawPage};
use crate::markdown::anchors::{Anchors, MissingTarget};
use crate::markdown::run::Run;
use crate::markdown::structure::{Structure, structure};
use crate::markdown::{self, Resolver};
use crate::source::{FileId, Place};

/// Everything that rules can use.
pub struct Corpus<'a> {
    pub content: &'a Content,
    /// The date that dates in the content are compared with.
    pub today: Date,
    /// Every page, every text in a TOML file, every label.
    pub passages: Vec<Passage<'a>>,
    /// The addresses that texts may refer to, each with its ids.
    anchors: Anchors,
    resolvers: Resolvers<'a>,
}

/// A resolver for each municipality, by id, and one for the site-wide pages.
type Resolvers<'a> = BTreeMap<Option<&'a str>, Resolver<'a>>;

/// A page, or a text in a TOML file.
pub struct Passage<'a> {
    /// The municipality, if it is in a municipality's folder.
    pub municipality: Option<&'a RawMunicipality>,
    /// The page; `None` for a text in a TOML file.
    pub page: Option<&'a RawPage>,
    pub kind: PassageKind,
    pub file: FileId,
    pub markdown: &'a str,
    pub structure: Structure,
    /// The normalized words of each run.
    plain: Vec<String>,
    /// The text of the page as readers see it, one heading or paragraph per line; empty for a text.
    pub words: String,
    span: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageKind {
    Page,
    /// A text in a TOML file.
    Text,
    /// A text of a calculator, which may contain placeholders in braces.
    Pattern,
    /// A name or heading, shown as it is.
    Label,
}

impl Passage<'_> {
    fn with_plain_words(mut self) -> Self {
        self.plain = self.structure.runs.iter().map(|run| plain(&run.text)).collect();
        self
    }

    /// Each run of words, with its normalized text.
    pub(super) fn runs(&self) -> impl Iterator<Item = (&Run, &str)> {
        self.structure.runs.iter().zip(self.plain.iter().map(String::as_str))
    }

    /// The place of a span of the Markdown. For a TOML text it is the whole value, because escapes
    /// change the byte positions.
    pub fn place(&self, span: &Range<usize>) -> Place {
        if self.page.is_none() {
            return Place::new(self.file, self.span.clone());
        }
        // A span may end inside a character, because characters have been removed from the words.
        let whole = |at: usize| (0..=at).rev().find(|at| self.markdown.is_char_boundary(*at));
        let (from, to) = (whole(span.start).unwrap_or(0), whole(span.end).unwrap_or(0));
        let start = self.span.start;
        Place::new(self.file, start + from..start + to.max(from))
    }
}

impl<'a> Corpus<'a> {
    /// Parses the content.
    pub fn new(content: &'a Content, today: Date) -> Self {
        let resolvers = resolvers(content);
        let pages: Vec<_> = pages(content).collect();
        let of_pages = pages.into_par_iter().map(|(municipality, page)| Passage {
            municipality,
            page: Some(page),
            kind: PassageKind::Page,
            file: page.file,
            markdown: &page.markdown,
            structure: structure(&page.markdown),
            plain: Vec::new(),
            words: page_text(page, &resolvers[&municipality.map(|one| one.id.as_str())]),
            span: page.body.clone(),
        });
        let of_texts = content.texts().into_par_iter().map(|found| Passage {
            municipality: found.municipality,
            page: None,
            kind: if found.pattern { PassageKind::Pattern } else { PassageKind::Text },
            file: found.file,
            markdown: found.text.as_str(),
            structure: structure(found.text.as_str()),
            plain: Vec::new(),
            words: String::new(),
            span: found.text.span(),
        });
        let of_labels = content.labels().into_par_iter().map(|found| Passage {
            municipality: found.municipality,
            page: None,
            kind: PassageKind::Label,
            file: found.file,
            markdown: found.word.as_str(),
            structure: Structure::plain(found.word.as_str()),
            plain: Vec::new(),
            words: String::new(),
            span: found.word.span(),
        });
        let all = of_pages.chain(of_texts).chain(of_labels);
        let passages: Vec<Passage<'a>> = all.map(Passage::with_plain_words).collect();
        let anchors = Anchors::new(content);
        Self { content, today, passages, anchors, resolvers }
    }

    pub fn pages(&self) -> impl Iterator<Item = (&Passage<'a>, &'a RawPage)> {
        self.passages.iter().filter_map(|passage| passage.page.map(|page| (passage, page)))
    }

    pub fn anchors(&self) -> &Anchors {
        &self.anchors
    }

    /// Whether a reference such as `klage` or `klage#afgoerelser` exists in the municipality.
    ///
    /// # Errors
    /// The page or the heading that is missing.
    pub fn find_target(
        &self,
        municipality: Option<&RawMunicipality>,
        reference: &str,
    ) -> Result<(), MissingTarget> {
        self.anchors.find(self.content, municipality, reference)
    }

    /// The resolvers for all municipalities that show the text: one for its own, all for shared
    /// texts.
    pub fn resolvers(&self, passage: &Passage<'a>) -> impl Iterator<Item = &Resolver<'a>> {
        let own = passage.municipality.map(|one| one.id.as_str());
        // A site-wide page belongs to no municipality.
        let fits = match own {
            None if passage.page.is_none() => (Bound::Excluded(None), Bound::Unbounded),
            one => (Bound::Included(one), Bound::Included(one)),
        };
        self.resolvers.range(fits).map(|(_, resolver)| resolver)
    }
}

fn resolvers(content: &Content) -> Resolvers<'_> {
    let all = content.municipalities.iter().map(Some).chain([None]);
    all.map(|one| (one.map(|one| one.id.as_str()), Resolver::new(content, one))).collect()
}

/// The text of a page as readers see it, one heading or paragraph per line.
fn page_text(page: &RawPage, resolver: &Resolver<'_>) -> String {
    let mut text = String::new();
    for line in &page.front.summary {
        text.push_str(&markdown::plain(line, resolver));
        text.push('\n');
    }
    for part in markdown::page(page, resolver).parts {
        if let Some(heading) = part.heading {
            text.push_str(&heading.text);
            text.push('\n');
        }
        text.push_str(&part.text);
        text.push('\n');
    }
    text
}

fn pages(content: &Content) -> impl Iterator<Item = (Option<&RawMunicipality>, &RawPage)> {
    let shared = content.pages.iter().map(|page| (None, page));
    shared.chain(content.municipalities.iter().flat_map(|municipality| {
        let pages = municipality.sections.iter().chain(&municipality.pages);
        pages.map(move |page| (Some(municipality), page))
    }))
}
