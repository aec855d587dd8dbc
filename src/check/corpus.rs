//! What the rules read: every page and every text, taken apart once.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use jiff::civil::Date;

use crate::content::address::split_fragment;
use crate::content::{Content, Municipality, Page};
use crate::markdown::Resolver;
use crate::markdown::structure::{Structure, structure};
use crate::source::{FileId, Place};

/// Everything a rule may look at.
pub struct Corpus<'a> {
    /// The content.
    pub content: &'a Content,
    /// The day the dates in it are held against.
    pub today: Date,
    /// Every page and every text of a TOML file.
    pub passages: Vec<Passage<'a>>,
    /// The ids that exist at each address, e.g. `/ishoj/klage` → `afgoerelser`, …
    ids_at: BTreeMap<String, BTreeSet<String>>,
}

/// A page, or one text of a TOML file.
pub struct Passage<'a> {
    /// The municipality whose folder it stands in.
    pub municipality: Option<&'a Municipality>,
    /// The page; none for a text of a TOML file.
    pub page: Option<&'a Page>,
    /// The file.
    pub file: FileId,
    /// The Markdown.
    pub markdown: &'a str,
    /// What stands in it.
    pub structure: Structure,
    span: Range<usize>,
}

impl Passage<'_> {
    /// The place of a span of the Markdown. In a TOML text, where escapes move the bytes, it is
    /// the whole value.
    pub fn place(&self, span: &Range<usize>) -> Place {
        if self.page.is_none() {
            return Place::new(self.file, self.span.clone());
        }
        let start = self.span.start;
        Place::new(self.file, start + span.start..start + span.end)
    }
}

impl<'a> Corpus<'a> {
    /// Takes the content apart.
    pub fn new(content: &'a Content, today: Date) -> Self {
        let mut passages: Vec<Passage<'a>> = pages(content)
            .map(|(municipality, page)| Passage {
                municipality,
                page: Some(page),
                file: page.file,
                markdown: &page.markdown,
                structure: structure(&page.markdown),
                span: page.body.clone(),
            })
            .collect();
        passages.extend(content.texts().into_iter().map(|found| Passage {
            municipality: found.municipality,
            page: None,
            file: found.file,
            markdown: found.text.as_str(),
            structure: structure(found.text.as_str()),
            span: found.text.span(),
        }));
        let ids_at = ids_at(content, &passages);
        Self { content, today, passages, ids_at }
    }

    /// The passages that are pages.
    pub fn pages(&self) -> impl Iterator<Item = (&Passage<'a>, &'a Page)> {
        self.passages.iter().filter_map(|passage| passage.page.map(|page| (passage, page)))
    }

    /// Whether the id stands at the address. An address whose ids we don't know holds any.
    pub fn has_id(&self, address: &str, id: &str) -> bool {
        self.ids_at.get(address).is_none_or(|ids| ids.contains(id))
    }

    /// Whether `klage` or `klage#afgoerelser` is a place in the municipality.
    ///
    /// # Errors
    /// What of it is missing.
    pub fn find_target(
        &self,
        municipality: Option<&Municipality>,
        reference: &str,
    ) -> Result<(), MissingTarget> {
        let Some(target) = self.content.target(municipality, reference) else {
            return Err(MissingTarget::Page(split_fragment(reference).0.to_owned()));
        };
        match target.fragment {
            Some(id) if !self.has_id(&target.address, &id) => {
                Err(MissingTarget::Heading { address: target.address, id })
            }
            _ => Ok(()),
        }
    }

    /// A resolver for every municipality a text is shown in: one for its own, all for a shared one.
    pub fn resolvers(&self, passage: &Passage<'a>) -> Vec<Resolver<'a>> {
        match (passage.municipality, passage.page) {
            (Some(municipality), _) => vec![Resolver::new(self.content, Some(municipality))],
            // A page of the whole site belongs to no municipality.
            (None, Some(_)) => vec![Resolver::new(self.content, None)],
            (None, None) => {
                let all = self.content.municipalities.iter();
                all.map(|one| Resolver::new(self.content, Some(one))).collect()
            }
        }
    }
}

/// What of a reference is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MissingTarget {
    /// The page.
    Page(String),
    /// The heading on it.
    Heading {
        /// The page.
        address: String,
        /// The id that isn't there.
        id: String,
    },
}

fn pages(content: &Content) -> impl Iterator<Item = (Option<&Municipality>, &Page)> {
    let shared = content.pages.iter().map(|page| (None, page));
    shared.chain(content.municipalities.iter().flat_map(|municipality| {
        let pages = municipality.sections.iter().chain(&municipality.pages);
        pages.map(move |page| (Some(municipality), page))
    }))
}

fn ids_at(content: &Content, passages: &[Passage<'_>]) -> BTreeMap<String, BTreeSet<String>> {
    let mut ids_at = BTreeMap::new();
    for passage in passages {
        let Some(page) = passage.page else { continue };
        let folder = passage.municipality.map(Municipality::address).unwrap_or_default();
        let headings = passage.structure.headings.iter();
        let ids: BTreeSet<String> = headings.filter_map(|heading| heading.id.clone()).collect();
        ids_at.insert(format!("{folder}/{}", page.id), ids);
    }
    for municipality in &content.municipalities {
        let rights = municipality.rights.iter().map(|right| right.id.to_string());
        ids_at.insert(format!("/{}/rettigheder", municipality.id), rights.collect());
        let terms = content.glossary.iter().filter(|term| term.applies_to(&municipality.id));
        let terms = terms.map(|term| term.id.to_string());
        ids_at.insert(format!("/{}/ordliste", municipality.id), terms.collect());
    }
    ids_at
}
