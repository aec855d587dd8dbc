//! Resolves references, or reports a finding with the place and what to do.

use std::collections::BTreeMap;

use super::super::data::Contact;
use super::super::deadline::Deadline;
use super::super::handle::Handle;
use super::super::source::{Citation, SourceHeading};
use super::super::text::Phrase;
use super::super::{Link, Page, Right, Route, SectionKind};
use crate::content::address::split_fragment;
use crate::content::{Content, RawMunicipality, Text, Word};
use crate::finding::{Finding, Thing};
use crate::html::Html;
use crate::markdown::anchors::Anchors;
use crate::markdown::{self, Resolver};
use crate::source::{FileId, Place};

/// Binds one municipality, or what all municipalities share.
pub(super) struct Binder<'a> {
    pub(super) content: &'a Content,
    pub(super) resolver: Resolver<'a>,
    pub(super) findings: Vec<Finding>,
    pub(super) anchors: &'a Anchors,
    laws: BTreeMap<&'a str, usize>,
    contacts: BTreeMap<&'a str, usize>,
    deadlines: BTreeMap<&'a str, usize>,
    rights: BTreeMap<&'a str, usize>,
    routes: BTreeMap<&'a str, usize>,
    headings: BTreeMap<&'a str, usize>,
}

fn positions<'a, T>(list: &'a [T], id: impl Fn(&'a T) -> &'a str) -> BTreeMap<&'a str, usize> {
    // If an id is given twice, which is reported elsewhere, the first one counts.
    list.iter().enumerate().rev().map(|(at, item)| (id(item), at)).collect()
}

impl<'a> Binder<'a> {
    pub(super) fn new(
        content: &'a Content,
        anchors: &'a Anchors,
        municipality: Option<&'a RawMunicipality>,
    ) -> Self {
        let laws = content.laws.iter().flat_map(|law| {
            let paragraphs = law.paragraphs.iter().map(|paragraph| paragraph.id.as_str());
            std::iter::once(law.id.as_str()).chain(paragraphs)
        });
        let laws: Vec<&str> = laws.collect();
        let mut binder = Self {
            content,
            resolver: Resolver::new(content, municipality),
            findings: Vec::new(),
            anchors,
            laws: laws.iter().enumerate().rev().map(|(at, id)| (*id, at)).collect(),
            contacts: BTreeMap::new(),
            deadlines: BTreeMap::new(),
            rights: BTreeMap::new(),
            routes: BTreeMap::new(),
            headings: BTreeMap::new(),
        };
        if let Some(one) = municipality {
            binder.contacts = positions(&one.contacts, |contact| &contact.id);
            binder.deadlines = positions(&one.deadlines, |deadline| &deadline.id);
            binder.rights = positions(&one.rights, |right| &right.id);
            binder.routes = positions(&one.routes, |route| &route.id);
            binder.headings = positions(&one.profile.source.sections, |section| &section.id);
        }
        binder
    }

    pub(super) fn phrase(&self, text: &Text) -> Phrase {
        Phrase {
            html: Html(markdown::inline(text, &self.resolver)),
            plain: markdown::plain(text, &self.resolver),
        }
    }

    pub(super) fn phrases(&self, texts: &[Text]) -> Vec<Phrase> {
        texts.iter().map(|text| self.phrase(text)).collect()
    }

    pub(super) fn optional(&self, text: Option<&Text>) -> Option<Phrase> {
        text.map(|text| self.phrase(text))
    }

    /// Reports an unknown reference. A word left empty by the repair of a file has been reported
    /// already.
    fn unknown(&mut self, file: FileId, word: &Word, thing: Thing, remedy: &str) {
        if word.is_empty() {
            return;
        }
        let place = Place::new(file, word.span());
        let what = match thing {
            Thing::Contact => "Kontakten",
            Thing::Deadline => "Fristen",
            Thing::Right => "Rettigheden",
            Thing::Route => "Klagevejen",
            Thing::Law => "Loven",
            _ => "Kildens afsnit",
        };
        let own = self.resolver.municipality.filter(|_| thing != Thing::Law);
        let message = format!("{what} »{word}« findes ikke.");
        let found = Finding::error("ukendt-henvisning", place, message, remedy);
        self.findings.push(found.lacking(thing, word, own.map(|one| one.id.as_str())));
    }

    pub(super) fn error(&mut self, file: FileId, word: &Word, message: String, remedy: &str) {
        let place = Place::new(file, word.span());
        self.findings.push(Finding::error("ukendt-henvisning", place, message, remedy));
    }

    pub(super) fn contact(&mut self, file: FileId, id: &Word) -> Option<Handle<Contact>> {
        let found = self.contacts.get(id.as_str()).copied().map(Handle::new);
        if found.is_none() {
            let remedy = "Ret id'et, eller tilføj kontakten i kontakter.toml.";
            self.unknown(file, id, Thing::Contact, remedy);
        }
        found
    }

    pub(super) fn deadline(&mut self, file: FileId, id: &Word) -> Option<Handle<Deadline>> {
        let found = self.deadlines.get(id.as_str()).copied().map(Handle::new);
        if found.is_none() {
            let remedy = "Ret id'et, eller tilføj fristen i fakta.toml.";
            self.unknown(file, id, Thing::Deadline, remedy);
        }
        found
    }

