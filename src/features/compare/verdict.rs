//! Municipalities side by side: what they share, where they differ, what only some have.
//!
//! What the sources say is compared. Notes, doubts and contacts stand beside it uncounted: that a
//! note of ours differs, or that each has a number of its own, is no difference between two rules.
//! Two texts are the same when they are after each municipality's own name is put out of the way.

use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;

use crate::book::record::{self, Field, Record};
use crate::book::{Block, Book, Handle, Municipality, Page, Part, SectionKind};

/// How the municipalities compare in one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Those that have it, by their position in the book.
    pub have: Vec<usize>,
    /// How many there are.
    pub of: usize,
    /// Whether those that have it say the same.
    pub same: bool,
}

impl Verdict {
    fn of(values: &[Option<String>]) -> Self {
        let has = values.iter().enumerate().filter(|(_, value)| value.is_some());
        let have: Vec<usize> = has.map(|(at, _)| at).collect();
        let distinct: BTreeSet<&String> = values.iter().flatten().collect();
        Self { have, of: values.len(), same: distinct.len() <= 1 }
    }

    /// Whether all have it and say the same.
    pub fn is_same(&self) -> bool {
        self.same && self.is_everywhere()
    }

    /// Whether all have it.
    pub fn is_everywhere(&self) -> bool {
        self.have.len() == self.of
    }

    /// Differences before what only some have, and that before what is the same.
    pub fn rank(&self) -> u8 {
        match (self.is_same(), self.is_everywhere()) {
            (true, _) => 2,
            (false, true) => 0,
            (false, false) => 1,
        }
    }
}

/// One thing in all municipalities, in their order.
#[derive(Clone, Debug)]
pub struct SideBySide<T> {
    /// What each has.
    pub each: Vec<Option<T>>,
    /// How they compare.
    pub verdict: Verdict,
}

/// A part of a section: its heading with what is below, sub-headings and all.
#[derive(Clone, Debug)]
pub struct PartRow {
    /// The heading's id; empty for what comes before the first.
    pub id: String,
    /// The parts, by their positions in each page.
    pub parts: SideBySide<Range<usize>>,
}

/// A part of one page as it is compared.
struct PartText {
    id: String,
    parts: Range<usize>,
    text: String,
}

/// A section in all municipalities.
#[derive(Clone, Debug)]
pub struct SectionRow<'b> {
    /// Its kind.
    pub handle: Handle<SectionKind>,
    /// The same.
    pub kind: &'b SectionKind,
    /// The pages.
    pub pages: SideBySide<&'b Page>,
    /// Their parts, in the order of the first page that has them.
    pub parts: Vec<PartRow>,
}

/// Records of one kind and id in all municipalities.
#[derive(Clone, Debug)]
pub struct RecordRow<'b> {
    /// The id.
    pub id: &'b str,
    /// The records.
    pub records: SideBySide<Record<'b>>,
}

/// Every kind of section that any municipality has.
pub fn sections(book: &Book) -> Vec<SectionRow<'_>> {
    let kinds: Vec<_> = book.kinds.with_handles().collect();
    kinds.into_par_iter().filter_map(|(handle, kind)| section(book, handle, kind)).collect()
}

/// One kind of section; `None` where nobody has it.
fn section<'b>(
    book: &'b Book,
    handle: Handle<SectionKind>,
    kind: &'b SectionKind,
) -> Option<SectionRow<'b>> {
    let all = &book.municipalities;
    let pages: Vec<Option<&Page>> = all.iter().map(|one| one.section(handle)).collect();
    if pages.iter().all(Option::is_none) {
        return None;
    }
    let texts = all.iter().zip(&pages).map(|(own, page)| page.map(|page| texts(book, own, page)));
    let texts: Vec<Option<Vec<PartText>>> = texts.collect();
    let whole = |parts: &Vec<PartText>| {
        parts.iter().map(|part| format!("{}\n{}", part.id, part.text)).collect::<String>()
    };
    let compared: Vec<Option<String>> =
        texts.iter().map(|parts| parts.as_ref().map(whole)).collect();
    Some(SectionRow {
        handle,
        kind,
        pages: SideBySide { each: pages, verdict: Verdict::of(&compared) },
        parts: part_rows(&texts),
    })
}

/// The parts of a page, each with its sub-headings. The first holds the summary as well.
fn texts(book: &Book, own: &Municipality, page: &Page) -> Vec<PartText> {
    let summary = page.summary.iter().map(|line| format!("{}\n", line.plain));
    let mut before: String = summary.collect();
    let mut texts: Vec<PartText> = Vec::new();
    for (at, part) in page.parts.iter().enumerate() {
        let text = std::mem::take(&mut before) + &said(book, own, part);
        let text = comparable(&text, own);
        let level = part.heading.as_ref().map_or(0, |heading| heading.level);
        match texts.last_mut() {
            Some(above) if level > 2 => {
                above.parts.end = at + 1;
                above.text = format!("{}\n{text}", above.text);
            }
            _ => {
                let id = part.heading.as_ref().map(|heading| heading.id.clone());
                let parts = at..at + 1;
                texts.push(PartText { id: id.unwrap_or_default(), parts, text });
            }
        }
    }
    texts
}

