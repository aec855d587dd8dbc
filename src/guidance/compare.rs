//! Municipalities side by side: what they share, where they differ, what only one has.
//!
//! Two texts are the same when they are after each municipality's own name is put out of the way:
//! "Ring til A Kommune" and "Ring til B Kommune" say the same. Nothing here knows how many
//! municipalities there are. Used by the comparison pages.

use std::collections::BTreeSet;

use super::records::{self, Record};
use crate::content::{Content, Municipality, Page};
use crate::markdown::{self, Block, EmbedKind, Resolver};

/// How the municipalities stand to each other in one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Those that have it, by their place in [`Content::municipalities`].
    pub have: Vec<usize>,
    /// How many there are.
    pub of: usize,
    /// Whether those that have it say the same.
    pub same: bool,
}

impl Verdict {
    fn of(values: &[Option<String>]) -> Self {
        let have: Vec<usize> = values
            .iter()
            .enumerate()
            .filter(|(_, value)| value.is_some())
            .map(|(at, _)| at)
            .collect();
        let distinct: BTreeSet<&String> = values.iter().flatten().collect();
        Self { have, of: values.len(), same: distinct.len() <= 1 }
    }

    /// Whether all have it and say the same.
    pub fn is_same(&self) -> bool {
        self.same && self.have.len() == self.of
    }

    /// In words, with the names of those that have it.
    pub fn words(&self, names: &[&str]) -> String {
        let own: Vec<&str> = self.have.iter().filter_map(|at| names.get(*at).copied()).collect();
        match (self.have.len() == self.of, self.same) {
            (true, true) => "Det samme".to_owned(),
            (true, false) => "Forskel".to_owned(),
            (false, true) => format!("Kun i {}", list(&own)),
            (false, false) => format!("Kun i {}, og ikke ens", list(&own)),
        }
    }
}

/// "A", "A og B", "A, B og C".
fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} og {last}", first.join(", ")),
    }
}

/// One thing in all municipalities, in their order.
#[derive(Clone, Debug)]
pub struct Compared<T> {
    /// What each has.
    pub each: Vec<Option<T>>,
    /// How they stand to each other.
    pub verdict: Verdict,
}

/// A part of a section: its heading with what stands below.
#[derive(Clone, Debug)]
pub struct PartRow {
    /// The heading's id; empty for what stands before the first.
    pub id: String,
    /// The parts, by their place in each page's rendered parts.
    pub parts: Compared<usize>,
}

/// A section in all municipalities.
#[derive(Clone, Debug)]
pub struct SectionRow<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its short name.
    pub title: &'a str,
    /// The pages.
    pub pages: Compared<&'a Page>,
    /// Their parts, in the order of the first page that has them.
    pub parts: Vec<PartRow>,
}

/// Records of one kind and id in all municipalities.
#[derive(Clone, Debug)]
pub struct RecordRow<'a> {
    /// The id.
    pub id: &'a str,
    /// The records.
    pub records: Compared<Record<'a>>,
    /// Whether a line of the record differs, by its place in [`Record::lines`]' labels.
    pub differs: BTreeSet<&'static str>,
}

/// Every kind of section that any municipality has.
pub fn sections(content: &Content) -> Vec<SectionRow<'_>> {
    let kinds = content.sections.iter();
    kinds.filter_map(|kind| section(content, &kind.id)).collect()
}

/// One kind of section; `None` where nobody has it.
pub fn section<'a>(content: &'a Content, id: &str) -> Option<SectionRow<'a>> {
    let kind = content.section_kind(id)?;
    let all = &content.municipalities;
    let pages: Vec<Option<&Page>> = all.iter().map(|one| one.section(id)).collect();
    let read: Vec<Vec<(String, String)>> =
        all.iter().zip(&pages).map(|(one, page)| read(content, one, *page)).collect();
    let whole = |parts: &Vec<(String, String)>| {
        parts.iter().flat_map(|(id, text)| [id, "\n", text, "\n"]).collect::<String>()
    };
    let texts: Vec<Option<String>> =
        pages.iter().zip(&read).map(|(page, parts)| page.map(|_| whole(parts))).collect();
    pages.iter().any(Option::is_some).then(|| SectionRow {
        id: kind.id.as_str(),
        title: kind.title.as_str(),
        pages: Compared { each: pages, verdict: Verdict::of(&texts) },
        parts: part_rows(&read),
    })
}

/// The parts of a page: heading id and comparable text. The first holds the summary as well.
fn read(
    content: &Content,
    municipality: &Municipality,
    page: Option<&Page>,
) -> Vec<(String, String)> {
    let Some(page) = page else { return Vec::new() };
    let resolver = Resolver::new(content, Some(municipality));
    let rendered = markdown::page(page, &resolver, &mut BTreeSet::new());
    let summary = page.front.summary.iter().map(|line| markdown::plain(line, &resolver) + "\n");
    let mut before = summary.collect::<String>();
    let parts = rendered.parts.into_iter().map(|part| {
        let heading = part.heading.unwrap_or_default();
        let mut text = std::mem::take(&mut before) + &heading.text + "\n" + &part.text;
        for block in &part.blocks {
            if let Block::Embed { kind, id } = block {
                text.push_str(&embedded(content, municipality, *kind, id));
            }
        }
        (heading.id, comparable(&text, municipality))
    });
    parts.collect()
}

