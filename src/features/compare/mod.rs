//! `/sammenlign`: the municipalities side by side, section by section and kind by kind of data.
//!
//! What differs comes first; what is the same is shown all the same. With one municipality there is
//! nothing to compare, and no page.

mod records;
mod sections;
pub mod verdict;

use askama::Template;
use rayon::prelude::*;

use self::verdict::Verdict;
use super::search_page::EVERYWHERE;
use crate::book::{Book, Link};
use crate::html::Html;
use crate::render::components::{Call, Crumbs, about_source, entry_call};
use crate::render::context::{Local, Whole};
use crate::render::icon;
use crate::render::layout::{Among, Sheet, document_with, title};
use crate::render::style::accents;
use crate::render::switch::{Compared, comparison_address, is_comparable};
use crate::site::Document;

#[derive(Template)]
#[template(path = "compare/list.html")]
struct ListPage<'a> {
    crumbs: Crumbs,
    names: Names,
    search: &'static str,
    sections: Vec<Listed<'a>>,
    data: Vec<(&'static str, String, Tally)>,
    trust: Vec<SourceTrust>,
    calls: Vec<(String, Call)>,
}

/// A comparison of a section in the list.
struct Listed<'a> {
    title: &'a str,
    href: String,
    verdict: VerdictView,
    tally: Tally,
}

/// "A, B og C", by a template.
#[derive(Clone, Template)]
#[template(path = "compare/names.html")]
struct Names {
    names: Vec<String>,
}

impl askama::filters::HtmlSafe for Names {}

/// A verdict in words, by a template.
#[derive(Clone, Template)]
#[template(path = "compare/verdict.html")]
struct VerdictView {
    verdict: Verdict,
    /// Those that have it.
    names: Names,
}

impl askama::filters::HtmlSafe for VerdictView {}

impl VerdictView {
    fn new(book: &Book, verdict: &Verdict) -> Self {
        let names = verdict.have.iter().map(|at| book.municipalities[*at].name.clone()).collect();
        Self { verdict: verdict.clone(), names: Names { names } }
    }
}

/// How many rows there are, and in how many all say the same; by a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Template)]
#[template(path = "compare/tally.html")]
struct Tally {
    rows: usize,
    same: usize,
}

impl askama::filters::HtmlSafe for Tally {}

impl Tally {
    fn of<'v>(verdicts: impl Iterator<Item = &'v Verdict>) -> Self {
        verdicts.fold(Self { rows: 0, same: 0 }, |tally, verdict| Self {
            rows: tally.rows + 1,
            same: tally.same + usize::from(verdict.is_same()),
        })
    }
}

/// How far a municipality's source can be trusted.
struct SourceTrust {
    name: String,
    sentence: String,
    about: Option<Link>,
}

/// The first screen of a comparison, and its frame.
#[derive(Template)]
#[template(path = "compare/head.html")]
struct Head<'a> {
    crumbs: Crumbs,
    title: &'a str,
    names: Names,
    tally: Tally,
    calls: Vec<(String, Call)>,
}

impl askama::filters::HtmlSafe for Head<'_> {}

/// All comparisons, by address; none where there is nothing to compare with.
pub fn pages(whole: &Whole<'_>) -> Vec<(String, Document)> {
    if !is_comparable(whole.book) {
        return Vec::new();
    }
    let sections = verdict::sections(whole.book);
    let mut made = vec![(comparison_address(""), list_page(whole, &sections))];
    made.par_extend(
        sections
            .par_iter()
            .map(|row| (comparison_address(&row.kind.id), sections::page(whole, row))),
    );
    made.par_extend(
        records::KINDS
            .par_iter()
            .map(|kind| (comparison_address(kind.id), records::page(whole, kind))),
    );
    made
}

fn list_page(whole: &Whole<'_>, sections: &[verdict::SectionRow<'_>]) -> Document {
    let book = whole.book;
    let mut ordered: Vec<&verdict::SectionRow<'_>> = sections.iter().collect();
    ordered.sort_by_key(|row| row.pages.verdict.rank());
    let listed = ordered.into_iter().map(|row| Listed {
        title: &row.kind.title,
        href: comparison_address(&row.kind.id),
        verdict: VerdictView::new(book, &row.pages.verdict),
        tally: Tally::of(row.parts.iter().map(|part| &part.parts.verdict)),
    });
    let names = names(book);
    let view = ListPage {
        crumbs: Crumbs::shared(&heading(&names, "")),
        names: names.clone(),
        search: EVERYWHERE,
        sections: listed.collect(),
        data: records::KINDS.iter().map(|kind| (kind.id, kind.title(), kind.tally(book))).collect(),
        trust: trust(whole),
        calls: calls(whole),
    };
    framed(whole, Compared::All, &comparison_address(""), "", &names, Html::from_template(&view))
}

/// The page in its frame. `name` is what is compared; empty for all.
fn framed(
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
struct Heading<'a> {
    names: &'a Names,
    name: &'a str,
}

fn heading(names: &Names, name: &str) -> String {
    Html::from_template(&Heading { names, name }).0.trim().to_owned()
}

/// The list of comparisons, for a breadcrumb.
fn above(names: &Names) -> Link {
    Link { href: comparison_address(""), text: heading(names, "") }
}

fn names(book: &Book) -> Names {
    Names { names: book.municipalities.iter().map(|one| one.name.clone()).collect() }
}

/// Each municipality's number.
fn calls(whole: &Whole<'_>) -> Vec<(String, Call)> {
    let call = |local: Local<'_>| Some((local.municipality.name.clone(), entry_call(&local)?));
    whole.locals().filter_map(call).collect()
}

fn trust(whole: &Whole<'_>) -> Vec<SourceTrust> {
    let of = |local: Local<'_>| SourceTrust {
        name: local.municipality.name.clone(),
        sentence: local.trust.sentence.clone(),
        about: about_source(&local),
    };
    whole.locals().map(of).collect()
}
