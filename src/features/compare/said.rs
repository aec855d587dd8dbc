//! What a source says in a part of a page, sentence by sentence, as it is compared.
//!
//! Advice, notes and the numbers of contacts don't make two rules differ. Whom to turn to does, and
//! the address that something is sent to.

use crate::book::record::{self, Field, Record};
use crate::book::{Block, Book, Contact, Municipality, Part, Phrase};
use crate::content::words::OurWords;

/// The fields in which a municipality names its own contacts; an address is more than a number: what
/// is sent to the wrong one is lost.
const OWN: [Field; 4] = [Field::Phone, Field::Mail, Field::Web, Field::Role];

/// What stands for a name or a number in what is compared.
const NAMED: &str = "▯";

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
        for line in part.said.lines() {
            self.add_line(book, own, line);
        }
        for block in &part.blocks {
            for record in records(book, own, block) {
                for written in lines(&record, &book.words.ours) {
                    self.add_sentence(book, own, &written);
                }
            }
        }
    }

    /// Adds the short answer of a page.
    pub fn add_summary(&mut self, book: &Book, own: &Municipality, summary: &[Phrase]) {
        for line in summary {
            self.add_line(book, own, &line.plain);
        }
    }

    fn add_line(&mut self, book: &Book, own: &Municipality, line: &str) {
        let ours = &book.words.ours;
        for written in sentences(before_advice(line, ours)) {
            let first = written.split_whitespace().next().unwrap_or_default();
            if !ours.onward.iter().any(|word| word.as_str() == first) {
                self.add_sentence(book, own, written);
            }
        }
    }

    /// Adds a sentence; one that gives an address is read with the doubt about it.
    fn add_sentence(&mut self, book: &Book, own: &Municipality, written: &str) {
        let compared = comparable(written, book);
        if compared.is_empty() {
            return;
        }
        let doubt = own.contacts.iter().find(|contact| gives_address(contact, written));
        let doubt =
            doubt.and_then(Contact::open_doubt).and_then(|doubt| sentences(&doubt.plain).next());
        let end = if written.ends_with(['.', '?', '!', ':']) { "" } else { "." };
        let doubt = doubt.map(|doubt| format!(" {doubt}")).unwrap_or_default();
        self.sentences.push(Sentence { written: format!("{written}{end}{doubt}"), compared });
    }

    /// Whether it rests on a source.
    pub fn is_of_source(&self) -> bool {
        self.is_of_source
    }

    pub fn compared(&self) -> String {
        let sentences = self.sentences.iter().map(|one| one.compared.as_str());
        sentences.collect::<Vec<_>>().join(" ")
    }

    /// What not all of them say.
    pub fn apart(&self, all: &[&Self]) -> Vec<String> {
        let apart = |one: &&Sentence| !all.iter().all(|other| other.says(&one.compared));
        self.sentences.iter().filter(apart).map(|one| one.written.clone()).collect()
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
        Block::Contact(contact) => vec![record::contact(&own.contacts[*contact])],
        Block::AllContacts => own.contacts.iter().map(record::contact).collect(),
        Block::Emergency | Block::Noted | Block::Text(_) | Block::Note(_) => Vec::new(),
    }
}

/// Whether a field is compared.
pub fn is_compared(field: Field) -> bool {
    field.is_of_source() && !OWN.contains(&field)
}

/// What the source says of a record, a thing each.
fn lines(record: &Record<'_>, ours: &OurWords) -> Vec<String> {
    let compared = record.lines.iter().filter(|line| is_compared(line.field));
    let said = compared.flat_map(|line| &line.said);
    said.map(|phrase| before_advice(&phrase.plain, ours).to_owned()).collect()
}

/// A record as it is compared.
pub fn of_source(record: &Record<'_>, book: &Book) -> String {
    comparable(&lines(record, &book.words.ours).join("\n"), book)
}

/// A line without the advice at its end.
fn before_advice<'l>(line: &'l str, ours: &OurWords) -> &'l str {
    line.split(ours.advice.as_str()).next().unwrap_or_default()
}

/// Whether a sentence names the street of a contact.
fn gives_address(contact: &Contact, sentence: &str) -> bool {
    let street = contact.address.iter().rev().nth(1);
    street.is_some_and(|street| spaced(sentence).contains(&spaced(street)))
}

/// Blanks all alike.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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

/// A text as it is compared: numbers of contacts and names of municipalities put out of the way, one
/// or several in a row, and blanks all alike.
pub fn comparable(text: &str, book: &Book) -> String {
    let contacts = book.municipalities.iter().flat_map(|one| one.contacts.iter());
    let numbers = contacts.flat_map(|contact| {
        let phone = contact.phone.as_ref().map(|phone| spaced(&phone.words));
        phone.into_iter().chain(contact.mail.as_ref().map(|mail| mail.address.clone()))
    });
    let names = book.municipalities.iter().map(|one| one.name.clone());
    let all = numbers.chain(names).filter(|words| !words.is_empty());
    let mut text = all.fold(spaced(text), |text, words| text.replace(&words, NAMED));
    let pair = format!("{NAMED} og {NAMED}");
    while text.contains(&pair) {
        text = text.replace(&pair, NAMED);
    }
    text
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
    fn what_not_all_say_is_found_whatever_stands_around_it() {
        let said = |all: &[&str]| SourceText {
            sentences: all
                .iter()
                .map(|one| Sentence { written: (*one).to_owned(), compared: (*one).to_owned() })
                .collect(),
            is_of_source: true,
        };
        let (here, there) = (said(&["A.", "B.", "C."]), said(&["C.", "A."]));
        assert_eq!(here.apart(&[&here, &there]), ["B."]);
        assert_eq!(there.apart(&[&here, &there]), Vec::<String>::new());
        // What two of three say is apart for both.
        let third = said(&["C."]);
        assert_eq!(here.apart(&[&here, &there, &third]), ["A.", "B."]);
        assert_eq!(there.apart(&[&here, &there, &third]), ["A."]);
        assert!(SourceText::share(&[&here, &there]));
        assert!(!SourceText::share(&[&here, &said(&["D."])]) && !SourceText::share(&[]));
    }
}
