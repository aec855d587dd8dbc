//! What a source says in a part of a page, sentence by sentence, as it is compared.
//!
//! Advice and notes are ours, and each municipality has its own contacts, so none of these makes two
//! rules different.

use crate::book::record::{self, Field, Record};
use crate::book::{Block, Book, Contact, Municipality, Part};

/// What advice of ours begins with; the rest of its line is ours too.
const ADVICE: &str = "Vores råd";

/// What a sentence begins with that only leads to another page.
const ONWARD: [&str; 2] = ["Læs ", "Se "];

/// The fields in which a municipality names its own contacts.
const OWN: [Field; 5] = [Field::Phone, Field::Mail, Field::Web, Field::Address, Field::Role];

/// A sentence of a source, as it is read and as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sentence {
    written: String,
    compared: String,
}

/// What a source says in one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceText {
    sentences: Vec<Sentence>,
    /// Whether it rests on a source at all.
    is_of_source: bool,
}

impl SourceText {
    /// What a part says; nothing where it rests on no source.
    pub fn of(book: &Book, own: &Municipality, part: &Part) -> Self {
        let mut said = Self { is_of_source: !part.sources.is_empty(), ..Self::default() };
        said.add(book, own, part);
        said
    }

    /// Adds what a part below it says, where both rest on a source.
    pub fn add(&mut self, book: &Book, own: &Municipality, part: &Part) {
        if part.sources.is_empty() || !self.is_of_source {
            return;
        }
        let text = part.said.lines().flat_map(|line| {
            sentences(line.split(ADVICE).next().unwrap_or_default()).map(str::to_owned)
        });
        let records = part.blocks.iter().flat_map(|block| records(book, own, block));
        let lines = records.flat_map(|record| lines(&record));
        for written in text.chain(lines).filter(|said| !is_ours(own, said)) {
            let compared = comparable(&written, book);
            self.sentences.push(Sentence { written, compared });
        }
    }

    /// Whether it rests on a source.
    pub fn is_of_source(&self) -> bool {
        self.is_of_source
    }

    pub fn compared(&self) -> String {
        let sentences = self.sentences.iter().map(|one| one.compared.as_str());
        sentences.collect::<Vec<_>>().join(" ")
    }

    /// What none of the others says.
    pub fn only_here(&self, others: &[&Self]) -> Vec<String> {
        let there = |one: &&Sentence| !others.iter().any(|other| other.says(&one.compared));
        self.sentences.iter().filter(there).map(|one| one.written.clone()).collect()
    }

    fn says(&self, compared: &str) -> bool {
        self.sentences.iter().any(|one| one.compared == compared)
    }

    /// Whether they all say at least one thing alike.
    pub fn share(all: &[&Self]) -> bool {
        let Some((first, rest)) = all.split_first() else { return false };
        first.sentences.iter().any(|one| rest.iter().all(|other| other.says(&one.compared)))
    }
}

/// The records that a block shows.
fn records<'b>(book: &'b Book, own: &'b Municipality, block: &'b Block) -> Vec<Record<'b>> {
    match block {
        Block::Right(right) => vec![record::right(book, own, &own.rights[*right])],
        Block::Route(route) => vec![record::route(book, own, &own.routes[*route])],
        Block::Course(course) => vec![record::course(&own.courses[*course])],
        Block::Offers(entries) => own.offers.all(entries).map(record::entry).collect(),
        Block::TargetGroups(entries) => own.target_groups.all(entries).map(record::entry).collect(),
        // Whom to turn to is each municipality's own.
        Block::Contact(_) | Block::AllContacts | Block::Emergency | Block::Noted => Vec::new(),
        Block::Text(_) | Block::Note(_) => Vec::new(),
    }
}

/// Whether a field is compared.
pub fn is_compared(field: Field) -> bool {
    field.is_of_source() && !OWN.contains(&field)
}

/// What the source says of a record, a thing each.
fn lines(record: &Record<'_>) -> Vec<String> {
    let compared = record.lines.iter().filter(|line| is_compared(line.field));
    let said = compared.flat_map(|line| &line.said);
    said.map(|phrase| phrase.plain.split(ADVICE).next().unwrap_or_default().to_owned()).collect()
}

/// A record as it is compared.
pub fn of_source(record: &Record<'_>, book: &Book) -> String {
    comparable(&lines(record).join("\n"), book)
}

/// Whether a sentence gives a number or an address of the municipality's own, or only leads on.
fn is_ours(own: &Municipality, sentence: &str) -> bool {
    let plain = |text: &str| text.replace('\u{a0}', " ");
    let sentence = plain(sentence);
    let gives = |contact: &Contact| {
        let numbers = contact.phone.iter().map(|phone| &phone.words);
        numbers.chain(contact.address.last()).any(|words| sentence.contains(&plain(words)))
    };
    ONWARD.iter().any(|start| sentence.starts_with(start)) || own.contacts.iter().any(gives)
}

/// The sentences of a line: what ends before a blank.
fn sentences(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let ends = rest.match_indices(['.', '?', '!']).map(|(at, mark)| at + mark.len());
        let mut ends =
            ends.filter(|end| rest[*end..].chars().next().is_none_or(char::is_whitespace));
        let (sentence, after) = rest.split_at(ends.next().unwrap_or(rest.len()));
        rest = after;
        (!sentence.is_empty()).then_some(sentence)
    })
}

/// A text as it is compared: names of municipalities put out of the way, one or several in a row, and
/// blanks all alike.
pub fn comparable(text: &str, book: &Book) -> String {
    let all = book.municipalities.iter().map(|one| one.name.as_str());
    let names = all.filter(|name| !name.is_empty());
    let mut text = names.fold(text.to_owned(), |text, name| text.replace(name, "▯"));
    while text.contains("▯ og ▯") {
        text = text.replace("▯ og ▯", "▯");
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_before_a_blank() {
        let text = "Find den på borger.dk. Er det § 101 a? Ja!  Og så";
        let found: Vec<&str> = sentences(text).collect();
        assert_eq!(found, ["Find den på borger.dk.", "Er det § 101 a?", "Ja!", "Og så"]);
        assert_eq!(sentences(" ").count(), 0);
    }

    #[test]
    fn what_one_says_alone_is_found_whatever_stands_around_it() {
        let said = |all: &[&str]| SourceText {
            sentences: all
                .iter()
                .map(|one| Sentence { written: (*one).to_owned(), compared: (*one).to_owned() })
                .collect(),
            is_of_source: true,
        };
        let (here, there) = (said(&["A.", "B.", "C."]), said(&["C.", "A."]));
        assert_eq!(here.only_here(&[&there]), ["B."]);
        assert_eq!(there.only_here(&[&here]), Vec::<String>::new());
        assert!(SourceText::share(&[&here, &there]));
        assert!(!SourceText::share(&[&here, &said(&["D."])]) && !SourceText::share(&[]));
    }
}
