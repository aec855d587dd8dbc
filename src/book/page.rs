//! Pages: those that editors wrote, rendered, and those that the site makes itself.

use jiff::civil::Date;

use super::data::{Contact, Course, ListEntry, Right, Route};
use super::handle::Handle;
use super::link::{Link, PageName};
use super::section::SectionKind;
use super::source::{Citation, SourceHeading};
use super::text::{Paragraphs, Phrase};
use crate::content::words::PageWords;
use crate::html::Html;
use crate::source::FileId;

/// What a page is to the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Section(Handle<SectionKind>),
    /// Another page of a municipality.
    Beside,
    /// A page of the whole site.
    Shared,
}

/// A page that an editor wrote.
#[derive(Clone, Debug)]
pub struct Page {
    /// The last part of its address.
    pub id: String,
    /// The file it was written in.
    pub file: FileId,
    /// What it is to the standard.
    pub role: Role,
    pub address: String,
    /// Its full name.
    pub title: String,
    /// Its name in breadcrumbs and the switch.
    pub short_title: String,
    /// The last part of its short address.
    pub short_address: Option<String>,
    /// Two to four lines that answer first.
    pub summary: Vec<Phrase>,
    /// Whose number stands under the summary, on a municipality's page.
    pub contact: Option<Handle<Contact>>,
    /// The calculator that a reader comes for.
    pub action: Option<Link>,
    /// The text before the first heading, then one part per heading.
    pub parts: Vec<Part>,
    /// The source headings of the text before the first heading.
    pub sources: Vec<Handle<SourceHeading>>,
    /// The laws the page is based on.
    pub laws: Vec<Handle<Citation>>,
    /// What to read next.
    pub see_also: Vec<Link>,
    /// Who answers for the page.
    pub owner: Option<String>,
    /// When it was last reviewed.
    pub reviewed: Option<Date>,
}

impl Page {
    /// What it is called, and where it is.
    pub fn name(&self) -> PageName<'_> {
        PageName { short: &self.short_title, full: &self.title, address: &self.address }
    }
}

/// A heading with the text below it, up to the next heading of any level.
#[derive(Clone, Debug)]
pub struct Part {
    /// The heading; none for the text before the first.
    pub heading: Option<Heading>,
    /// The blocks in order.
    pub blocks: Vec<Block>,
    /// The source headings it is based on.
    pub sources: Vec<Handle<SourceHeading>>,
    /// The laws it is based on; empty where the page's own hold.
    pub laws: Vec<Handle<Citation>>,
    /// What a reader reads of its paragraphs.
    pub text: String,
    /// The same without the notes.
    pub said: String,
}

impl Part {
    /// Whether nothing of it can be seen.
    pub fn is_empty(&self) -> bool {
        self.heading.is_none() && self.blocks.is_empty()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 or 3.
    pub level: u8,
    /// The written, stable id.
    pub id: String,
    pub html: Html,
    pub text: String,
}

/// A block of a part.
#[derive(Clone, Debug)]
pub enum Block {
    /// Paragraphs, lists and the like.
    Text(Paragraphs),
    /// A note of the editors.
    Note(Paragraphs),
    Contact(Handle<Contact>),
    /// Where to call and where to write, for every municipality.
    AllContacts,
    Right(Handle<Right>),
    /// A complaint route.
    Route(Handle<Route>),
    /// A step diagram.
    Course(Handle<Course>),
    Offers(Vec<Handle<ListEntry>>),
    TargetGroups(Vec<Handle<ListEntry>>),
    /// The advice for danger.
    Emergency,
    /// What the server noted about the request that the page answers.
    Noted,
}

/// A page that the site makes itself.
#[derive(Clone, Debug)]
pub struct BuiltInPage {
    pub address: String,
    /// What it is called.
    pub words: PageWords,
    /// Whether it has a short address by its own name.
    pub short: bool,
    /// How it is listed among the hits of a search: its name, and what it holds.
    pub listed: Option<(String, Phrase)>,
    /// What to read next.
    pub next: Vec<Link>,
    /// The pages that help in an export, where this one can't answer.
    pub instead: Vec<Link>,
}

impl BuiltInPage {
    /// What it is called, and where it is.
    pub fn name(&self) -> PageName<'_> {
        PageName { short: &self.words.short, full: &self.words.title, address: &self.address }
    }
}

/// A way in by need.
#[derive(Clone, Debug)]
pub struct Door {
    pub link: Link,
    /// A line about what is behind it.
    pub text: Phrase,
    /// The name of its icon.
    pub icon: String,
}
