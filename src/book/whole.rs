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

/// Everything, bound.
#[derive(Debug)]
pub struct Book {
    /// The files it was bound from.
    pub sources: Arc<Sources>,
    /// What editors wrote, for what is written back: the ledger.
    pub content: Arc<Content>,
    /// The site's own words.
    pub words: Arc<Words>,
    /// The site's name.
    pub name: String,
    /// What the site is.
    pub description: Phrase,
    /// The advice for danger.
    pub emergency: Emergency,
    /// Where "leave quickly" goes.
    pub exit: Link,
    /// Groups of sections, in order.
    pub groups: List<Group>,
    /// The kinds of section, in order.
    pub kinds: List<SectionKind>,
    /// The laws and paragraphs that the sources refer to.
    pub laws: List<Citation>,
    /// Pages of the whole site.
    pub pages: Vec<Page>,
    /// The page that shows what the server noted about the request for it.
    pub noted: Option<usize>,
    /// Addresses that lead elsewhere now.
    pub moved: Vec<(String, String)>,
    /// The municipalities, in order.
    pub municipalities: Vec<Municipality>,
    /// What people type, and what it means here.
    pub search: Arc<SearchWords>,
}

/// The advice from outside the sources, marked as such.
#[derive(Clone, Debug)]
pub struct Emergency {
    /// The sentence.
    pub text: Phrase,
    /// Where it comes from.
    pub origin: Phrase,
}

#[derive(Debug)]
pub struct Municipality {
    /// The first part of its addresses.
    pub id: String,
    pub name: String,
    /// The authority's name.
    pub authority: String,
    /// "i" or "på" and the name.
    pub within: String,
    /// The first part of its short addresses.
    pub short: String,
    /// Its accent colours.
    pub colours: Colours,
    /// The document its pages are based on.
    pub source: SourceDocument,
    /// The contact that stands first.
    pub entry: Handle<Contact>,
    /// What happens when you ring it.
    pub entry_text: Phrase,
    /// Two to four lines for the front page.
    pub summary: Vec<Phrase>,
    /// Somebody to turn to.
    pub contacts: List<Contact>,
    pub deadlines: List<Deadline>,
    pub rights: List<Right>,
    /// Complaint routes.
    pub routes: List<Route>,
    pub offers: List<ListEntry>,
    pub target_groups: List<ListEntry>,
    /// Courses of events.
    pub courses: List<Course>,
    /// The words of its source, in the order of the alphabet.
    pub terms: List<Term>,
    /// Guides, in order.
    pub guides: Vec<Guide>,
    /// The pages that editors wrote: the sections of the standard in order, then the others.
    pub pages: List<Page>,
    /// Pages that the site makes itself, where it has what they need.
    pub built_in: BTreeMap<BuiltInId, BuiltInPage>,
    /// Ways in by need, for the front page.
    pub doors: Vec<Door>,
    /// The pages beside the sections that belong to a group, by its position.
    pub(super) grouped: Vec<Vec<Link>>,
    /// The pages named in the foot of every page.
    pub foot: Vec<Link>,
    /// The page about the source.
    pub about: Option<Link>,
    /// The pages that a wrong address may have meant.
    pub likely: Vec<Link>,
    /// Facts that answer a search by themselves, by their place in `soegning.toml`.
    pub shortcuts: BTreeMap<usize, Shortcut>,
    /// What can be handed over, and its codes.
    pub hand_over: HandOver,
}

/// A fact that answers a search by itself.
#[derive(Clone, Debug)]
pub struct Shortcut {
    pub answer: Phrase,
    /// Its language, where it is another than that of the site.
    pub language: Option<String>,
    /// The page that says so.
    pub read_on: Link,
}

impl Book {
    /// The municipality that an address names.
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

    /// A page that the site makes itself, where this municipality has it.
    pub fn built_in(&self, id: BuiltInId) -> Option<&BuiltInPage> {
        self.built_in.get(&id)
    }

    /// The sections of the standard, in order.
    pub fn sections(&self) -> impl Iterator<Item = &Page> {
        self.pages.iter().filter(|page| matches!(page.role, Role::Section(_)))
    }

    /// The section of a kind, where the source has one.
    pub fn section(&self, kind: Handle<SectionKind>) -> Option<&Page> {
        self.pages.iter().find(|page| page.role == Role::Section(kind))
    }

    /// The page that editors wrote with this last part of an address.
    pub fn page(&self, id: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.id == id)
    }

    /// The pages beside the sections that belong to a group.
    pub fn grouped(&self, group: Handle<Group>) -> Vec<Link> {
        self.grouped.get(group.position()).cloned().unwrap_or_default()
    }

    /// The contact to write to: the entry, or the next that has an address or a mail.
    pub fn written_contact(&self) -> Option<Handle<Contact>> {
        let can = |contact: &Contact| contact.mail.is_some() || !contact.address.is_empty();
        if can(&self.contacts[self.entry]) {
            return Some(self.entry);
        }
        self.contacts.with_handles().find(|(_, contact)| can(contact)).map(|(handle, _)| handle)
    }

    /// The addresses to say on the phone, and where each leads.
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
