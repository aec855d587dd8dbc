//! The typed data of a municipality as labelled lines, so that two can be laid side by side.
//!
//! Every kind of record becomes a [`Record`]; used by [`super::compare`].

use crate::content::address::split_fragment;
use crate::content::{
    Contact, Content, Course, Deadline, Entry, Municipality, Right, Route, Text, Word,
};
use crate::markdown::resolve::{law_words, phone_words};
use crate::markdown::{self, Resolver};

/// What a line says.
#[derive(Clone, Debug)]
pub enum Said<'a> {
    /// An editor's text.
    Text(&'a Text),
    /// Words put together from data.
    Words(String),
}

/// A labelled line or list of a record.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// What it is about, e.g. "Hvem".
    pub label: &'static str,
    /// What is said, one or more.
    pub said: Vec<Said<'a>>,
}

/// A right, a route, a contact, an offer, a deadline: its lines.
#[derive(Clone, Debug)]
pub struct Record<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub title: Said<'a>,
    /// The section it belongs to, where it belongs to one.
    pub section: Option<&'a str>,
    /// The headings of the source it rests on.
    pub source: &'a [Word],
    /// Its lines; those with nothing to say are left out.
    pub lines: Vec<Line<'a>>,
}

impl Said<'_> {
    /// What a reader reads.
    pub fn words(&self, resolver: &Resolver<'_>) -> String {
        match self {
            Self::Text(text) => markdown::plain(text, resolver),
            Self::Words(words) => words.clone(),
        }
    }
}

impl<'a> Record<'a> {
    fn new(id: &'a str, title: Said<'a>, section: Option<&'a Word>) -> Self {
        let section = section.map(|section| split_fragment(section).0);
        Self { id, title, section, source: &[], lines: Vec::new() }
    }

    fn from(self, source: &'a [Word]) -> Self {
        Self { source, ..self }
    }

    fn with(mut self, label: &'static str, said: Vec<Said<'a>>) -> Self {
        if !said.is_empty() {
            self.lines.push(Line { label, said });
        }
        self
    }

    /// The line with this label.
    pub fn line(&self, label: &str) -> Option<&Line<'a>> {
        self.lines.iter().find(|line| line.label == label)
    }

    /// Everything a reader reads.
    pub fn words(&self, resolver: &Resolver<'_>) -> String {
        let mut words = self.title.words(resolver) + "\n";
        for line in &self.lines {
            words.push_str(line.label);
            words.push('\n');
            words.push_str(&self.line_words(line.label, resolver));
        }
        words
    }

    /// What a reader reads in one line; empty where there is none.
    pub fn line_words(&self, label: &str, resolver: &Resolver<'_>) -> String {
        let said = self.line(label).into_iter().flat_map(|line| &line.said);
        said.map(|said| said.words(resolver) + "\n").collect()
    }
}

fn texts<'a>(texts: impl IntoIterator<Item = &'a Text>) -> Vec<Said<'a>> {
    texts.into_iter().map(Said::Text).collect()
}

fn name(word: &Word) -> Said<'_> {
    Said::Words(word.to_string())
}

fn deadline_line<'a>(municipality: &'a Municipality, id: Option<&Word>) -> Vec<Said<'a>> {
    let deadline = id.and_then(|id| municipality.deadline(id));
    deadline.map(|deadline| Said::Words(deadline.words())).into_iter().collect()
}

fn laws<'a>(content: &'a Content, ids: &[Word]) -> Vec<Said<'a>> {
    let found = ids.iter().filter_map(|id| content.law(id));
    found.map(|(law, paragraph)| Said::Words(law_words(law, paragraph))).collect()
}

/// A right.
pub fn right<'a>(
    content: &'a Content,
    municipality: &'a Municipality,
    one: &'a Right,
) -> Record<'a> {
    Record::new(&one.id, name(&one.title), Some(&one.section))
        .from(&one.source)
        .with("Hvem", texts([&one.who]))
        .with("Hvad", texts([&one.what]))
        .with("Frist", deadline_line(municipality, one.deadline.as_ref()))
        .with("Betingelser", texts(&one.conditions))
        .with("Undtagelser", texts(&one.exceptions))
        .with("Lov", laws(content, &one.laws))
        .with("Note fra redaktionen", texts(&one.note))
}

/// A complaint route.
pub fn route<'a>(
    content: &'a Content,
    municipality: &'a Municipality,
    one: &'a Route,
) -> Record<'a> {
    let to = one.to.as_ref().and_then(|id| municipality.contact(id));
    Record::new(&one.id, name(&one.title), Some(&one.section))
        .from(&one.source)
        .with("Du klager over", texts([&one.about]))
        .with("Klagen går til", texts([&one.to_text]))
        .with("Adresse", to.map(address).unwrap_or_default())
        .with("Sådan gør du", texts(&one.how))
        .with("Frist", deadline_line(municipality, one.deadline.as_ref()))
        .with("Det sker bagefter", texts(&one.then))
        .with("Gælder ikke", texts(&one.excluded))
        .with("Lov", laws(content, &one.laws))
        .with("Note fra redaktionen", texts(&one.note))
}

/// A contact.
pub fn contact(one: &Contact) -> Record<'_> {
    let words = |words: Option<String>| words.map(Said::Words).into_iter().collect();
    Record::new(&one.id, name(&one.name), None)
        .from(&one.source)
        .with("Rolle", texts([&one.role]))
        .with("Telefon", words(one.phone.as_deref().map(phone_words)))
        .with("Mail", words(one.mail.as_ref().map(ToString::to_string)))
        .with("Om mail", texts(&one.mail_warning))
        .with("Adresse", address(one))
        .with("Hjemmeside", words(one.web.as_ref().map(|web| web.name.to_string())))
        .with("Note fra redaktionen", texts(&one.note))
}

fn address(contact: &Contact) -> Vec<Said<'_>> {
    let lines = contact.address.as_deref().unwrap_or_default();
    let lines: Vec<&str> = lines.iter().map(Word::as_str).collect();
    if lines.is_empty() { Vec::new() } else { vec![Said::Words(lines.join(", "))] }
}

/// An offer or a target group.
pub fn entry(one: &Entry) -> Record<'_> {
    Record::new(&one.id, Said::Text(&one.name), Some(&one.section))
        .from(&one.source)
        .with("Beskrivelse", texts(&one.description))
}

/// A deadline.
pub fn deadline(one: &Deadline) -> Record<'_> {
    Record::new(&one.id, Said::Text(&one.meaning), None)
        .from(&one.source)
        .with("Længde", vec![Said::Words(one.words())])
        .with("Regnes fra", texts([&one.from]))
}

/// A course of events; its steps are one line.
pub fn course(one: &Course) -> Record<'_> {
    let steps = one.steps.iter().flat_map(|step| [name(&step.title), Said::Text(&step.text)]);
    Record::new(&one.id, name(&one.title), None).with("Trin", steps.collect())
}

/// All rights of a municipality.
pub fn rights<'a>(content: &'a Content, municipality: &'a Municipality) -> Vec<Record<'a>> {
    municipality.rights.iter().map(|one| right(content, municipality, one)).collect()
}

/// All complaint routes of a municipality.
pub fn routes<'a>(content: &'a Content, municipality: &'a Municipality) -> Vec<Record<'a>> {
    municipality.routes.iter().map(|one| route(content, municipality, one)).collect()
}

/// All deadlines of a municipality.
pub fn deadlines(municipality: &Municipality) -> Vec<Record<'_>> {
    municipality.deadlines.iter().map(deadline).collect()
}