/// What an embed shows, in words.
fn embedded(content: &Content, municipality: &Municipality, kind: EmbedKind, id: &str) -> String {
    let shown: Vec<Record<'_>> = match kind {
        EmbedKind::Contact => municipality.contact(id).map(records::contact).into_iter().collect(),
        EmbedKind::Right => municipality
            .right(id)
            .map(|one| records::right(content, municipality, one))
            .into_iter()
            .collect(),
        EmbedKind::Route => municipality
            .route(id)
            .map(|one| records::route(content, municipality, one))
            .into_iter()
            .collect(),
        EmbedKind::Course => {
            let courses = municipality.courses.iter().filter(|course| course.id.as_str() == id);
            courses.map(records::course).collect()
        }
        EmbedKind::Offers => municipality.offers.iter().map(records::entry).collect(),
        EmbedKind::TargetGroups => municipality.target_groups.iter().map(records::entry).collect(),
        EmbedKind::AllContacts | EmbedKind::Emergency | EmbedKind::Noted => Vec::new(),
    };
    let resolver = Resolver::new(content, Some(municipality));
    shown.iter().map(|record| record.words(&resolver)).collect()
}

fn part_rows(read: &[Vec<(String, String)>]) -> Vec<PartRow> {
    let mut ids: Vec<&str> = Vec::new();
    for id in read.iter().flatten().map(|(id, _)| id.as_str()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let rows = ids.into_iter().map(|id| {
        let find = |parts: &Vec<(String, String)>| parts.iter().position(|(part, _)| part == id);
        let each: Vec<Option<usize>> = read.iter().map(find).collect();
        let texts: Vec<Option<String>> = read
            .iter()
            .zip(&each)
            .map(|(parts, at)| at.and_then(|at| parts.get(at)).map(|(_, text)| text.clone()))
            .collect();
        PartRow { id: id.to_owned(), parts: Compared { each, verdict: Verdict::of(&texts) } }
    });
    rows.collect()
}

/// The rows of one kind of record, in the order of the first municipality that has each.
pub fn records<'a>(
    content: &'a Content,
    of: impl Fn(&'a Municipality) -> Vec<Record<'a>>,
) -> Vec<RecordRow<'a>> {
    let all: Vec<(&Municipality, Vec<Record<'a>>)> =
        content.municipalities.iter().map(|one| (one, of(one))).collect();
    let mut ids: Vec<&'a str> = Vec::new();
    for id in all.iter().flat_map(|(_, records)| records).map(|record| record.id) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.into_iter().map(|id| record_row(content, &all, id)).collect()
}

fn record_row<'a>(
    content: &'a Content,
    all: &[(&'a Municipality, Vec<Record<'a>>)],
    id: &'a str,
) -> RecordRow<'a> {
    let each: Vec<Option<Record<'a>>> = all
        .iter()
        .map(|(_, records)| records.iter().find(|record| record.id == id).cloned())
        .collect();
    let read = |words: &dyn Fn(&Record<'a>, &Resolver<'a>) -> String| -> Vec<Option<String>> {
        let pairs = all.iter().zip(&each);
        pairs
            .map(|((municipality, _), record)| {
                let resolver = Resolver::new(content, Some(municipality));
                record.as_ref().map(|record| comparable(&words(record, &resolver), municipality))
            })
            .collect()
    };
    let verdict = Verdict::of(&read(&|record, resolver| record.words(resolver)));
    let labels: BTreeSet<&'static str> =
        each.iter().flatten().flat_map(|record| &record.lines).map(|line| line.label).collect();
    let differs = labels
        .into_iter()
        .filter(|label| {
            let lines = read(&|record, resolver| record.line_words(label, resolver));
            lines.iter().flatten().collect::<BTreeSet<_>>().len() > 1
        })
        .collect();
    RecordRow { id, records: Compared { each, verdict }, differs }
}

/// A text as it is compared: the municipality's own name put out of the way, blanks all alike.
fn comparable(text: &str, municipality: &Municipality) -> String {
    let name = municipality.profile.name.as_str();
    let text = if name.is_empty() { text.to_owned() } else { text.replace(name, "▯") };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(values: &[Option<&str>]) -> Verdict {
        Verdict::of(&values.iter().map(|value| value.map(str::to_owned)).collect::<Vec<_>>())
    }

    #[test]
    fn a_verdict_is_said_in_words_for_any_number() {
        let names = ["A", "B", "C"];
        for (values, words) in [
            (vec![Some("x"), Some("x")], "Det samme"),
            (vec![Some("x"), Some("y")], "Forskel"),
            (vec![None, Some("y")], "Kun i B"),
            (vec![Some("x"), Some("x"), Some("x")], "Det samme"),
            (vec![Some("x"), Some("x"), Some("y")], "Forskel"),
            (vec![Some("x"), None, Some("x")], "Kun i A og C"),
            (vec![Some("x"), None, Some("y")], "Kun i A og C, og ikke ens"),
        ] {
            assert_eq!(verdict(&values).words(&names), words);
            assert_eq!(verdict(&values).is_same(), words == "Det samme");
        }
        assert_eq!(list(&names), "A, B og C");
    }
}
