//! The only projection of every record: a right, a complaint route, a contact or a deadline, with
//! everything that qualifies it. Cards, lists, comparison, hand-over, letter, guide, calculator,
//! search and export all use it. A card shows all of it; search finds and comparison judges by some
//! of its fields.

use std::borrow::Cow;

use super::data::{Contact, Course, ListEntry, Right, Route};
use super::deadline::Deadline;
use super::guide::Ending;
use super::handle::Handle;
use super::source::{Citation, SourceHeading};
use super::text::Phrase;
use super::{Book, Link, Municipality};
use crate::html::Html;
use crate::markdown::escape;

/// What a line of a record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Who has the right.
    Who,
    /// What it entitles them to.
    What,
    /// What the complaint is about.
    About,
    /// Who receives it, in words.
    To,
    /// When to use a contact.
    Role,
    Phone,
    /// A mail address with the source's warning.
    Mail,
    Web,
    Address,
    /// An unresolved doubt about the address.
    Doubt,
    /// The ways to complain that the source names.
    How,
    /// A deadline, and what it is counted from.
    Deadline,
    /// What must be true first.
    Conditions,
    /// When it does not apply.
    Exceptions,
    /// What this route can't be used for.
    Excluded,
    /// What the reader can do about that instead.
    Remains,
    /// What happens next.
    Then,
    /// More about an offer.
    Description,
    /// The steps of a course.
    Steps,
    /// The laws that the source cites.
    Law,
    /// An editorial note.
    Note,
}

impl Field {
    /// Whether it comes from the source: notes and doubts are ours, and a contact is not a rule.
    pub fn is_of_source(self) -> bool {
        !matches!(self, Self::Note | Self::Doubt)
    }
}

/// A line of a record: one or more phrases about one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub field: Field,
    pub said: Vec<Phrase>,
}

impl Line {
    /// The plain text, one phrase per line.
    pub fn plain(&self) -> String {
        self.said.iter().map(|phrase| format!("{}\n", phrase.plain)).collect()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordKind {
    Contact,
    Right,
    Route,
    Deadline,
    Entry,
    Course,
    Ending,
}

/// A record with everything known about it.
#[derive(Clone, Debug)]
pub struct Record<'b> {
    pub kind: RecordKind,
    pub id: &'b str,
    pub title: Phrase,
    /// The lines, in reading order.
    pub lines: Vec<Line>,
    /// The contact whose number and address it shows.
    pub contact: Option<&'b Contact>,
    /// The page it belongs to.
    pub section: Option<&'b Link>,
    /// The source headings it is based on.
    pub sources: Cow<'b, [Handle<SourceHeading>]>,
    /// The laws that the source cites.
    pub laws: Cow<'b, [Handle<Citation>]>,
}

impl<'b> Record<'b> {
    fn new(kind: RecordKind, id: &'b str, title: Phrase) -> Self {
        Self {
            kind,
            id,
            title,
            lines: Vec::new(),
            contact: None,
            section: None,
            sources: Cow::default(),
            laws: Cow::default(),
        }
    }

    fn with(mut self, field: Field, said: Vec<Phrase>) -> Self {
        if !said.is_empty() {
            self.lines.push(Line { field, said });
        }
        self
    }

    pub fn line(&self, field: Field) -> Option<&Line> {
        self.lines.iter().find(|line| line.field == field)
    }

    pub fn said(&self, field: Field) -> &[Phrase] {
        self.line(field).map_or(&[], |line| &line.said)
    }

    /// The title and these fields as plain text.
    pub fn plain(&self, wanted: impl Fn(Field) -> bool) -> String {
        let lines = self.lines.iter().filter(|line| wanted(line.field)).map(Line::plain);
        std::iter::once(format!("{}\n", self.title.plain)).chain(lines).collect()
    }
}

pub fn right<'b>(book: &'b Book, own: &'b Municipality, right: &'b Right) -> Record<'b> {
    let record = Record::new(RecordKind::Right, &right.id, Phrase::words(&right.title))
        .with(Field::Who, vec![right.who.clone()])
        .with(Field::What, vec![right.what.clone()])
        .with(Field::Deadline, deadline_line(own, right.deadline))
        .with(Field::Conditions, right.conditions.clone())
        .with(Field::Exceptions, right.exceptions.clone())
        .with(Field::Law, laws(book, &right.laws))
        .with(Field::Note, right.note.iter().cloned().collect());
    Record {
        section: Some(&right.section),
        sources: (&right.sources).into(),
        laws: (&right.laws).into(),
        ..record
    }
}

