//! Pages: those written by editors, rendered, and the generated ones.

use jiff::civil::Date;

use super::data::{Contact, Course, ListEntry, Right, Route};
use super::handle::Handle;
use super::link::{Link, PageName};
use super::section::SectionKind;
use super::source::{Citation, SourceHeading};
use super::text::{Paragraphs, Phrase};
use crate::content::Icon;
use crate::content::words::PageWords;
use crate::html::Html;
use crate::source::FileId;

/// A page's place in the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Section(Handle<SectionKind>),
    /// Another page of the municipality.
    Beside,
    /// A site-wide page.
    Shared,
}

/// A page written by an editor.
#[derive(Clone, Debug)]
pub struct Page {
    /// The last part of its address.
    pub id: String,
    pub file: FileId,
    pub role: Role,
    pub address: String,
    pub title: String,
    /// Its name in breadcrumbs and the switch.
    pub short_title: String,
    /// The last part of its short address.
    pub short_address: Option<String>,
    /// Two to four lines that give the answer first.
    pub summary: Vec<Phrase>,
    /// The contact whose number is shown below the summary, on a municipality's page.
    pub contact: Option<Handle<Contact>>,
    /// The calculator that is the main thing to do on this page.
    pub action: Option<Link>,
    /// The text before the first heading, then one part per heading.
    pub parts: Vec<Part>,
    /// The source headings of the text before the first heading.
    pub sources: Vec<Handle<SourceHeading>>,
    /// The laws the page is based on.
    pub laws: Vec<Handle<Citation>>,
    /// What to read next.
    pub see_also: Vec<Link>,
    /// Who is responsible for the page.
    pub owner: Option<String>,
    /// When it was last reviewed.
    pub reviewed: Option<Date>,
}

impl Page {
    pub fn name(&self) -> PageName<'_> {
        PageName { short: &self.short_title, full: &self.title, address: &self.address }
    }
}

/// A heading with the text below it, up to the next heading of any level.
#[derive(Clone, Debug)]
pub struct Part {
    /// The heading; none for the text before the first.
    pub heading: Option<Heading>,
    pub blocks: Vec<Block>,
    /// The source headings it is based on.
    pub sources: Vec<Handle<SourceHeading>>,
    /// The laws it is based on; empty if the page's own apply.
    pub laws: Vec<Handle<Citation>>,
    /// The text of its paragraphs, as readers see it.
    pub text: String,
    /// The same without editorial notes.
    pub said: String,
}

impl Part {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.heading.is_none() && self.blocks.is_empty()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 or 3.
    pub level: u8,
    /// The stable id given by the editor.
    pub id: String,
    pub html: Html,
    pub text: String,
}

/// A block of a part.
#[derive(Clone, Debug)]
pub enum Block {
    /// Paragraphs, lists and so on.
    Text(Paragraphs),
    /// An editorial note.
    Note(Paragraphs),
    Contact(Handle<Contact>),
    /// Phone numbers and addresses of every municipality.
    AllContacts,
    Right(Handle<Right>),
    Route(Handle<Route>),
    Course(Handle<Course>),
    Offers(Vec<Handle<ListEntry>>),
    TargetGroups(Vec<Handle<ListEntry>>),
    /// The advice on danger to life.
    Emergency,
    /// What the server logged about the current request.
    Noted,
}

/// A generated page.
#[derive(Clone, Debug)]
pub struct BuiltInPage {
    pub address: String,
    pub words: PageWords,
    /// Whether its name is also a short address.
    pub short: bool,
    /// Its title and description in search results.
    pub listed: Option<(String, Phrase)>,
    /// What to read next.
    pub next: Vec<Link>,
    /// The pages that help in an export, where this page can't be computed.
    pub instead: Vec<Link>,
}

impl BuiltInPage {
    pub fn name(&self) -> PageName<'_> {
        PageName { short: &self.words.short, full: &self.words.title, address: &self.address }
    }
}

/// An entrance by need on a municipality's front page.
#[derive(Clone, Debug)]
pub struct Door {
    pub link: Link,
    /// One line about what is behind it.
    pub text: Phrase,
    pub icon: Icon,
}
