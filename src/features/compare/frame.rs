//! What every page of a comparison has: the first screen, who is compared, how far each source can be
//! trusted, whom to call.

use askama::Template;

use super::verdict::Verdict;
use crate::book::{Book, Link};
use crate::html::Html;
use crate::render::components::{Call, Crumbs, about_source, entry_call};
use crate::render::context::{Local, Whole};
use crate::render::layout::{Among, Sheet, document_with, title};
use crate::render::style::accents;
use crate::render::switch::{Compared, comparison_address};
use crate::site::Document;

/// "A, B og C", by a template.
#[derive(Clone, Template)]
#[template(path = "compare/names.html")]
pub(super) struct Names {
    pub(super) names: Vec<String>,
}

impl askama::filters::HtmlSafe for Names {}

/// A verdict in words, by a template.
#[derive(Clone, Template)]
#[template(path = "compare/verdict.html")]
pub(super) struct VerdictView {
    pub(super) verdict: Verdict,
    /// Those that have it.
    pub(super) names: Names,
}

impl askama::filters::HtmlSafe for VerdictView {}

impl VerdictView {
    /// Whether all have it in the same words, or it is none of the sources'.
    pub(super) fn is_same(&self) -> bool {
        self.verdict.is_same()
    }

    pub(super) fn new(book: &Book, verdict: &Verdict) -> Self {
        let names = verdict.have.iter().map(|at| book.municipalities[*at].name.clone()).collect();
        Self { verdict: verdict.clone(), names: Names { names } }
    }
}

/// How many rows there are, and in how many all say the same; by a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Template)]
#[template(path = "compare/tally.html")]
pub(super) struct Tally {
    pub(super) rows: usize,
    pub(super) same: usize,
}

impl askama::filters::HtmlSafe for Tally {}

impl Tally {
    pub(super) fn of<'v>(verdicts: impl Iterator<Item = &'v Verdict>) -> Self {
        let counted = verdicts.filter(|verdict| verdict.of_sources);
        counted.fold(Self { rows: 0, same: 0 }, |tally, verdict| Self {
            rows: tally.rows + 1,
            same: tally.same + usize::from(verdict.is_same()),
        })
    }
}

/// What differs, by name, in one sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Summary {
    /// What all have and don't say alike.
    pub(super) differs: Vec<String>,
    /// What only some have.
    pub(super) apart: Vec<String>,
}

impl Summary {
    /// From rows with their names. The part before a page's first heading has none and is skipped.
    pub(super) fn of<'v>(rows: impl IntoIterator<Item = (String, &'v Verdict)>) -> Self {
        let mut summary = Self::default();
        for (name, verdict) in rows.into_iter().filter(|(name, _)| !name.is_empty()) {
            match verdict.rank() {
                0 => summary.differs.push(name),
                1 => summary.apart.push(name),
                _ => {}
            }
        }
        summary
    }
}

/// How far a municipality's source can be trusted.
pub(super) struct SourceTrust {
    pub(super) name: String,
    pub(super) sentence: String,
    pub(super) about: Option<Link>,
}

/// The first screen of a comparison, and its frame.
#[derive(Template)]
#[template(path = "compare/head.html")]
pub(super) struct Head<'a> {
    pub(super) crumbs: Crumbs,
    pub(super) title: &'a str,
    pub(super) names: Names,
    pub(super) tally: Tally,
    pub(super) summary: Summary,
    pub(super) calls: Vec<(String, Call)>,
}

impl askama::filters::HtmlSafe for Head<'_> {}

/// The page in its frame. `name` is what is compared; empty for all.
pub(super) fn framed(
    whole: &Whole<'_>,
    compared: Compared<'_>,
    address: &str,
    name: &str,
    names: &Names,
    main: Html,
) -> Document {
    let heading = heading(names, name);
    let sheet = Sheet {
        title: title(&[&heading, &whole.book.name]),
        description: format!("{heading}."),
        address: Some(address.to_owned()),
        indexed: true,
        main,
    };
    document_with(Among::Comparing(whole, compared), &sheet, &accents(whole.book))
}

#[derive(Template)]
#[template(path = "compare/heading.html")]
pub(super) struct ComparisonHeading<'a> {
    pub(super) names: &'a Names,
    pub(super) name: &'a str,
}

pub(super) fn heading(names: &Names, name: &str) -> String {
    Html::from_template(&ComparisonHeading { names, name }).0.trim().to_owned()
}

/// The list of comparisons, for a breadcrumb.
pub(super) fn above(names: &Names) -> Link {
    Link { href: comparison_address(""), text: heading(names, "") }
}

pub(super) fn names(book: &Book) -> Names {
    Names { names: book.municipalities.iter().map(|one| one.name.clone()).collect() }
}

/// Each municipality's number.
pub(super) fn calls(whole: &Whole<'_>) -> Vec<(String, Call)> {
    let call = |local: Local<'_>| Some((local.municipality.name.clone(), entry_call(&local)?));
    whole.locals().filter_map(call).collect()
}

pub(super) fn trust(whole: &Whole<'_>) -> Vec<SourceTrust> {
    let of = |local: Local<'_>| SourceTrust {
        name: local.municipality.name.clone(),
        sentence: local.trust.sentence.clone(),
        about: about_source(&local),
    };
    whole.locals().map(of).collect()
}