    pub(super) fn right(&mut self, file: FileId, id: &Word) -> Option<Handle<Right>> {
        let found = self.rights.get(id.as_str()).copied().map(Handle::new);
        if found.is_none() {
            let remedy = "Ret id'et, eller tilføj rettigheden i rettigheder.toml.";
            self.unknown(file, id, Thing::Right, remedy);
        }
        found
    }

    pub(super) fn route(&mut self, file: FileId, id: &Word) -> Option<Handle<Route>> {
        let found = self.routes.get(id.as_str()).copied().map(Handle::new);
        if found.is_none() {
            let remedy = "Ret id'et, eller tilføj klagevejen i klageveje.toml.";
            self.unknown(file, id, Thing::Route, remedy);
        }
        found
    }

    pub(super) fn laws(&mut self, file: FileId, ids: &[Word]) -> Vec<Handle<Citation>> {
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            if let Some(at) = self.laws.get(id.as_str()) {
                found.push(Handle::new(*at));
            } else {
                let remedy = "Ret id'et, eller tilføj loven i love.toml.";
                self.unknown(file, id, Thing::Law, remedy);
            }
        }
        found
    }

    pub(super) fn sources(&mut self, file: FileId, ids: &[Word]) -> Vec<Handle<SourceHeading>> {
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            if let Some(at) = self.headings.get(id.as_str()) {
                found.push(Handle::new(*at));
            } else {
                let remedy = "Brug id'et på et [[kilde.afsnit]] i kommune.toml.";
                self.unknown(file, id, Thing::SourceHeading, remedy);
            }
        }
        found
    }

    /// The source headings that a page's heading names. Unknown ids are reported by the rule on
    /// headings, which knows the place.
    pub(super) fn headings_named(&self, ids: &[String]) -> Vec<Handle<SourceHeading>> {
        let known = ids.iter().filter_map(|id| self.headings.get(id.as_str()));
        known.copied().map(Handle::new).collect()
    }

    /// The laws that a page's heading names.
    pub(super) fn laws_named(&self, ids: &[String]) -> Vec<Handle<Citation>> {
        let known = ids.iter().filter_map(|id| self.laws.get(id.as_str()));
        known.copied().map(Handle::new).collect()
    }

    /// A link to the section or page, and the heading, that a reference such as `klage#afgoerelser`
    /// points to; or a finding. A generated page without a name is reported with the pages.
    pub(super) fn link(&mut self, file: FileId, reference: &Word) -> Option<Link> {
        self.target_exists(file, reference).then(|| self.link_to(reference)).flatten()
    }

    /// Whether the page and the heading exist.
    fn target_exists(&mut self, file: FileId, reference: &Word) -> bool {
        let found = self.anchors.find(self.content, self.resolver.municipality, reference);
        if let (Err(missing), false) = (&found, reference.is_empty()) {
            let place = Place::new(file, reference.span());
            let found = missing.finding("ukendt-henvisning", place, self.resolver.municipality);
            self.findings.push(found);
        }
        found.is_ok()
    }

    /// The same for a page that the municipality may lack.
    pub(super) fn link_to(&self, reference: &str) -> Option<Link> {
        let target = self.resolver.target(reference)?;
        let (page, _) = split_fragment(reference);
        Some(Link { href: target.href(), text: self.full_name(page)? })
    }

    fn full_name(&self, page: &str) -> Option<String> {
        if let Some(shared) = page.strip_prefix('/') {
            let page = self.content.pages.iter().find(|one| one.id == shared);
            return page.map(|page| page.front.title.to_string());
        }
        let municipality = self.resolver.municipality?;
        let written = municipality.section(page).or_else(|| municipality.page(page));
        let built_in = || self.content.words.pages.get(page).map(|words| words.title.to_string());
        written.map(|written| written.front.title.to_string()).or_else(built_in)
    }

    /// A page of the municipality's that editors write; or a finding.
    pub(super) fn page(&mut self, file: FileId, reference: &Word) -> Option<Handle<Page>> {
        if !self.target_exists(file, reference) {
            return None;
        }
        let found = self.written(reference);
        if found.is_none() {
            let message =
                format!("»{reference}« er ikke et afsnit eller en side i kommunens mappe.");
            let remedy = "Skriv navnet på en fil i kommunens mapper afsnit og sider.";
            self.error(file, reference, message, remedy);
        }
        found
    }

    /// A section and its kind; or a finding. A section of an unknown kind is reported with the pages.
    pub(super) fn section(
        &mut self,
        file: FileId,
        reference: &Word,
    ) -> Option<(Handle<Page>, Handle<SectionKind>)> {
        let municipality = self.resolver.municipality?;
        let (id, _) = split_fragment(reference);
        let at = municipality.sections.iter().position(|section| section.id == id);
        // A page that isn't there is reported with the link.
        let is_elsewhere = at.is_none() && self.resolver.target(reference).is_some();
        if is_elsewhere {
            let message = format!("»{id}« er ikke et afsnit.");
            let remedy = "Skriv navnet på en fil i kommunens mappe afsnit.";
            self.error(file, reference, message, remedy);
        }
        let kind = self.content.sections.iter().position(|kind| *kind.id == *id);
        at.zip(kind).map(|(at, kind)| (Handle::new(at), Handle::new(kind)))
    }

    /// The page's position among those written by editors, sections first.
    pub(super) fn written(&self, reference: &str) -> Option<Handle<Page>> {
        let (page, _) = split_fragment(reference);
        let municipality = self.resolver.municipality?;
        let mut written = municipality.sections.iter().chain(&municipality.pages);
        written.position(|one| one.id == page).map(Handle::new)
    }
}
