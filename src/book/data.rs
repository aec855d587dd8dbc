//! A municipality's data: contacts, rights, complaint routes, offers and courses of events.

use jiff::civil::Date;

use super::deadline::Deadline;
use super::handle::Handle;
use super::link::Link;
use super::page::Page;
use super::section::SectionKind;
use super::source::{Citation, SourceHeading};
use super::text::Phrase;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// As displayed.
    pub words: String,
    /// As dialled: a `tel:` link.
    pub href: String,
}

/// A mail address together with the source's warning about it.
#[derive(Clone, Debug)]
pub struct Mail {
    pub address: String,
    /// The source's warning about confidential matters.
    pub warning: Option<Phrase>,
}

#[derive(Clone, Debug)]
pub struct Contact {
    pub id: String,
    pub name: String,
    /// When to use it.
    pub role: Phrase,
    pub phone: Option<Phone>,
    pub mail: Option<Mail>,
    /// The postal address, line by line; empty if the source gives none.
    pub address: Vec<String>,
    /// Its own site.
    pub web: Option<Link>,
    /// An editorial note.
    pub note: Option<Phrase>,
    /// An unresolved doubt about the address; shown wherever the address is.
    pub doubt: Option<Phrase>,
    /// The day somebody verified it.
    pub verified: Option<Date>,
    /// The source headings it is based on.
    pub sources: Vec<Handle<SourceHeading>>,
}

impl Contact {
    /// The doubt about its address, until the contact has been verified.
    pub fn open_doubt(&self) -> Option<&Phrase> {
        self.doubt.as_ref().filter(|_| self.verified.is_none())
    }
}

/// A right: who, what, deadline, condition, exception, law.
#[derive(Clone, Debug)]
pub struct Right {
    /// The id, the same in every municipality whose source gives it.
    pub id: String,
    pub title: String,
    pub who: Phrase,
    /// What it entitles them to.
    pub what: Phrase,
    /// The deadline it sets.
    pub deadline: Option<Handle<Deadline>>,
    /// What must be true first.
    pub conditions: Vec<Phrase>,
    /// When it does not apply.
    pub exceptions: Vec<Phrase>,
    /// The laws that the source cites.
    pub laws: Vec<Handle<Citation>>,
    /// The page it belongs to, at its heading.
    pub section: Link,
    /// That page; always a section.
    pub page: Handle<Page>,
    /// The kind of that section.
    pub kind: Handle<SectionKind>,
    /// The pages that also list it.
    pub doors: Vec<Handle<Page>>,
    /// The source headings it is based on.
    pub sources: Vec<Handle<SourceHeading>>,
    /// An editorial note.
    pub note: Option<Phrase>,
}

#[derive(Clone, Debug)]
pub struct Route {
    pub id: String,
    pub title: String,
    /// What the complaint is about.
    pub about: Phrase,
    /// The contact that receives it, if the source gives one.
    pub to: Option<Handle<Contact>>,
    /// Who receives it, in words.
    pub to_text: Phrase,
    /// The ways to complain that the source names.
    pub how: Vec<Phrase>,
    pub deadline: Option<Handle<Deadline>>,
    /// What happens next, step by step.
    pub then: Vec<Phrase>,
    /// What this route can't be used for.
    pub excluded: Vec<Phrase>,
    /// What the reader can do about that instead.
    pub remains: Vec<Phrase>,
    /// The laws that the source cites.
    pub laws: Vec<Handle<Citation>>,
    /// The page it belongs to, at its heading.
    pub section: Link,
    /// The source headings it is based on.
    pub sources: Vec<Handle<SourceHeading>>,
    /// An editorial note.
    pub note: Option<Phrase>,
}

/// An offer or a target group.
#[derive(Clone, Debug)]
pub struct ListEntry {
    pub id: String,
    pub name: Phrase,
    /// More about it.
    pub description: Option<Phrase>,
    /// The page it belongs to.
    pub section: Link,
    /// The source headings it is based on.
    pub sources: Vec<Handle<SourceHeading>>,
}

/// A sequence of events, drawn as a step diagram.
#[derive(Clone, Debug)]
pub struct Course {
    pub id: String,
    pub title: String,
    pub steps: Vec<CourseStep>,
}

#[derive(Clone, Debug)]
pub struct CourseStep {
    pub title: String,
    /// What happens.
    pub text: Phrase,
    /// The source headings it is based on.
    pub sources: Vec<Handle<SourceHeading>>,
}
