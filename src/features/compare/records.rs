//! `/sammenlign/rettigheder` and its like: one kind of data of all municipalities, line by line.

use askama::Template;

use super::frame::{
    Head, Names, SourceTrust, Summary, Tally, VerdictView, calls, framed, names, trust,
};
use super::verdict::{self, RecordRow, line_is_same};
use crate::book::record::{self, Field, Record};
use crate::book::{Book, Link, Municipality, Phrase};
use crate::html::Html;
use crate::markdown::addresses::ComparedData;
use crate::render::components::{Cited, Crumbs, Origin};
use crate::render::context::{Local, Whole};
use crate::render::icon;
use crate::render::switch::{Compared, SwitchWay, comparison_address, ways_apart};
use crate::site::Document;

/// A kind of data that is compared.
pub(super) struct DataKind {
    pub(super) id: ComparedData,
    of: for<'b> fn(&'b Book, &'b Municipality) -> Vec<Record<'b>>,
}

/// Rights, complaint routes, deadlines.
pub(super) const KINDS: &[DataKind] = &[
    DataKind {
        id: ComparedData::Rights,
        of: |book, own| own.rights.iter().map(|one| record::right(book, own, one)).collect(),
    },
    DataKind {
        id: ComparedData::Routes,
        of: |book, own| own.routes.iter().map(|one| record::route(book, own, one)).collect(),
    },
    DataKind {
        id: ComparedData::Deadlines,
        of: |book, own| {
            own.deadlines.with_handles().map(|(one, _)| record::deadline(book, own, one)).collect()
        },
    },
];

impl DataKind {
    fn rows<'b>(&self, book: &'b Book) -> Vec<RecordRow<'b>> {
        verdict::records(book, |book, own| (self.of)(book, own))
    }

    /// What it is called.
    pub(super) fn title(&self) -> String {
        Html::from_template(&DataName { id: self.id }).0.trim().to_owned()
    }

    /// How many rows there are, and in how many all say the same.
    pub(super) fn tally(&self, book: &Book) -> Tally {
        Tally::of(self.rows(book).iter().map(|row| &row.records.verdict))
    }
}

#[derive(Template)]
#[template(path = "compare/data.html")]
struct DataPage<'a> {
    head: Head<'a>,
    rows: Vec<RowView>,
    ways: Vec<SwitchWay>,
    trust: Vec<SourceTrust>,
    cited: Vec<(String, Vec<Cited>)>,
}

#[derive(Template)]
#[template(path = "compare/data-name.html")]
struct DataName {
    id: ComparedData,
}

/// A right, a route, a deadline in all municipalities.
struct RowView {
    id: String,
    title: String,
    verdict: VerdictView,
    lines: Vec<LineView>,
    read_on: Vec<Link>,
}

struct LineView {
    field: Field,
    /// Once for those that say it in the same words.
    sides: Vec<Side>,
}

struct Side {
    /// The municipality's id, for its colour; empty where the words are several's.
    id: String,
    /// Those whose words they are; none where they are everybody's.
    names: Names,
    said: Vec<Phrase>,
}

/// A kind of data side by side.
pub(super) fn page(whole: &Whole<'_>, kind: &DataKind) -> Document {
    let book = whole.book;
    let mut rows = kind.rows(book);
    let tally = Tally::of(rows.iter().map(|row| &row.records.verdict));
    rows.sort_by_key(|row| row.records.verdict.rank());
    let locals: Vec<Local<'_>> = whole.locals().collect();
    let title = kind.title();
    let names = names(book);
    let view = DataPage {
        head: Head {
            crumbs: Crumbs::shared(&title).below(super::frame::above(&names)),
            title: &title,
            names: names.clone(),
            tally,
            summary: Summary::of(named(&rows)),
            calls: calls(whole),
        },
        rows: rows.iter().map(|row| row_view(&locals, row)).collect(),
        ways: ways_apart(book, Compared::Data(kind.id)),
        trust: trust(whole),
        cited: locals.iter().enumerate().map(|(at, local)| cited(local, &rows, at)).collect(),
    };
    let main = Html::from_template(&view);
    framed(
        whole,
        Compared::Data(kind.id),
        &comparison_address(kind.id.path()),
        &title,
        &names,
        main,
    )
}

