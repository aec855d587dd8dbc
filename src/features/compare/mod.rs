//! `/sammenlign`: the municipalities side by side, section by section and kind by kind of data.
//!
//! What differs comes first; what is the same is shown all the same. With one municipality there is
//! nothing to compare, and no page.

mod frame;
mod records;
pub mod said;
mod sections;
pub mod verdict;

use askama::Template;
use rayon::prelude::*;

use self::frame::{
    Names, SourceTrust, Summary, Tally, VerdictView, calls, framed, heading, names, trust,
};
use super::search_page::EVERYWHERE;
use crate::html::Html;
use crate::render::components::{Call, Crumbs};
use crate::render::context::Whole;
use crate::render::icon;
use crate::render::switch::{Compared, comparison_address, is_comparable};
use crate::site::Document;

#[derive(Template)]
#[template(path = "compare/list.html")]
struct ComparisonListPage<'a> {
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
    /// The names of the parts that differ.
    differs: Vec<String>,
    /// The names of the parts that only some have, of a section that all have.
    apart: Vec<String>,
    /// Whether the beginnings of the pages differ, which have no name.
    beginnings: bool,
}

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
            .map(|kind| (comparison_address(kind.id.path()), records::page(whole, kind))),
    );
    made
}

fn list_page(whole: &Whole<'_>, sections: &[verdict::SectionRow<'_>]) -> Document {
    let book = whole.book;
    let mut ordered: Vec<&verdict::SectionRow<'_>> = sections.iter().collect();
    ordered.sort_by_key(|row| row.pages.verdict.rank());
    let listed = ordered.into_iter().map(|row| {
        let Summary { differs, mut apart, mut beginnings } = Summary::of(sections::rows_named(row));
        if !row.pages.verdict.is_everywhere() {
            apart.clear();
            beginnings = false;
        }
        let verdict = VerdictView::new(book, &row.pages.verdict);
        let href = comparison_address(&row.kind.id);
        Listed { title: &row.kind.title, href, verdict, differs, apart, beginnings }
    });
    let names = names(book);
    let view = ComparisonListPage {
        crumbs: Crumbs::shared(&heading(&names, "")),
        names: names.clone(),
        search: EVERYWHERE,
        sections: listed.collect(),
        data: records::KINDS
            .iter()
            .map(|kind| (kind.id.path(), kind.title(), kind.tally(book)))
            .collect(),
        trust: trust(whole),
        calls: calls(whole),
    };
    framed(whole, Compared::All, &comparison_address(""), "", &names, Html::from_template(&view))
}
