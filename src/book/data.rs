//! A municipality's data: contacts, rights, complaint routes, offers, courses of events.

use jiff::civil::Date;

use super::deadline::Deadline;
use super::handle::Handle;
use super::link::Link;
use super::page::Page;
use super::source::{Citation, SourceHeading};
use super::text::Phrase;

/// A telephone number to read and to tap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// As it is read.
    pub words: String,
    /// As it is dialled.
    pub href: String,
}

/// A mail address, never without the source's warning about it.
#[derive(Clone, Debug)]
pub struct Mail {
    pub address: String,
    /// The source's warning about confidential matters.
    pub warning: Option<Phrase>,
}

/// Somebody to turn to.
#[derive(Clone, Debug)]
pub struct Contact {
    pub id: String,
    pub name: String,
    /// What to use it for.
    pub role: Phrase,
    /// The number.
    pub phone: Option<Phone>,
    /// The mail address.
    pub mail: Option<Mail>,
    /// The postal address, line by line; empty where the source gives none.
    pub address: Vec<String>,
    /// Its own site.
    pub web: Option<Link>,
    /// An editorial note.
    pub note: Option<Phrase>,
    /// A doubt about the address that nobody has settled; it appears wherever the address does.
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
    /// A short name.
    pub title: String,
    pub who: Phrase,
    /// What it gives.
    pub what: Phrase,
    /// The deadline it sets.
    pub deadline: Option<Handle<Deadline>>,
    /// What must be true first.
    pub conditions: Vec<Phrase>,
    /// When it does not hold.
    pub exceptions: Vec<Phrase>,
    /// The laws the source names for it.
    pub laws: Vec<Handle<Citation>>,
    /// The page it belongs to, at its heading.
    pub section: Link,
    /// The kind of section it belongs to, for grouping.
    pub page: Handle<Page>,
    /// The pages it is listed on as well.
    pub doors: Vec<Handle<Page>>,
    /// The source headings it is based on.
    pub sources: Vec<Handle<SourceHeading>>,
    /// An editorial note.
    pub note: Option<Phrase>,
}

/// A complaint route.
#[derive(Clone, Debug)]
pub struct Route {
    pub id: String,
    /// A short name.
    pub title: String,
    /// What one complains about.
    pub about: Phrase,
    /// The contact it goes to, where the source gives one.
    pub to: Option<Handle<Contact>>,
    /// To whom, in words.
    pub to_text: Phrase,
    /// The ways the source names.
    pub how: Vec<Phrase>,
    pub deadline: Option<Handle<Deadline>>,
    /// What happens next, step by step.
    pub then: Vec<Phrase>,
    /// What can't be complained about this way.
    pub excluded: Vec<Phrase>,
    /// What one can do about that instead.
    pub remains: Vec<Phrase>,
    /// The laws the source names for it.
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

/// A course of events.
#[derive(Clone, Debug)]
pub struct Course {
    pub id: String,
    /// Its name.
    pub title: String,
    /// The steps in order.
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