/// The rows by name, with how they compare.
fn named<'r>(rows: &'r [RecordRow<'_>]) -> Vec<(String, &'r verdict::Verdict)> {
    rows.iter().map(|row| (title(row), &row.records.verdict)).collect()
}

/// A heading that belongs to nobody alone: all the names it has.
fn title(row: &RecordRow<'_>) -> String {
    let mut titles: Vec<&str> = Vec::new();
    for record in row.records.each.iter().flatten() {
        let title = record.title.plain.trim_end_matches('.');
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    titles.join(" / ")
}

/// What the records of a municipality rest on, under its name.
fn cited(local: &Local<'_>, rows: &[RecordRow<'_>], at: usize) -> (String, Vec<Cited>) {
    let those = rows.iter().filter_map(|row| row.records.each.get(at)?.as_ref());
    let one = |record: &Record<'_>| Cited {
        href: String::new(),
        name: record.title.plain.trim_end_matches('.').to_owned(),
        origin: Origin::new(local, &record.sources, &record.laws),
    };
    (local.municipality.name.clone(), those.map(one).collect())
}

fn row_view(locals: &[Local<'_>], row: &RecordRow<'_>) -> RowView {
    let pairs = locals.iter().zip(&row.records.each);
    let those: Vec<(&Local<'_>, &Record<'_>)> =
        pairs.filter_map(|(local, record)| Some((local, record.as_ref()?))).collect();
    let read_on = |(local, record): &(&Local<'_>, &Record<'_>)| {
        let link = record.section?;
        let text = format!("{}: {}", local.municipality.name, link.text);
        Some(Link { href: link.href.clone(), text })
    };
    let book = locals[0].book();
    RowView {
        id: row.id.to_owned(),
        title: title(row),
        verdict: VerdictView::new(book, &row.records.verdict),
        lines: fields(&those)
            .into_iter()
            .map(|field| line_view(book, row, &those, field))
            .collect(),
        read_on: those.iter().filter_map(read_on).collect(),
    }
}

/// The fields that any of the records has, in the order of the first that has each.
fn fields(those: &[(&Local<'_>, &Record<'_>)]) -> Vec<Field> {
    let mut fields = Vec::new();
    for line in those.iter().flat_map(|(_, record)| &record.lines) {
        if !fields.contains(&line.field) {
            fields.push(line.field);
        }
    }
    fields
}

/// Words that several share are said once, without links where each links to its own pages; otherwise
/// each keeps its own.
fn line_view(
    book: &Book,
    row: &RecordRow<'_>,
    those: &[(&Local<'_>, &Record<'_>)],
    field: Field,
) -> LineView {
    let words = |said: &[Phrase]| said.iter().map(|one| one.plain.clone()).collect::<Vec<_>>();
    let mut sides: Vec<Side> = Vec::new();
    for (local, record) in those {
        let (own, said) = (local.municipality, record.said(field));
        match sides.iter_mut().find(|side| words(&side.said) == words(said)) {
            Some(side) => {
                side.id.clear();
                side.names.names.push(own.name.clone());
                if side.said != said {
                    side.said = words(said).iter().map(|words| Phrase::words(words)).collect();
                }
            }
            None => sides.push(Side {
                id: own.id.clone(),
                names: Names { names: vec![own.name.clone()] },
                said: said.to_vec(),
            }),
        }
    }
    let for_all = sides.len() == 1 && line_is_same(book, row, field);
    for side in sides.iter_mut().filter(|_| for_all) {
        side.id.clear();
        side.names.names.clear();
    }
    LineView { field, sides }
}
