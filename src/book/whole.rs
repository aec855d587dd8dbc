//! The book and its municipalities.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::data::{Contact, Course, ListEntry, Right, Route};
use super::deadline::Deadline;
use super::guide::Guide;
use super::handle::{Handle, List};
use super::handover::HandOver;
use super::link::Link;
use super::page::{BuiltInPage, Door, Page, Role};
use super::section::{Group, SectionKind};
use super::source::{Citation, SourceDocument};
use super::term::Term;
use super::text::Phrase;
use crate::content::words::Words;
use crate::content::{BuiltInId, Colours, Content, SearchWords};
use crate::source::Sources;

#[derive(Debug)]
pub struct Book {
    /// The files it was bound from.
    pub sources: Arc<Sources>,
    /// The raw content, for what is written back: the ledger.
    pub content: Arc<Content>,
    /// The site's own texts.
    pub words: Arc<Words>,
    pub name: String,
    /// What the site is.
    pub description: Phrase,
    /// The advice on danger to life.
    pub emergency: Emergency,
    /// Where the button for leaving the site quickly goes.
    pub exit: Link,
    /// Groups of sections, in order.
    pub groups: List<Group>,
    /// The kinds of section, in order.
    pub kinds: List<SectionKind>,
    /// The laws and paragraphs that the sources cite.
    pub laws: List<Citation>,
    /// Site-wide pages.
    pub pages: Vec<Page>,
    /// The position of the page that shows what the server logged about the request.
    pub noted: Option<usize>,
    /// Redirects: old and new addresses.
    pub moved: Vec<(String, String)>,
    /// The municipalities, in display order.
    pub municipalities: Vec<Municipality>,
    /// What people type, and what it means here.
    pub search: Arc<SearchWords>,
}

/// Advice that is not from the sources, and is marked as such.
#[derive(Clone, Debug)]
pub struct Emergency {
    /// The advice, in one sentence.
    pub text: Phrase,
    /// Where the advice comes from.
    pub origin: Phrase,
}

#[derive(Debug)]
pub struct Municipality {
    /// The first part of its addresses.
    pub id: String,
    pub name: String,
    /// The name of the authority.
    pub authority: String,
    /// The name with its preposition, "i" or "på".
    pub within: String,
    /// The first part of its short addresses.
    pub short: String,
    /// Its accent colours.
    pub colours: Colours,
    /// The document its pages are based on.
    pub source: SourceDocument,
    /// The contact shown first on every page.
    pub entry: Handle<Contact>,
    /// What happens when you call it.
    pub entry_text: Phrase,
    /// Two to four lines for the front page.
    pub summary: Vec<Phrase>,
    pub contacts: List<Contact>,
    pub deadlines: List<Deadline>,
    pub rights: List<Right>,
    pub routes: List<Route>,
    pub offers: List<ListEntry>,
    pub target_groups: List<ListEntry>,
    pub courses: List<Course>,
    /// The terms in its source, in alphabetical order.
    pub terms: List<Term>,
    pub guides: Vec<Guide>,
    /// The pages written by editors: the sections of the standard in order, then the others.
    pub pages: List<Page>,
    /// The generated pages it has.
    pub built_in: BTreeMap<BuiltInId, BuiltInPage>,
    /// Entrances by need, for the front page.
    pub doors: Vec<Door>,
    /// By group: the pages that belong to it in addition to the sections.
    pub(super) grouped: Vec<Vec<Link>>,
    /// The pages linked from the footer of every page.
    pub foot: Vec<Link>,
    /// The page about the source.
    pub about: Option<Link>,
    /// The pages suggested on "not found" pages.
    pub likely: Vec<Link>,
    /// Facts that can answer a search directly, by their position in `soegning.toml`.
    pub shortcuts: BTreeMap<usize, Shortcut>,
    /// What can be handed over, and its codes.
    pub hand_over: HandOver,
}

/// A fact that can answer a search directly.
#[derive(Clone, Debug)]
pub struct Shortcut {
    pub answer: Phrase,
    /// The language, if it differs from the site's.
    pub language: Option<String>,
    /// A link to the details.
    pub read_on: Link,
    /// Whether it is the editors' own, and not what the details say.
    pub ours: bool,
}

impl Book {
    pub fn municipality(&self, id: &str) -> Option<&Municipality> {
        self.municipalities.iter().find(|municipality| municipality.id == id)
    }

    /// Links to the front pages of all municipalities.
    pub fn fronts(&self) -> Vec<Link> {
        let front = |one: &Municipality| Link { href: one.address(), text: one.name.clone() };
        self.municipalities.iter().map(front).collect()
    }
}

impl Municipality {
    /// `/ishoj`.
    pub fn address(&self) -> String {
        format!("/{}", self.id)
    }

    /// A generated page, if this municipality has it.
    pub fn built_in(&self, id: BuiltInId) -> Option<&BuiltInPage> {
        self.built_in.get(&id)
    }

    /// The sections of the standard, in order.
    pub fn sections(&self) -> impl Iterator<Item = &Page> {
        self.pages.iter().filter(|page| matches!(page.role, Role::Section(_)))
    }

    /// The section of this kind, if the source has one.
    pub fn section(&self, kind: Handle<SectionKind>) -> Option<&Page> {
        self.pages.iter().find(|page| page.role == Role::Section(kind))
    }

    /// The page written by editors whose address ends in this id.
    pub fn page(&self, id: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.id == id)
    }

    /// The pages that belong to a group in addition to the sections.
    pub fn grouped(&self, group: Handle<Group>) -> Vec<Link> {
        self.grouped.get(group.position()).cloned().unwrap_or_default()
    }

    /// The contact to write to: the entry contact, or the next one with a postal or e-mail address.
    pub fn written_contact(&self) -> Option<Handle<Contact>> {
        let can = |contact: &Contact| contact.mail.is_some() || !contact.address.is_empty();
        if can(&self.contacts[self.entry]) {
            return Some(self.entry);
        }
        self.contacts.with_handles().find(|(_, contact)| can(contact)).map(|(handle, _)| handle)
    }

    /// The short addresses, and where each leads.
    pub fn short_addresses(&self) -> Vec<(String, String)> {
        let prefix = format!("/{}", self.short);
        let built_in = self.built_in.iter().filter(|(_, page)| page.short);
        let built_in = built_in.map(|(id, page)| (id.path(), page.address.as_str()));
        let written = self
            .pages
            .iter()
            .filter_map(|page| Some((page.short_address.as_deref()?, page.address.as_str())));
        let below = built_in.chain(written);
        let below = below.map(|(short, to)| (format!("{prefix}/{short}"), to.to_owned()));
        std::iter::once((prefix.clone(), self.address())).chain(below).collect()
    }
}
