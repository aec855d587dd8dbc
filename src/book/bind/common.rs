//! Binds what all municipalities share.

use std::sync::Arc;

use super::super::handle::{Handle, List};
use super::super::source::Citation;
use super::super::{Book, Emergency, Group, Link, SectionKind};
use super::local::every;
use super::refs::Binder;
use crate::content::address::PRIVACY;
use crate::content::{Content, RawMunicipality};
use crate::finding::{Finding, Thing};
use crate::markdown::resolve::law_words;

impl Binder<'_> {
    /// Everything but the municipalities.
    pub(super) fn common(&mut self, all: &Arc<Content>) -> Option<Book> {
        let content = self.content;
        let site = &content.site;
        self.check_doors();
        let groups: Vec<Group> = site
            .groups
            .iter()
            .map(|group| Group { id: group.id.to_string(), title: group.title.to_string() })
            .collect();
        let kinds = self.kinds();
        let pages: Vec<_> = content.pages.iter().map(|page| self.shared_page(page)).collect();
        let moved = content.ledger.iter().filter_map(|published| {
            let target = published.moved_to.as_ref()?;
            Some((published.path.to_string(), target.to_string()))
        });
        Some(Book {
            sources: Arc::clone(&content.sources),
            content: Arc::clone(all),
            words: Arc::clone(&content.words.value),
            name: site.name.to_string(),
            description: self.phrase(&site.description),
            emergency: Emergency {
                text: self.phrase(&site.emergency.text),
                origin: self.phrase(&site.emergency.origin),
            },
            exit: Link { href: site.exit.url.to_string(), text: site.exit.name.to_string() },
            groups: List::new(groups),
            kinds: List::new(kinds?),
            laws: List::new(self.citations()),
            noted: pages.iter().position(|page| page.id == PRIVACY),
            pages,
            moved: moved.collect(),
            municipalities: Vec::new(),
            search: Arc::clone(&content.search.value),
        })
    }

    fn kinds(&mut self) -> Option<Vec<SectionKind>> {
        let content = self.content;
        let file = content.sections.file;
        every(content.sections.iter().map(|kind| {
            let groups = &content.site.groups;
            let group = groups.iter().position(|group| *group.id == *kind.group);
            if group.is_none() && !kind.group.is_empty() {
                let message = format!("Gruppen »{}« findes ikke.", kind.group);
                let remedy = "Brug id'et på en [[gruppe]] i site.toml.";
                self.error(file, &kind.group, message, remedy);
            }
            let nearest = kind.nearest.as_ref().and_then(|nearest| {
                let found = content.sections.iter().position(|other| *other.id == **nearest);
                if found.is_none() {
                    let message = format!("Afsnittet »{nearest}« findes ikke.");
                    let remedy = "Brug id'et på et [[afsnit]] i denne fil.";
                    self.error(file, nearest, message, remedy);
                }
                found.map(Handle::new)
            });
            Some(SectionKind {
                id: kind.id.to_string(),
                title: kind.title.to_string(),
                group: Handle::new(group?),
                nearest,
            })
        }))
    }

    /// Checks that every door leads somewhere in every municipality.
    fn check_doors(&mut self) {
        let content = self.content;
        for door in &content.site.doors {
            let lacks = |one: &&RawMunicipality| one.page_address(&door.page).is_none();
            let lacking = content.municipalities.iter().find(lacks);
            if let Some(municipality) = lacking.filter(|_| !door.page.is_empty()) {
                let message = format!("Siden »{}« findes ikke.", door.page);
                let remedy = "En dør skal føre til en side, som alle kommuner har.";
                let place = content.site.place(door.page.span());
                let found = Finding::error("ukendt-henvisning", place, message, remedy);
                let own = Some(municipality.id.as_str());
                self.findings.push(found.lacking(Thing::Page, &door.page, own));
            }
        }
    }

    fn citations(&self) -> Vec<Citation> {
        let of_law = |law: &crate::content::Law| {
            let whole = Citation {
                id: law.id.to_string(),
                law: law.id.to_string(),
                number: None,
                words: law_words(law, None),
            };
            let paragraphs = law.paragraphs.iter().map(|paragraph| Citation {
                id: paragraph.id.to_string(),
                law: law.id.to_string(),
                number: Some(paragraph.number.to_string()),
                words: law_words(law, Some(paragraph)),
            });
            std::iter::once(whole).chain(paragraphs).collect::<Vec<_>>()
        };
        self.content.laws.iter().flat_map(of_law).collect()
    }

    /// Adds a finding, for rules that need more than a word.
    pub(super) fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }
}
