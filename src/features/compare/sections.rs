//! `/sammenlign/{afsnit}`: one section of all municipalities, part by part.

use std::ops::Range;

use askama::Template;

use super::frame::{
    Head, Names, SourceTrust, Summary, Tally, VerdictView, calls, framed, names, trust,
};
use super::said::SourceText;
use super::verdict::{PartRow, SectionRow, Verdict};
use crate::book::{Page, Phrase};
use crate::html::Html;
use crate::render::components::{Cited, Crumbs, Gathered, HeadingTag, PartView, parts};
use crate::render::context::{Local, Whole};
use crate::render::icon;
use crate::render::switch::{Compared, SwitchWay, comparison_address, ways_apart};
use crate::site::Document;

/// The id of the row for what comes before the first heading; no heading may have it.
const BEGINNING: &str = "kort-fortalt";

#[derive(Template)]
#[template(path = "compare/section.html")]
struct SectionPage<'a> {
    head: Head<'a>,
    rows: Vec<SectionRowView>,
    ways: Vec<SwitchWay>,
    trust: Vec<SourceTrust>,
    cited: Vec<(String, Vec<Cited>)>,
}

/// A part of the section in all municipalities.
struct SectionRowView {
    id: String,
    /// Empty for what comes before the first heading.
    title: String,
    verdict: VerdictView,
    /// What those who say the same say and others don't, where the rest of it is alike.
    differs: Vec<SideApart>,
    sides: Vec<SectionSide>,
}

/// What one municipality says that not all say, or several that say it alike.
struct SideApart {
    /// Its id, for its colour; empty for several.
    id: String,
    names: Names,
    said: Vec<String>,
}

/// What one municipality has of it.
struct SectionSide {
    /// Its id, for its colour.
    id: String,
    name: String,
    /// Its short answer, where the part is the beginning of the page.
    brief: Vec<Phrase>,
    /// Empty where it has nothing of this.
    parts: Vec<PartView>,
}

impl SectionSide {
    fn is_empty(&self) -> bool {
        self.brief.is_empty() && self.parts.is_empty()
    }
}

/// A section side by side.
pub(super) fn page(whole: &Whole<'_>, row: &SectionRow<'_>) -> Document {
    let names = names(whole.book);
    let compared = Compared::Section(row.handle, row.kind);
    let (rows, cited) = rows(whole, row);
    let view = SectionPage {
        head: Head {
            crumbs: Crumbs::shared(&row.kind.title).below(super::frame::above(&names)),
            title: &row.kind.title,
            names: names.clone(),
            tally: Tally::of(row.parts.iter().map(|part| &part.parts.verdict)),
            summary: Summary::of(rows_named(row)),
            calls: calls(whole),
        },
        rows,
        cited,
        ways: ways_apart(whole.book, compared),
        trust: trust(whole),
    };
    let address = comparison_address(&row.kind.id);
    framed(whole, compared, &address, &row.kind.title, &names, Html::from_template(&view))
}

/// The rows, and by the name of each municipality what its parts rest on.
fn rows(
    whole: &Whole<'_>,
    row: &SectionRow<'_>,
) -> (Vec<SectionRowView>, Vec<(String, Vec<Cited>)>) {
    let locals: Vec<Local<'_>> = whole.locals().collect();
    let mut cited = Vec::new();
    let mut columns = Vec::new();
    for (local, page) in locals.iter().zip(&row.pages.each) {
        let mut gathered = Gathered::apart();
        columns.push(column(local, *page, &mut gathered));
        let unlinked = gathered.cited.into_iter().map(|one| Cited { href: String::new(), ..one });
        cited.push((local.municipality.name.clone(), unlinked.collect()));
    }
    let mut ordered: Vec<&PartRow> = row.parts.iter().collect();
    ordered.sort_by_key(|part| part.parts.verdict.rank());
    let view = |part: &PartRow| {
        let sides = locals.iter().zip(&mut columns).zip(&part.parts.each).zip(&row.pages.each);
        let sides = sides.map(|(((local, column), range), page)| SectionSide {
            id: local.municipality.id.clone(),
            name: local.municipality.name.clone(),
            brief: page
                .filter(|_| part.id.is_empty())
                .map(|page| page.summary.clone())
                .unwrap_or_default(),
            parts: take(column, range.clone()),
        });
        let sides = sides.collect();
        let title = title(row, part);
        let differs = differs(whole, part);
        titled(part, title, VerdictView::new(whole.book, &part.parts.verdict), differs, sides)
    };
    (ordered.into_iter().map(view).collect(), cited)
}

/// The parts of a page, each to be taken out once, in the positions they are compared by.
fn column(
    local: &Local<'_>,
    page: Option<&Page>,
    gathered: &mut Gathered,
) -> Vec<Option<PartView>> {
    let Some(page) = page else { return Vec::new() };
    let mut views = parts(local, &page.short_title, &page.parts, gathered).into_iter();
    page.parts.iter().map(|part| if part.is_empty() { None } else { views.next() }).collect()
}

fn take(column: &mut [Option<PartView>], range: Option<Range<usize>>) -> Vec<PartView> {
    let found = range.and_then(|range| column.get_mut(range));
    found.into_iter().flatten().filter_map(Option::take).collect()
}

/// The parts by name, with how they compare.
pub(super) fn rows_named<'r>(row: &'r SectionRow<'_>) -> Vec<(String, &'r Verdict)> {
    row.parts.iter().map(|part| (title(row, part), &part.parts.verdict)).collect()
}

/// A heading that belongs to neither: the one that all have, or else all of them.
fn title(row: &SectionRow<'_>, part: &PartRow) -> String {
    let mut headings: Vec<&str> = Vec::new();
    for (page, range) in row.pages.each.iter().zip(&part.parts.each) {
        let first = range.as_ref().zip(*page).and_then(|(range, page)| page.parts.get(range.start));
        let heading = first.and_then(|part| part.heading.as_ref());
        headings.extend(heading.map(|one| one.text.as_str()).filter(|one| !headings.contains(one)));
    }
    headings.join(" / ")
}

/// What each says that not all say; nothing where they share nothing, for then it is all of it.
fn differs(whole: &Whole<'_>, part: &PartRow) -> Vec<SideApart> {
    let verdict = &part.parts.verdict;
    let said: Vec<&SourceText> = part.said.iter().flatten().collect();
    if verdict.rank() != 0 || !SourceText::share(&said) {
        return Vec::new();
    }
    let apart = verdict.agree.iter().filter_map(|those| {
        let (first, rest) = those.split_first()?;
        let one = part.said[*first].as_ref()?;
        let own = &whole.book.municipalities[*first];
        let id = if rest.is_empty() { own.id.clone() } else { String::new() };
        Some(SideApart { id, names: Names::of(whole.book, those), said: one.apart(&said) })
    });
    apart.collect()
}

/// Headings that say the same as the row's are not said again.
fn titled(
    part: &PartRow,
    title: String,
    verdict: VerdictView,
    differs: Vec<SideApart>,
    mut sides: Vec<SectionSide>,
) -> SectionRowView {
    for view in sides.iter_mut().flat_map(|side| &mut side.parts) {
        let said = view.name == title;
        view.id = String::new();
        view.linked = false;
        view.tag = HeadingTag::H4;
        if said {
            view.heading = Html::default();
        }
    }
    let id = if part.id.is_empty() { BEGINNING.to_owned() } else { part.id.clone() };
    SectionRowView { id, title, verdict, differs, sides }
}
