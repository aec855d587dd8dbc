//! The index: documents in, ranked document numbers out. The only file that knows tantivy.

use std::collections::BTreeMap;

use tantivy::collector::TopDocs;
use tantivy::directory::RamDirectory;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, Occur, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{Searcher, TantivyDocument, Term};

use super::document::Listing;
use super::plan::{Plan, QueryUnit};
use crate::content::search_words::Weights;

/// Memory the writer may take before it would write to the index; ours lies in memory anyway.
const WRITER_BYTES: usize = 4 << 20;

/// A document's terms, field by field.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    /// The municipality, the section's or page's id, and which of both it is.
    pub(super) municipality: String,
    /// See `municipality`.
    pub(super) id: String,
    /// See `municipality`.
    pub(super) kind: Option<Listing>,
    /// The terms of the title.
    pub(super) title: Vec<String>,
    /// Of the headings.
    pub(super) heading: Vec<String>,
    /// Of the summary.
    pub(super) summary: Vec<String>,
    /// Of the text.
    pub(super) body: Vec<String>,
    /// Of the source's words.
    pub(super) source: Vec<String>,
    /// The laws and paragraphs.
    pub(super) law: Vec<String>,
}

/// Where to search.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'a> {
    /// In one municipality, or in all.
    pub(super) municipality: Option<&'a str>,
    /// Sections or other pages.
    pub(super) kind: Listing,
    /// How many hits at most.
    pub(super) limit: usize,
}

#[derive(Clone, Copy, Debug)]
struct IndexFields {
    municipality: Field,
    id: Field,
    kind: Field,
    title: Field,
    heading: Field,
    summary: Field,
    body: Field,
    source: Field,
    law: Field,
}

/// The index of one load.
pub(super) struct Index {
    searcher: Searcher,
    fields: IndexFields,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Index({} documents)", self.searcher.num_docs())
    }
}

impl Index {
    /// Builds the index in memory.
    ///
    /// # Errors
    /// When tantivy can't, which in memory means that there is none left.
    pub(super) fn new(documents: impl IntoIterator<Item = Terms>) -> tantivy::Result<Self> {
        let (schema, fields) = schema();
        let builder = tantivy::Index::builder().schema(schema);
        let mut writer =
            builder.single_segment_index_writer(RamDirectory::create(), WRITER_BYTES)?;
        for terms in documents {
            writer.add_document(fields.document(terms))?;
        }
        let searcher = writer.finalize()?.reader()?.searcher();
        Ok(Self { searcher, fields })
    }

    /// The numbers of the documents that fit best, in the order they were added, with their score.
    ///
    /// # Errors
    /// When tantivy can't read its own index.
    pub(super) fn search(
        &self,
        plan: &Plan,
        scope: Scope<'_>,
        weights: &Weights,
    ) -> tantivy::Result<Vec<(usize, f32)>> {
        let query = self.query(plan, scope, weights)?;
        let top = TopDocs::with_limit(scope.limit.max(1)).order_by_score();
        let found = self.searcher.search(&query, &top)?;
        Ok(found.into_iter().map(|(score, at)| (at.doc_id as usize, score)).collect())
    }

    /// Everything the plan looks for, within the scope.
    fn query(
        &self,
        plan: &Plan,
        scope: Scope<'_>,
        weights: &Weights,
    ) -> tantivy::Result<BooleanQuery> {
        let fields = &self.fields;
        let mut wanted: Vec<Box<dyn Query>> = Vec::new();
        for unit in &plan.units {
            for (field, weight) in fields.places(weights) {
                wanted.extend(self.unit(unit, field, weight)?);
            }
        }
        match scope.kind {
            Listing::Section => wanted.extend(fields.answers(plan)),
            Listing::Page => wanted.extend(fields.sections(&plan.pages)),
        }
        let mut clauses = vec![
            (Occur::Must, silent(fields.kind, kind_term(scope.kind))),
            (Occur::Must, Box::new(BooleanQuery::union(wanted)) as Box<dyn Query>),
        ];
        if let Some(municipality) = scope.municipality {
            clauses.push((Occur::Must, silent(fields.municipality, municipality)));
        }
        Ok(BooleanQuery::new(clauses))
    }

    /// One word in one field: the best of its forms counts. None where no form stands in the field,
    /// which is most often so: asking for it is dearer than asking whether it is there.
    fn unit(
        &self,
        unit: &QueryUnit,
        field: Field,
        weight: f32,
    ) -> tantivy::Result<Option<Box<dyn Query>>> {
        let mut forms = Vec::new();
        for (term, of_form) in &unit.terms {
            if self.has(field, term)? {
                forms.push(boosted(field, term, of_form * weight * unit.weight));
            }
        }
        if forms.is_empty() {
            return Ok(None);
        }
        Ok(Some(Box::new(DisjunctionMaxQuery::new(forms))))
    }

