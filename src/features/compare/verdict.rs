//! Municipalities side by side: what they share, where they differ, what only some have.
//!
//! What the sources say is compared ([`super::said`]). Advice, notes, doubts and numbers stand beside
//! it uncounted: that a note of ours differs, or that each has a number of its own, is no difference
//! between two rules. A page differs where a part of it does.

use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;

use super::said::{SourceText, comparable, of_source};
use crate::book::record::{self, Field, Record};
use crate::book::{Book, Handle, Municipality, Page, SectionKind};

/// How the municipalities compare in one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Those that have it, by their position in the book.
    pub have: Vec<usize>,
    /// How many there are.
    pub of: usize,
    /// Those that say the same, each once, in the order of the first of each.
    pub agree: Vec<Vec<usize>>,
    /// Whether it is the sources that say it; what is ours is not compared.
    pub of_sources: bool,
}

impl Verdict {
    fn of<T: PartialEq>(values: &[Option<T>]) -> Self {
        let has = values.iter().enumerate().filter(|(_, value)| value.is_some());
        let have: Vec<usize> = has.map(|(at, _)| at).collect();
        let mut agree: Vec<Vec<usize>> = Vec::new();
        for at in &have {
            match agree.iter_mut().find(|those| values[those[0]] == values[*at]) {
                Some(those) => those.push(*at),
                None => agree.push(vec![*at]),
            }
        }
        Self { have, of: values.len(), agree, of_sources: true }
    }

    /// Whether those that have it say the same.
    pub fn agrees(&self) -> bool {
        self.agree.len() <= 1
    }

    /// Whether all have it and say the same, or it is not for the sources to say.
    pub fn is_same(&self) -> bool {
        self.agrees() && self.is_everywhere() || !self.of_sources
    }

    /// Whether all have it.
    pub fn is_everywhere(&self) -> bool {
        self.have.len() == self.of
    }

    /// Differences before what only some have, that before what is the same, and ours last.
    pub fn rank(&self) -> u8 {
        match (self.is_same(), self.is_everywhere()) {
            _ if !self.of_sources => 3,
            (true, _) => 2,
            (false, true) => 0,
            (false, false) => 1,
        }
    }
}

/// One thing in all municipalities, in their order.
#[derive(Clone, Debug)]
pub struct SideBySide<T> {
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
    /// What each source says in it.
    pub said: Vec<Option<SourceText>>,
}

/// A part of one page as it is compared.
struct PartText {
    id: String,
    parts: Range<usize>,
    said: SourceText,
}

/// A section in all municipalities.
#[derive(Clone, Debug)]
pub struct SectionRow<'b> {
    pub handle: Handle<SectionKind>,
    /// The same.
    pub kind: &'b SectionKind,
    pub pages: SideBySide<&'b Page>,
    /// Their parts, in the order of the first page that has them.
    pub parts: Vec<PartRow>,
}

/// Records of one kind and id in all municipalities.
#[derive(Clone, Debug)]
pub struct RecordRow<'b> {
    pub id: &'b str,
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
    let parts = part_rows(&texts);
    // What is ours in every municipality makes no two pages differ.
    let of_sources: Vec<&PartRow> =
        parts.iter().filter(|part| part.parts.verdict.of_sources).collect();
    let whole = pages.iter().enumerate().map(|(at, page)| {
        let said = of_sources.iter().map(|part| part.said[at].as_ref().map(SourceText::compared));
        page.map(|_| said.collect::<Vec<_>>())
    });
    let verdict = Verdict::of(&whole.collect::<Vec<_>>());
    Some(SectionRow { handle, kind, pages: SideBySide { each: pages, verdict }, parts })
}

/// The parts of a page, each with its sub-headings; its short answer belongs to its beginning.
fn texts(book: &Book, own: &Municipality, page: &Page) -> Vec<PartText> {
    let mut texts: Vec<PartText> = Vec::new();
    for (at, part) in page.parts.iter().enumerate() {
        let level = part.heading.as_ref().map_or(0, |heading| heading.level);
        match texts.last_mut() {
            Some(above) if level > 2 => {
                above.parts.end = at + 1;
                above.said.add(book, own, part);
            }
            _ => {
                let id = part.heading.as_ref().map(|heading| heading.id.clone());
                let mut said = SourceText::of(book, own, part);
                if id.is_none() {
                    said.add_summary(book, own, &page.summary);
                }
                texts.push(PartText { id: id.unwrap_or_default(), parts: at..at + 1, said });
            }
        }
    }
    texts
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
            Some((part.said.clone(), part.parts.clone()))
        };
        let found = texts.iter().map(find).map(Option::unzip);
        let (said, each): (Vec<Option<SourceText>>, Vec<Option<Range<usize>>>) = found.unzip();
        let compared: Vec<Option<String>> =
            said.iter().map(|said| said.as_ref().map(SourceText::compared)).collect();
        let of_sources = said.iter().flatten().any(SourceText::is_of_source);
        let verdict = Verdict { of_sources, ..Verdict::of(&compared) };
        PartRow { id: id.to_owned(), parts: SideBySide { each, verdict }, said }
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
        let text =
            |record: &Option<Record<'b>>| record.as_ref().map(|record| of_source(record, book));
        let verdict = Verdict::of(&each.iter().map(text).collect::<Vec<_>>());
        RecordRow { id, records: SideBySide { each, verdict } }
    };
    ids.into_iter().map(row).collect()
}

/// Whether a line says the same wherever it is said at all.
pub fn line_is_same(book: &Book, row: &RecordRow<'_>, field: Field) -> bool {
    let line = |record: &Option<Record<'_>>| {
        let line = record.as_ref()?.line(field);
        Some(comparable(&line.map(record::Line::plain).unwrap_or_default(), book))
    };
    row.records.each.iter().filter_map(line).collect::<BTreeSet<_>>().len() <= 1
}