/// A complaint route, with every way to reach the contact that receives it, and any doubt about its
/// address.
pub fn route<'b>(book: &'b Book, own: &'b Municipality, route: &'b Route) -> Record<'b> {
    let to = route.to.map(|to| &own.contacts[to]);
    let note_of_contact = to.and_then(|to| to.note.clone());
    let record = Record::new(RecordKind::Route, &route.id, Phrase::words(&route.title))
        .with(Field::About, vec![route.about.clone()])
        .with(Field::To, vec![route.to_text.clone()])
        .with(Field::Address, to.map(address).unwrap_or_default())
        .with(Field::Doubt, to.and_then(Contact::open_doubt).into_iter().cloned().collect())
        .with(Field::Phone, to.map(phone).unwrap_or_default())
        .with(Field::Mail, to.map(mail).unwrap_or_default())
        .with(Field::Web, to.and_then(web).into_iter().collect())
        .with(Field::How, route.how.clone())
        .with(Field::Deadline, deadline_line(own, route.deadline))
        .with(Field::Excluded, route.excluded.clone())
        .with(Field::Remains, route.remains.clone())
        .with(Field::Then, route.then.clone())
        .with(Field::Law, laws(book, &route.laws))
        .with(Field::Note, note_of_contact.into_iter().chain(route.note.clone()).collect());
    Record {
        contact: to,
        section: Some(&route.section),
        sources: (&route.sources).into(),
        laws: (&route.laws).into(),
        ..record
    }
}

pub fn contact(contact: &Contact) -> Record<'_> {
    let record = Record::new(RecordKind::Contact, &contact.id, Phrase::words(&contact.name))
        .with(Field::Role, vec![contact.role.clone()])
        .with(Field::Phone, phone(contact))
        .with(Field::Mail, mail(contact))
        .with(Field::Web, web(contact).into_iter().collect())
        .with(Field::Address, address(contact))
        .with(Field::Doubt, contact.open_doubt().into_iter().cloned().collect())
        .with(Field::Note, contact.note.iter().cloned().collect());
    Record { contact: Some(contact), sources: (&contact.sources).into(), ..record }
}

/// A deadline, with what limits the right and the complaint route it is part of.
pub fn deadline<'b>(
    book: &'b Book,
    own: &'b Municipality,
    deadline: Handle<Deadline>,
) -> Record<'b> {
    let one = &own.deadlines[deadline];
    let right = one.right.map(|right| &own.rights[right]);
    let route = one.route.map(|route| &own.routes[route]);
    let of_right = |said: fn(&Right) -> &[Phrase]| right.map(said).unwrap_or_default().to_vec();
    let of_route = |said: fn(&Route) -> &[Phrase]| route.map(said).unwrap_or_default().to_vec();
    let cited = joined([right.map(|one| &one.laws), route.map(|one| &one.laws)]);
    let notes = right.and_then(|right| right.note.clone()).into_iter();
    let notes = notes.chain(route.and_then(|route| route.note.clone()));
    let record = Record::new(RecordKind::Deadline, &one.id, one.meaning.clone())
        .with(Field::Who, right.map(|right| right.who.clone()).into_iter().collect())
        .with(Field::Deadline, deadline_line(own, Some(deadline)))
        .with(Field::Conditions, of_right(|right| &right.conditions))
        .with(Field::Exceptions, of_right(|right| &right.exceptions))
        .with(Field::Excluded, of_route(|route| &route.excluded))
        .with(Field::Remains, of_route(|route| &route.remains))
        .with(Field::Law, laws(book, &cited))
        .with(Field::Note, notes.collect());
    let section = right.map(|right| &right.section).or(route.map(|route| &route.section));
    let sources =
        [Some(&one.sources), right.map(|one| &one.sources), route.map(|one| &one.sources)];
    Record { section, sources: joined(sources).into(), laws: cited.into(), ..record }
}

/// What is in any of the lists, each once.
fn joined<'b, T: 'b>(
    lists: impl IntoIterator<Item = Option<&'b Vec<Handle<T>>>>,
) -> Vec<Handle<T>> {
    let mut all = Vec::new();
    for handle in lists.into_iter().flatten().flatten() {
        if !all.contains(handle) {
            all.push(*handle);
        }
    }
    all
}

pub fn entry(entry: &ListEntry) -> Record<'_> {
    let record = Record::new(RecordKind::Entry, &entry.id, entry.name.clone())
        .with(Field::Description, entry.description.iter().cloned().collect());
    Record { section: Some(&entry.section), sources: (&entry.sources).into(), ..record }
}

