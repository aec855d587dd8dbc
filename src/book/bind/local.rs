//! Binds one municipality's records.

use std::collections::BTreeMap;

use super::super::data::{Contact, Course, CourseStep, ListEntry, Mail, Phone, Right, Route};
use super::super::handle::{Handle, List};
use super::super::handover::{HandOver, Item, Offered, ReadySet};
use super::super::page::Page;
use super::super::source::{SourceDocument, SourceHeading};
use super::super::{Link, Municipality, Shortcut, Term};
use super::refs::Binder;
use crate::content::codes::{CodeFile, RawSet};
use crate::content::{
    RawContact, RawCourse, RawEntry, RawMunicipality, RawRight, RawRoute, RawTerm, Word,
};
use crate::danish::sort_key;
use crate::finding::Finding;
use crate::markdown::resolve::{phone_href, phone_words};
use crate::source::FileId;

impl Binder<'_> {
    /// Binds a municipality. `None` if anything in it can't be bound, which has been reported.
    pub(super) fn municipality(&mut self, raw: &RawMunicipality) -> Option<Municipality> {
        let profile = &raw.profile;
        let file = profile.file;
        let entry = self.contact(file, &profile.entry);
        self.check_entry(raw);
        self.check_figures(raw);
        let contacts = raw.contacts.iter().map(|one| self.bound_contact(raw.contacts.file, one));
        let contacts: Vec<Contact> = contacts.collect();
        let deadlines: Vec<_> =
            raw.deadlines.iter().map(|one| self.bound_deadline(raw, one)).collect();
        let rights = raw.rights.iter().map(|one| self.bound_right(raw.rights.file, one));
        let rights = every(rights);
        let routes = raw.routes.iter().map(|one| self.bound_route(raw.routes.file, one));
        let routes = every(routes);
        let offers = self.entries(raw.offers.file, &raw.offers);
        let target_groups = self.entries(raw.target_groups.file, &raw.target_groups);
        let courses = raw.courses.iter().map(|one| self.bound_course(raw.courses.file, one));
        let courses = courses.collect();
        let terms = self.bound_terms();
        let guides = self.guides(raw);
        let pages = self.local_pages(raw);
        let hand_over = self.hand_over(raw, &pages);
        Some(Municipality {
            id: raw.id.clone(),
            name: profile.name.to_string(),
            authority: profile.authority.to_string(),
            within: profile.within.to_string(),
            short: profile.short.to_string(),
            colours: profile.colour.clone(),
            source: self.source_document(raw),
            entry: entry?,
            entry_text: self.phrase(&profile.entry_text),
            summary: self.phrases(&profile.summary),
            contacts: List::new(contacts),
            deadlines: List::new(deadlines),
            rights: List::new(rights?),
            routes: List::new(routes?),
            offers: List::new(offers?),
            target_groups: List::new(target_groups?),
            courses: List::new(courses),
            terms: List::new(terms),
            guides: guides?,
            pages: List::new(pages),
            built_in: self.built_in_pages(raw),
            doors: self.doors(),
            grouped: self.grouped(),
            foot: self.named(&self.content.site.foot),
            about: self.content.site.about.as_ref().and_then(|page| self.link_to(page)),
            likely: self.named(&self.content.site.likely),
            shortcuts: self.shortcuts(raw),
            hand_over,
        })
    }

    fn grouped(&self) -> Vec<Vec<Link>> {
        let groups = &self.content.site.groups;
        groups.iter().map(|group| self.named(&group.pages)).collect()
    }

    /// Checks the figures. They are used only in texts, by id.
    fn check_figures(&mut self, raw: &RawMunicipality) {
        for figure in raw.figures.iter() {
            self.sources(raw.figures.file, &figure.source);
        }
    }

    fn check_entry(&mut self, raw: &RawMunicipality) {
        let profile = &raw.profile;
        if raw.entry_contact().is_some_and(|contact| contact.phone.is_none()) {
            self.report(Finding::error(
                "indgang-uden-telefon",
                profile.place(profile.entry.span()),
                "Den kontakt, der står først, har ikke noget telefonnummer.",
                "Vælg en kontakt med telefon, eller tilføj nummeret i kontakter.toml.",
            ));
        }
    }

    fn source_document(&self, raw: &RawMunicipality) -> SourceDocument {
        let source = &raw.profile.source;
        let headings = source
            .sections
            .iter()
            .map(|one| SourceHeading { id: one.id.to_string(), title: one.title.to_string() });
        SourceDocument {
            title: source.title.to_string(),
            draft: source.draft,
            from: source.from.map(|day| day.0),
            to: source.to.map(|day| day.0),
            scope: self.optional(source.scope.as_ref()),
            headings: List::new(headings.collect()),
        }
    }

    fn bound_contact(&mut self, file: FileId, raw: &RawContact) -> Contact {
        Contact {
            id: raw.id.to_string(),
            name: raw.name.to_string(),
            role: self.phrase(&raw.role),
            phone: raw.phone.as_deref().map(phone),
            mail: raw.mail.as_ref().map(|mail| Mail {
                address: mail.to_string(),
                warning: self.optional(raw.mail_warning.as_ref()),
            }),
            address: raw.address.iter().flatten().map(ToString::to_string).collect(),
            web: raw
                .web
                .as_ref()
                .map(|web| Link { href: web.url.to_string(), text: web.name.to_string() }),
            note: self.optional(raw.note.as_ref()),
            doubt: self.optional(raw.doubt.as_ref()),
            verified: raw.verified.map(|day| day.0),
            sources: self.sources(file, &raw.source),
        }
    }

    fn bound_right(&mut self, file: FileId, raw: &RawRight) -> Option<Right> {
        let section = self.link(file, &raw.section);
        let of_section = self.section(file, &raw.section);
        let deadline = raw.deadline.as_ref().map(|id| self.deadline(file, id));
        let laws = self.laws(file, &raw.laws);
        let sources = self.sources(file, &raw.source);
        let doors = raw.doors.iter().filter_map(|door| self.page(file, door)).collect();
        let (page, kind) = of_section?;
        Some(Right {
            id: raw.id.to_string(),
            title: raw.title.to_string(),
            who: self.phrase(&raw.who),
            what: self.phrase(&raw.what),
            deadline: deadline.flatten(),
            conditions: self.phrases(&raw.conditions),
            exceptions: self.phrases(&raw.exceptions),
            laws,
            section: section?,
            page,
            kind,
            doors,
            sources,
            note: self.optional(raw.note.as_ref()),
        })
    }

    fn bound_route(&mut self, file: FileId, raw: &RawRoute) -> Option<Route> {
        let to = raw.to.as_ref().map(|id| self.contact(file, id));
        let deadline = raw.deadline.as_ref().map(|id| self.deadline(file, id));
        let laws = self.laws(file, &raw.laws);
        let section = self.link(file, &raw.section);
        let sources = self.sources(file, &raw.source);
        Some(Route {
            id: raw.id.to_string(),
            title: raw.title.to_string(),
            about: self.phrase(&raw.about),
            to: to.flatten(),
            to_text: self.phrase(&raw.to_text),
            how: self.phrases(&raw.how),
            deadline: deadline.flatten(),
            then: self.phrases(&raw.then),
            excluded: self.phrases(&raw.excluded),
            remains: self.phrases(&raw.remains),
            laws,
            section: section?,
            sources,
            note: self.optional(raw.note.as_ref()),
        })
    }

    fn entries(&mut self, file: FileId, raw: &[RawEntry]) -> Option<Vec<ListEntry>> {
        every(raw.iter().map(|one| {
            let sources = self.sources(file, &one.source);
            let section = self.link(file, &one.section);
            Some(ListEntry {
                id: one.id.to_string(),
                name: self.phrase(&one.name),
                description: self.optional(one.description.as_ref()),
                section: section?,
                sources,
            })
        }))
    }

    fn bound_course(&mut self, file: FileId, raw: &RawCourse) -> Course {
        let steps = raw.steps.iter().map(|step| CourseStep {
            title: step.title.to_string(),
            text: self.phrase(&step.text),
            sources: self.sources(file, &step.source),
        });
        Course { id: raw.id.to_string(), title: raw.title.to_string(), steps: steps.collect() }
    }

    /// The terms in the municipality's source, in alphabetical order.
    pub(super) fn terms(&self) -> Vec<&RawTerm> {
        let id = self.resolver.municipality.map_or("", |one| one.id.as_str());
        let own = self.content.glossary.iter().filter(|term| term.applies_to(id));
        let mut own: Vec<&RawTerm> = own.collect();
        own.sort_by_cached_key(|term| sort_key(&term.name));
        own
    }

    fn bound_terms(&mut self) -> Vec<Term> {
        let terms = self.terms();
        terms
            .into_iter()
            .map(|term| Term {
                id: term.id.to_string(),
                name: term.name.to_string(),
                said: term.said.iter().map(ToString::to_string).collect(),
                meaning: self.phrase(&term.meaning),
                // The glossary is shared, so a term may link to a section this municipality doesn't
                // have.
                read_on: term.read_on.as_ref().and_then(|page| self.link_to(page)),
                sources: self.headings_of(&term.source),
                editorial: term.editorial,
            })
            .collect()
    }

    /// The headings in the list that this municipality's source has.
    fn headings_of(&self, ids: &[Word]) -> Vec<Handle<SourceHeading>> {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        self.headings_named(&ids)
    }

    /// Links to the pages in the list that the municipality has.
    fn named(&self, pages: &[Word]) -> Vec<Link> {
        pages.iter().filter_map(|page| self.link_to(page)).collect()
    }

    fn shortcuts(&mut self, raw: &RawMunicipality) -> BTreeMap<usize, Shortcut> {
        let content = self.content;
        let mut bound = BTreeMap::new();
        for (at, shortcut) in content.search.shortcuts.iter().enumerate() {
            if !shortcut.holds_in(&raw.id) {
                continue;
            }
            if let Some(read_on) = self.link(content.search.file, &shortcut.section) {
                let answer = self.phrase(&shortcut.answer);
                let language = shortcut.language.as_ref().map(ToString::to_string);
                bound.insert(at, Shortcut { answer, language, read_on, ours: shortcut.ours });
            }
        }
        bound
    }

    fn hand_over(&mut self, raw: &RawMunicipality, pages: &[Page]) -> HandOver {
        let codes: &CodeFile = &self.content.codes;
        let mut offered = Vec::new();
        let mut offer = |list: &BTreeMap<String, Word>, word: &str, id: &str, item, name: &str| {
            offered.extend(list.get(id).map(|code| Offered {
                item,
                code: code.to_string(),
                value: format!("{word}:{id}"),
                name: name.to_owned(),
            }));
        };
        for (at, page) in pages.iter().enumerate().take(raw.sections.len()) {
            let item = Item::Section(Handle::new(at));
            offer(&codes.sections, "afsnit", &page.id, item, &page.short_title);
        }
        for (at, right) in raw.rights.iter().enumerate() {
            let item = Item::Right(Handle::new(at));
            offer(&codes.rights, "ret", &right.id, item, &right.title);
        }
        for (at, route) in raw.routes.iter().enumerate() {
            let item = Item::Route(Handle::new(at));
            offer(&codes.routes, "klagevej", &route.id, item, &route.title);
        }
        let sets = codes.sets.iter().map(|set| ready(set, &offered));
        let sets = sets.filter(|set| !set.code.is_empty()).collect();
        HandOver { offered, sets, elsewhere: BTreeMap::new() }
    }
}

/// All of them, or `None` if one is missing. Unlike `collect`, it goes on after the first that is
/// missing, so that each is reported.
pub(super) fn every<T>(items: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    let items: Vec<Option<T>> = items.collect();
    items.into_iter().collect()
}

/// The parts of a set that the municipality has.
fn ready(set: &RawSet, offered: &[Offered]) -> ReadySet {
    let of_value = |part: &Word| offered.iter().find(|one| one.value == **part);
    let parts: Vec<&Offered> = set.parts.iter().filter_map(of_value).collect();
    ReadySet {
        title: set.title.to_string(),
        code: parts.iter().map(|one| one.code.as_str()).collect(),
        names: parts.iter().map(|one| one.name.clone()).collect(),
    }
}

fn phone(number: &str) -> Phone {
    Phone { words: phone_words(number), href: phone_href(number) }
}
