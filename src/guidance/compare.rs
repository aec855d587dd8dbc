//! Municipalities side by side: what they share, where they differ, what only one has.
//!
//! Two texts are the same when they are after each municipality's own name is put out of the way:
//! "Ring til A Kommune" and "Ring til B Kommune" say the same. Nothing here knows how many
//! municipalities there are. Used by the comparison pages.

use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;

use super::records::{self, Record};
use crate::content::{Content, Municipality, Page};
use crate::markdown::{self, Block, EmbedKind, Resolver};

/// The most municipalities that are shown side by side.
const MOST_BESIDE: usize = 6;

/// The kinds of data that are compared, as the last part of an address.
const DATA: [&str; 3] = ["rettigheder", "klageveje", "frister"];

/// Whether the municipalities can stand side by side: more than one, and no more than anybody
/// can read beside each other.
pub fn is_comparable(content: &Content) -> bool {
    (2..=MOST_BESIDE).contains(&content.municipalities.len())
}

/// The address of a comparison; the list of them all for an empty `page`.
pub fn address(page: &str) -> String {
    format!("/sammenlign/{page}").trim_end_matches('/').to_owned()
}

/// The address of every comparison there is, or would be with as many municipalities as can be
/// compared.
pub fn addresses(content: &Content) -> impl Iterator<Item = String> {
    let has = |id: &str| content.municipalities.iter().any(|one| one.section(id).is_some());
    let kinds = content.sections.iter().map(|kind| kind.id.as_str());
    let sections = kinds.filter(move |id| has(id));
    std::iter::once("").chain(sections).chain(DATA).map(address)
}

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
            // Where a source is silent, that is not a no.
            (false, true) => format!("Kun beskrevet i {}", list(&own)),
            (false, false) => format!("Kun beskrevet i {}, og ikke ens", list(&own)),
        }
    }
}

/// "A", "A og B", "A, B og C".
pub fn list(names: &[&str]) -> String {
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

/// A part of a section: its heading with what stands below, sub-headings and all.
#[derive(Clone, Debug)]
pub struct PartRow {
    /// The heading's id; empty for what stands before the first.
    pub id: String,
    /// The parts, by their places in each page's rendered parts.
    pub parts: Compared<Range<usize>>,
}

/// A part of one page as it is compared.
struct Read {
    id: String,
    parts: Range<usize>,
    text: String,
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
    let kinds = content.sections.par_iter();
    kinds.filter_map(|kind| section(content, &kind.id)).collect()
}

/// One kind of section; `None` where nobody has it.
pub fn section<'a>(content: &'a Content, id: &str) -> Option<SectionRow<'a>> {
    let kind = content.section_kind(id)?;
    let all = &content.municipalities;
    let pages: Vec<Option<&Page>> = all.iter().map(|one| one.section(id)).collect();
    let read: Vec<Vec<Read>> =
        all.iter().zip(&pages).map(|(one, page)| read(content, one, *page)).collect();
    let whole =
        |parts: &Vec<Read>| parts.iter().flat_map(|part| [&part.id, "\n", &part.text]).collect();
    let texts: Vec<Option<String>> =
        pages.iter().zip(&read).map(|(page, parts)| page.map(|_| whole(parts))).collect();
    pages.iter().any(Option::is_some).then(|| SectionRow {
        id: kind.id.as_str(),
        title: kind.title.as_str(),
        pages: Compared { each: pages, verdict: Verdict::of(&texts) },
        parts: part_rows(&read),
    })
}

/// The parts of a page, each with its sub-headings. The first holds the summary as well.
fn read(content: &Content, municipality: &Municipality, page: Option<&Page>) -> Vec<Read> {
    let Some(page) = page else { return Vec::new() };
    let resolver = Resolver::new(content, Some(municipality));
    let rendered = markdown::page(page, &resolver, &mut BTreeSet::new());
    let summary = page.front.summary.iter().map(|line| markdown::plain(line, &resolver) + "\n");
    let mut before = summary.collect::<String>();
    let mut read: Vec<Read> = Vec::new();
    for (at, part) in rendered.parts.into_iter().enumerate() {
        let heading = part.heading.unwrap_or_default();
        let mut text = std::mem::take(&mut before) + &heading.text + "\n" + &part.text;
        for block in &part.blocks {
            if let Block::Embed { kind, id } = block {
                text.push_str(&embedded(content, municipality, *kind, id));
            }
        }
        let text = comparable(&text, municipality);
        match read.last_mut() {
            Some(above) if heading.level > 2 => {
                above.parts.end = at + 1;
                above.text = format!("{}\n{text}", above.text);
            }
            _ => read.push(Read { id: heading.id, parts: at..at + 1, text }),
        }
    }
    read
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

fn part_rows(read: &[Vec<Read>]) -> Vec<PartRow> {
    let mut ids: Vec<&str> = Vec::new();
    for id in read.iter().flatten().map(|part| part.id.as_str()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let rows = ids.into_iter().map(|id| {
        let found: Vec<Option<&Read>> =
            read.iter().map(|parts| parts.iter().find(|part| part.id == id)).collect();
        let texts: Vec<Option<String>> =
            found.iter().map(|part| part.map(|part| part.text.clone())).collect();
        let each = found.iter().map(|part| part.map(|part| part.parts.clone())).collect();
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
            (vec![None, Some("y")], "Kun beskrevet i B"),
            (vec![Some("x"), Some("x"), Some("x")], "Det samme"),
            (vec![Some("x"), Some("x"), Some("y")], "Forskel"),
            (vec![Some("x"), None, Some("x")], "Kun beskrevet i A og C"),
            (vec![Some("x"), None, Some("y")], "Kun beskrevet i A og C, og ikke ens"),
        ] {
            assert_eq!(verdict(&values).words(&names), words);
            assert_eq!(verdict(&values).is_same(), words == "Det samme");
        }
        assert_eq!(list(&names), "A, B og C");
    }
}
