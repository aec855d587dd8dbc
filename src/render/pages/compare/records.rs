//! `/sammenlign/rettigheder` and its like: one kind of data of all municipalities, line by line.

use askama::Template;

use super::{Comparison, Trust, Way, framed, hero, locals, names, rank, trust, ways_apart};
use crate::content::{Content, Municipality};
use crate::guidance::compare::{self, RecordRow};
use crate::guidance::records::{self, Record, Said};
use crate::render::components::{Hero, Origin};
use crate::render::context::{Link, Local, Whole};
use crate::render::html::Html;
use crate::render::icon;
use crate::site::Document;

/// A kind of data that is compared.
pub(super) struct Kind {
    /// The last part of its address.
    pub id: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// The page that the switch leads to.
    apart: &'static str,
    of: for<'a> fn(&'a Content, &'a Municipality) -> Vec<Record<'a>>,
}

/// Rights, complaint routes, deadlines.
pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: "rettigheder",
        title: "Rettigheder",
        apart: "rettigheder",
        of: |content, one| records::rights(content, one),
    },
    Kind {
        id: "klageveje",
        title: "Klageveje",
        apart: "klage",
        of: |content, one| records::routes(content, one),
    },
    Kind {
        id: "frister",
        title: "Frister",
        apart: "frister",
        of: |_, one| records::deadlines(one),
    },
];

impl Kind {
    fn rows<'a>(&self, content: &'a Content) -> Vec<RecordRow<'a>> {
        compare::records(content, |one| (self.of)(content, one))
    }

    /// How many rows there are, and in how many all say the same.
    pub(super) fn count(&self, content: &Content) -> (usize, usize) {
        let rows = self.rows(content);
        (rows.len(), rows.iter().filter(|row| row.records.verdict.is_same()).count())
    }
}

#[derive(Template)]
#[template(path = "compare-data.html")]
struct DataPage {
    hero: Hero,
    rows: Vec<RowView>,
    ways: Vec<Way>,
    trust: Vec<Trust>,
}

/// A right, a route, a deadline in all municipalities.
struct RowView {
    id: String,
    title: Html,
    verdict: String,
    lines: Vec<LineView>,
    origins: Vec<(String, Origin)>,
    read_on: Vec<Link>,
}

/// A line of it.
struct LineView {
    label: &'static str,
    /// Once where all that have it say it in the same words, or each for itself.
    sides: Vec<Side>,
}

struct Side {
    /// The municipality's id, for its colour; empty where the words are everybody's.
    id: String,
    /// Its name; empty where the words are everybody's.
    name: String,
    said: Vec<Html>,
}

/// A kind of data side by side.
pub(super) fn page(whole: &Whole<'_>, kind: &Kind) -> Document {
    let mut rows = kind.rows(whole.content);
    let comparison = Comparison {
        id: kind.id,
        title: kind.title,
        apart: kind.apart,
        rows: rows.len(),
        same: rows.iter().filter(|row| row.records.verdict.is_same()).count(),
    };
    rows.sort_by_key(|row| rank(&row.records.verdict));
    let locals = locals(whole);
    let names = names(whole);
    let view = DataPage {
        hero: hero(whole, &comparison),
        rows: rows.iter().map(|row| row_view(&locals, &names, row)).collect(),
        ways: ways_apart(whole.content, kind.apart),
        trust: trust(whole),
    };
    framed(whole, &comparison, Html::from_template(&view))
}

fn row_view(locals: &[Local<'_>], names: &[&str], row: &RecordRow<'_>) -> RowView {
    let those: Vec<(&Local<'_>, &Record<'_>)> = locals
        .iter()
        .zip(&row.records.each)
        .filter_map(|(local, record)| Some((local, record.as_ref()?)))
        .collect();
    let title = those.first().map(|(local, record)| html(local, &record.title));
    let origin = |(local, record): &(&Local<'_>, &Record<'_>)| {
        let none: [&str; 0] = [];
        (local.municipality.profile.name.to_string(), Origin::new(local, record.source, &none))
    };
    let read_on = |(local, record): &(&Local<'_>, &Record<'_>)| {
        let link = local.link(record.section?)?;
        let name = &local.municipality.profile.name;
        Some(Link { text: format!("{name}: {}", link.text), ..link })
    };
    RowView {
        id: row.id.to_owned(),
        title: title.unwrap_or_default(),
        verdict: row.records.verdict.words(names),
        lines: labels(&those).into_iter().map(|label| line_view(&those, label)).collect(),
        origins: those.iter().map(origin).collect(),
        read_on: those.iter().filter_map(read_on).collect(),
    }
}

/// The labels that any of the records has, in the order of the first that has each.
fn labels(those: &[(&Local<'_>, &Record<'_>)]) -> Vec<&'static str> {
    let mut labels = Vec::new();
    for line in those.iter().flat_map(|(_, record)| &record.lines) {
        if !labels.contains(&line.label) {
            labels.push(line.label);
        }
    }
    labels
}

/// Words that are the same to the letter stand once; where only names differ, each municipality
/// keeps its own.
fn line_view(those: &[(&Local<'_>, &Record<'_>)], label: &'static str) -> LineView {
    let side = |(local, record): &(&Local<'_>, &Record<'_>)| Side {
        id: local.municipality.id.clone(),
        name: local.municipality.profile.name.to_string(),
        said: record
            .line(label)
            .into_iter()
            .flat_map(|line| &line.said)
            .map(|said| html(local, said))
            .collect(),
    };
    let mut sides: Vec<Side> = those.iter().map(side).collect();
    let words =
        |(local, record): &(&Local<'_>, &Record<'_>)| record.line_words(label, &local.resolver);
    let all: Vec<String> = those.iter().map(words).collect();
    if all.windows(2).all(|pair| pair[0] == pair[1]) {
        sides.truncate(1);
        for side in &mut sides {
            (side.id, side.name) = (String::new(), String::new());
        }
    }
    LineView { label, sides }
}

fn html(local: &Local<'_>, said: &Said<'_>) -> Html {
    match said {
        Said::Text(text) => local.html(text),
        Said::Words(words) => Html::text(words),
    }
}