    fn has(&self, field: Field, term: &str) -> tantivy::Result<bool> {
        for segment in self.searcher.segment_readers() {
            if segment.inverted_index(field)?.terms().term_ord(term)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn schema() -> (Schema, IndexFields) {
    let mut builder = Schema::builder();
    let mut exact = |name: &str, option, norms| {
        let indexing = TextFieldIndexing::default().set_index_option(option).set_fieldnorms(norms);
        builder.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
    };
    let fields = IndexFields {
        municipality: exact("kommune", IndexRecordOption::Basic, false),
        id: exact("id", IndexRecordOption::Basic, false),
        kind: exact("slags", IndexRecordOption::Basic, false),
        title: exact("titel", IndexRecordOption::Basic, false),
        heading: exact("overskrift", IndexRecordOption::Basic, false),
        summary: exact("kort_fortalt", IndexRecordOption::Basic, false),
        body: exact("tekst", IndexRecordOption::WithFreqs, true),
        source: exact("kildeord", IndexRecordOption::Basic, false),
        law: exact("lov", IndexRecordOption::Basic, false),
    };
    (builder.build(), fields)
}

fn kind_term(kind: Listing) -> &'static str {
    match kind {
        Listing::Section => "afsnit",
        Listing::Page => "side",
    }
}

impl IndexFields {
    fn document(&self, terms: Terms) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        let kind = terms.kind.map(kind_term).unwrap_or_default().to_owned();
        for (field, terms) in [
            (self.municipality, vec![terms.municipality]),
            (self.id, vec![terms.id]),
            (self.kind, vec![kind]),
            (self.title, terms.title),
            (self.heading, terms.heading),
            (self.summary, terms.summary),
            (self.body, terms.body),
            (self.source, terms.source),
            (self.law, terms.law),
        ] {
            document.add_pre_tokenized_text(field, pre_tokenized(terms));
        }
        document
    }

    /// The fields words are looked up in, with their weights.
    fn places(&self, weights: &Weights) -> [(Field, f32); 6] {
        [
            (self.title, weights.title),
            (self.heading, weights.heading),
            (self.summary, weights.summary),
            (self.body, weights.body),
            (self.source, weights.source),
            (self.law, weights.law),
        ]
    }

    /// The sections the topics name: everywhere, and otherwise where a municipality differs.
    fn answers(&self, plan: &Plan) -> Vec<Box<dyn Query>> {
        if plan.answers.own.is_empty() {
            return self.sections(&plan.answers.everywhere);
        }
        let mut usual: Vec<(Occur, Box<dyn Query>)> = vec![(
            Occur::Must,
            Box::new(BooleanQuery::union(self.sections(&plan.answers.everywhere))),
        )];
        let mut all: Vec<Box<dyn Query>> = Vec::new();
        for (municipality, sections) in &plan.answers.own {
            usual.push((Occur::MustNot, silent(self.municipality, municipality)));
            all.push(Box::new(BooleanQuery::new(vec![
                (Occur::Must, silent(self.municipality, municipality)),
                (Occur::Must, Box::new(BooleanQuery::union(self.sections(sections)))),
            ])));
        }
        all.push(Box::new(BooleanQuery::new(usual)));
        all
    }

    fn sections(&self, sections: &BTreeMap<String, f32>) -> Vec<Box<dyn Query>> {
        let weighed = sections.iter().map(|(section, weight)| {
            let id = section.split('#').next().unwrap_or_default();
            constant(self.id, id, *weight)
        });
        weighed.collect()
    }
}

/// A term that must be there but adds nothing.
fn silent(field: Field, term: &str) -> Box<dyn Query> {
    constant(field, term, 0.0)
}

fn constant(field: Field, term: &str, score: f32) -> Box<dyn Query> {
    let query = TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::Basic);
    Box::new(ConstScoreQuery::new(Box::new(query), score))
}

fn boosted(field: Field, term: &str, boost: f32) -> Box<dyn Query> {
    let query = TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::WithFreqs);
    Box::new(BoostQuery::new(Box::new(query), boost))
}

fn pre_tokenized(terms: Vec<String>) -> PreTokenizedString {
    let tokens = terms.into_iter().enumerate().map(|(position, text)| Token {
        position,
        text,
        ..Token::default()
    });
    PreTokenizedString { text: String::new(), tokens: tokens.collect() }
}