pub fn course(course: &Course) -> Record<'_> {
    let steps = course.steps.iter().map(|step| Phrase {
        html: Html(format!(
            "<p class=\"steps-name\">{}</p><p>{}</p>",
            escape(&step.title),
            step.text
        )),
        plain: format!("{}: {}", step.title, step.text.plain),
    });
    Record::new(RecordKind::Course, &course.id, Phrase::words(&course.title))
        .with(Field::Steps, steps.collect())
}

/// The end of a guide: where to write, by when, and what limits its complaint route.
pub fn ending<'b>(book: &'b Book, own: &'b Municipality, ending: &'b Ending) -> Record<'b> {
    let to = ending.address.map(|to| &own.contacts[to]);
    let route = ending.route.map(|route| &own.routes[route]);
    let excluded = route.map(|route| route.excluded.clone()).unwrap_or_default();
    let remains = route.map(|route| route.remains.clone()).unwrap_or_default();
    let notes = to.and_then(|to| to.note.clone()).into_iter();
    let notes = notes.chain(route.and_then(|route| route.note.clone())).chain(ending.note.clone());
    let record = Record::new(RecordKind::Ending, &ending.id, Phrase::words(&ending.title))
        .with(Field::Address, to.map(address).unwrap_or_default())
        .with(Field::Doubt, to.and_then(Contact::open_doubt).into_iter().cloned().collect())
        .with(Field::Deadline, deadline_line(own, ending.deadline))
        .with(Field::Exceptions, without(&ending.exceptions, &excluded))
        .with(Field::Excluded, excluded)
        .with(Field::Remains, remains)
        .with(Field::Law, laws(book, &ending.laws))
        .with(Field::Note, notes.collect());
    Record {
        contact: to,
        section: Some(&ending.section),
        sources: (&ending.sources).into(),
        laws: (&ending.laws).into(),
        ..record
    }
}

/// The phrases that are not in `said`.
fn without(phrases: &[Phrase], said: &[Phrase]) -> Vec<Phrase> {
    phrases.iter().filter(|phrase| !said.contains(phrase)).cloned().collect()
}

/// "**14 dage** efter, at du har henvendt dig".
fn deadline_line(own: &Municipality, deadline: Option<Handle<Deadline>>) -> Vec<Phrase> {
    let Some(deadline) = deadline.map(|handle| &own.deadlines[handle]) else { return Vec::new() };
    let (words, from) = (&deadline.length.words, &deadline.from);
    let (html, plain) = match &deadline.remark {
        Some(remark) => (format!(" {}", remark.html), format!(" {}", remark.plain)),
        None => (String::new(), String::new()),
    };
    vec![Phrase {
        html: Html(format!("<strong>{}</strong> efter, at {}.{html}", escape(words), from.html)),
        plain: format!("{words} efter, at {}.{plain}", from.plain),
    }]
}

fn laws(book: &Book, laws: &[Handle<Citation>]) -> Vec<Phrase> {
    book.laws.all(laws).map(|law| Phrase::words(&law.words)).collect()
}

fn phone(contact: &Contact) -> Vec<Phrase> {
    let phone = contact.phone.iter();
    let phone = phone.map(|phone| Phrase {
        html: Html(format!("<a class=\"tel\" href=\"{}\">{}</a>", phone.href, phone.words)),
        plain: phone.words.clone(),
    });
    phone.collect()
}

fn mail(contact: &Contact) -> Vec<Phrase> {
    let Some(mail) = &contact.mail else { return Vec::new() };
    let address = escape(&mail.address);
    let warning = mail.warning.as_ref();
    vec![Phrase {
        html: Html(format!(
            "<a href=\"mailto:{address}\">{address}</a>{}",
            warning.map(|warning| format!("<br>{warning}")).unwrap_or_default()
        )),
        plain: match warning {
            Some(warning) => format!("{}\n{}", mail.address, warning.plain),
            None => mail.address.clone(),
        },
    }]
}

fn web(contact: &Contact) -> Option<Phrase> {
    let link = contact.web.as_ref()?;
    // On paper, a link is followed by its address, unless its text already is the address.
    let class = if link.href.contains(&link.text) { " class=\"told\"" } else { "" };
    Some(Phrase {
        html: Html(format!("<a{class} href=\"{}\">{}</a>", escape(&link.href), escape(&link.text))),
        plain: link.text.clone(),
    })
}

fn address(contact: &Contact) -> Vec<Phrase> {
    if contact.address.is_empty() {
        return Vec::new();
    }
    let lines: Vec<String> = contact.address.iter().map(|line| escape(line)).collect();
    vec![Phrase {
        html: Html(format!("<address>{}</address>", lines.join("<br>"))),
        plain: contact.address.join(", "),
    }]
}