/// What the source says in a part: its heading, its text, and its records without what is ours.
fn said(book: &Book, own: &Municipality, part: &Part) -> String {
    let heading = part.heading.as_ref().map_or("", |heading| &heading.text);
    let mut text = format!("{heading}\n{}", part.text);
    for block in &part.blocks {
        let record = |record: Record<'_>| of_source(&record);
        let list = |records: Vec<Record<'_>>| records.iter().map(of_source).collect();
        text += &match block {
            Block::Right(right) => record(record::right(book, own, &own.rights[*right])),
            Block::Route(route) => record(record::route(book, own, &own.routes[*route])),
            Block::Course(course) => record(record::course(&own.courses[*course])),
            Block::Offers(entries) => list(own.offers.all(entries).map(record::entry).collect()),
            Block::TargetGroups(entries) => {
                list(own.target_groups.all(entries).map(record::entry).collect())
            }
            // Whom to turn to is each municipality's own.
            Block::Contact(_) | Block::AllContacts | Block::Emergency | Block::Noted => {
                String::new()
            }
            Block::Text(_) | Block::Note(_) => String::new(),
        };
    }
    text
}

/// The fields in which a municipality names its own contacts.
const OWN: [Field; 5] = [Field::Phone, Field::Mail, Field::Web, Field::Address, Field::Role];

/// Whether a field is compared.
pub fn is_compared(field: Field) -> bool {
    field.is_of_source() && !OWN.contains(&field)
}

fn of_source(record: &Record<'_>) -> String {
    let lines = record.lines.iter().filter(|line| is_compared(line.field));
    lines.map(record::Line::plain).collect()
}

fn part_rows(texts: &[Option<Vec<PartText>>]) -> Vec<PartRow> {
    let mut ids: Vec<&str> = Vec::new();
    for part in texts.iter().flatten().flatten() {
        if !ids.contains(&part.id.as_str()) {
            ids.push(&part.id);
        }
    }
    let rows = ids.into_iter().map(|id| {
        let find = |parts: &Option<Vec<PartText>>| {
            let part = parts.as_ref()?.iter().find(|part| part.id == id)?;
            Some((part.text.clone(), part.parts.clone()))
        };
        let found: Vec<Option<(String, Range<usize>)>> = texts.iter().map(find).collect();
        let text = |part: &Option<(String, _)>| part.as_ref().map(|(text, _)| text.clone());
        let verdict = Verdict::of(&found.iter().map(text).collect::<Vec<_>>());
        let each = found.into_iter().map(|part| part.map(|(_, parts)| parts)).collect();
        PartRow { id: id.to_owned(), parts: SideBySide { each, verdict } }
    });
    rows.collect()
}

/// The rows of one kind of record, in the order of the first municipality that has each.
pub fn records<'b>(
    book: &'b Book,
    of: impl Fn(&'b Book, &'b Municipality) -> Vec<Record<'b>>,
) -> Vec<RecordRow<'b>> {
    let all: Vec<Vec<Record<'b>>> = book.municipalities.iter().map(|own| of(book, own)).collect();
    let mut ids: Vec<&'b str> = Vec::new();
    for record in all.iter().flatten() {
        if !ids.contains(&record.id) {
            ids.push(record.id);
        }
    }
    let row = |id: &'b str| {
        let of_id = |records: &Vec<Record<'b>>| records.iter().find(|one| one.id == id).cloned();
        let each: Vec<Option<Record<'b>>> = all.iter().map(of_id).collect();
        let pairs = each.iter().zip(&book.municipalities);
        let text = |(record, own): (&Option<Record<'b>>, &Municipality)| {
            record.as_ref().map(|record| comparable(&of_source(record), own))
        };
        let verdict = Verdict::of(&pairs.map(text).collect::<Vec<_>>());
        RecordRow { id, records: SideBySide { each, verdict } }
    };
    ids.into_iter().map(row).collect()
}

/// Whether a line says the same wherever it is said at all.
pub fn line_is_same(book: &Book, row: &RecordRow<'_>, field: Field) -> bool {
    let pairs = row.records.each.iter().zip(&book.municipalities);
    let line = |(record, own): (&Option<Record<'_>>, &Municipality)| {
        let line = record.as_ref()?.line(field);
        Some(comparable(&line.map(record::Line::plain).unwrap_or_default(), own))
    };
    pairs.filter_map(line).collect::<BTreeSet<_>>().len() <= 1
}

/// A text as it is compared: the municipality's own name put out of the way, blanks all alike.
fn comparable(text: &str, own: &Municipality) -> String {
    let text = if own.name.is_empty() { text.to_owned() } else { text.replace(&own.name, "▯") };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
