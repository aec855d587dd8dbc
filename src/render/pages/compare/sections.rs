//! `/sammenlign/{afsnit}`: one section of all municipalities, part by part.

use std::collections::BTreeSet;
use std::ops::Range;

use askama::Template;

use super::{Comparison, Trust, Way, framed, hero, locals, names, rank, trust, ways_apart};
use crate::guidance::compare::{PartRow, SectionRow};
use crate::markdown;
use crate::render::components::{HeadingTag, Hero, PartView, parts};
use crate::render::context::{Local, Whole};
use crate::render::html::Html;
use crate::render::icon;
use crate::site::Document;

/// The row for what stands before the first heading; the id is one that no heading may have.
const BEGINNING: (&str, &str) = ("kort-fortalt", "Siderne kort fortalt");

#[derive(Template)]
#[template(path = "compare.html")]
struct SectionPage {
    hero: Hero,
    rows: Vec<RowView>,
    ways: Vec<Way>,
    trust: Vec<Trust>,
}

/// A part of the section in all municipalities.
struct RowView {
    id: String,
    title: String,
    verdict: String,
    sides: Vec<Side>,
}

/// What one municipality has of it.
struct Side {
    /// Its id, for its colour.
    id: String,
    name: String,
    /// Its short answer, where the part is the beginning of the page.
    brief: Vec<Html>,
    /// Empty where it has nothing of this.
    parts: Vec<PartView>,
}

impl Side {
    fn is_empty(&self) -> bool {
        self.brief.is_empty() && self.parts.is_empty()
    }
}

/// A section side by side.
pub(super) fn page(whole: &Whole<'_>, row: &SectionRow<'_>) -> Document {
    let comparison = Comparison {
        id: row.id,
        title: row.title,
        apart: row.id,
        rows: row.parts.len(),
        same: row.parts.iter().filter(|part| part.parts.verdict.is_same()).count(),
    };
    let view = SectionPage {
        hero: hero(whole, &comparison),
        rows: rows(whole, row),
        ways: ways_apart(whole.content, row.id),
        trust: trust(whole),
    };
    framed(whole, &comparison, Html::from_template(&view))
}

fn rows(whole: &Whole<'_>, row: &SectionRow<'_>) -> Vec<RowView> {
    let names = names(whole);
    let locals = locals(whole);
    let mut columns: Vec<Vec<Option<PartView>>> =
        locals.iter().zip(&row.pages.each).map(|(local, page)| column(local, *page)).collect();
    let mut ordered: Vec<&PartRow> = row.parts.iter().collect();
    ordered.sort_by_key(|part| rank(&part.parts.verdict));
    ordered
        .into_iter()
        .map(|part| {
            let sides = locals.iter().zip(&mut columns).zip(&part.parts.each).zip(&row.pages.each);
            let sides: Vec<Side> = sides
                .map(|(((local, column), range), page)| {
                    let brief = page.filter(|_| part.id.is_empty()).map(|page| &page.front.summary);
                    Side {
                        id: local.municipality.id.clone(),
                        name: local.municipality.profile.name.to_string(),
                        brief: brief.map(|lines| local.htmls(lines)).unwrap_or_default(),
                        parts: take(column, range.clone()),
                    }
                })
                .collect();
            let verdict = part.parts.verdict.words(&names);
            titled(part, verdict, sides)
        })
        .collect()
}

/// The parts of a page, each to be taken out once, in the places they are compared by.
fn column(local: &Local<'_>, page: Option<&crate::content::Page>) -> Vec<Option<PartView>> {
    let Some(page) = page else { return Vec::new() };
    let rendered = markdown::page(page, &local.resolver, &mut BTreeSet::new());
    let mut views = parts(local, &rendered).into_iter().peekable();
    let empty = |part: &markdown::Part| part.heading.is_none() && part.blocks.is_empty();
    rendered.parts.iter().map(|part| if empty(part) { None } else { views.next() }).collect()
}

fn take(column: &mut [Option<PartView>], range: Option<Range<usize>>) -> Vec<PartView> {
    let found = range.and_then(|range| column.get_mut(range));
    found.into_iter().flatten().filter_map(Option::take).collect()
}

/// The row under the heading that the first municipality gives it. Headings that say the same are
/// not said again; others stand below the municipality's name.
fn titled(part: &PartRow, verdict: String, mut sides: Vec<Side>) -> RowView {
    let title = sides.iter().find_map(|side| side.parts.first()).map(|part| part.name.clone());
    let title = title.filter(|title| !title.is_empty()).unwrap_or_else(|| BEGINNING.1.to_owned());
    for view in sides.iter_mut().flat_map(|side| &mut side.parts) {
        let said = view.name == title;
        view.id = String::new();
        view.linked = false;
        view.tag = HeadingTag::H4;
        if said {
            view.heading = Html::default();
        }
    }
    let id = if part.id.is_empty() { BEGINNING.0.to_owned() } else { part.id.clone() };
    RowView { id, title, verdict, sides }
}
