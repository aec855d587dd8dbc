//! Binds pages; each is rendered once.

use super::super::handle::Handle;
use super::super::page::{Block, BuiltInPage, Door, Heading, Page, Part, Role};
use super::super::text::Paragraphs;
use super::super::{Link, Term};
use super::refs::Binder;
use crate::content::words::PageWords;
use crate::content::{BuiltInId, FrontMatter, RawEntry, RawMunicipality, RawPage, Word};
use crate::finding::Finding;
use crate::html::Html;
use crate::markdown::{self, EmbedKind, RenderedBlock, RenderedPart};
use crate::source::{FileId, Place};

/// The id of an embed that stands for the whole list.
const ALL: &str = "alle";

impl Binder<'_> {
    /// A site-wide page.
    pub(super) fn shared_page(&mut self, page: &RawPage) -> Page {
        self.written_page(page, Role::Shared, format!("/{}", page.id), page.front.title.to_string())
    }

    /// The pages of a municipality: sections, then the others.
    pub(super) fn local_pages(&mut self, municipality: &RawMunicipality) -> Vec<Page> {
        let sections = municipality.sections.iter().map(|page| {
            let kind = self.content.sections.iter().position(|kind| *kind.id == *page.id);
            if kind.is_none() {
                self.report(unknown_section(page));
            }
            let title = kind.map(|at| self.content.sections[at].title.to_string());
            (page, kind.map_or(Role::Beside, |at| Role::Section(Handle::new(at))), title)
        });
        let sections: Vec<_> = sections.collect();
        let others = municipality.pages.iter().map(|page| (page, Role::Beside, None));
        let all: Vec<_> = sections.into_iter().chain(others).collect();
        all.into_iter()
            .map(|(page, role, title)| {
                let front = &page.front;
                let own = || front.short_title.as_ref().unwrap_or(&front.title).to_string();
                let address = format!("{}/{}", municipality.address(), page.id);
                self.written_page(page, role, address, title.unwrap_or_else(own))
            })
            .collect()
    }

    fn written_page(
        &mut self,
        page: &RawPage,
        role: Role,
        address: String,
        short_title: String,
    ) -> Page {
        let front = &page.front;
        let rendered = markdown::page(page, &self.resolver);
        let parts = rendered.parts.iter().map(|part| self.part(part)).collect();
        Page {
            id: page.id.clone(),
            file: page.file,
            role,
            address,
            title: front.title.to_string(),
            short_title,
            short_address: front.short.as_ref().map(ToString::to_string),
            summary: self.phrases(&front.summary),
            contact: front.contact.as_ref().and_then(|id| self.contact(page.file, id)),
            action: front.calculator.as_ref().and_then(|id| self.action(page.file, id)),
            parts,
            sources: self.sources(page.file, &front.source),
            laws: self.laws(page.file, &front.laws),
            see_also: self.see_also(page.file, front),
            owner: front.owner.as_ref().map(ToString::to_string),
            reviewed: front.reviewed.map(|day| day.0),
        }
    }

    /// A link to the calculator of a deadline.
    fn action(&mut self, file: FileId, id: &Word) -> Option<Link> {
        let at = self.deadline(file, id)?;
        let own = self.resolver.municipality?;
        let calculator = own.deadlines[at.position()].calculator.as_ref();
        if calculator.is_none() {
            let message = format!("Fristen »{id}« har ingen beregner.");
            self.error(file, id, message, "Vælg en frist med [frist.beregner], eller slet linjen.");
        }
        let href = format!("{}/frister/{id}", own.address());
        Some(Link { href, text: calculator?.title.to_string() })
    }

    fn see_also(&mut self, file: FileId, front: &FrontMatter) -> Vec<Link> {
        front.see_also.iter().filter_map(|reference| self.link(file, reference)).collect()
    }

    fn part(&self, part: &RenderedPart) -> Part {
        let heading = part.heading.as_ref().map(|heading| Heading {
            level: heading.level,
            id: heading.id.clone(),
            html: Html(heading.html.clone()),
            text: heading.text.clone(),
        });
        Part {
            heading,
            blocks: part.blocks.iter().filter_map(|block| self.block(block)).collect(),
            sources: self.headings_named(&part.source),
            laws: self.laws_named(&part.laws),
            text: part.text.clone(),
            said: part.said.clone(),
        }
    }

    /// An invalid embed is reported by the rule on references, which knows its place.
    fn block(&self, block: &RenderedBlock) -> Option<Block> {
        Some(match block {
            RenderedBlock::Html(html) => Block::Text(self.paragraphs(html)),
            RenderedBlock::Note(html) => Block::Note(self.paragraphs(html)),
            RenderedBlock::Embed { kind, id } => return self.embed(*kind, id),
        })
    }

    fn embed(&self, kind: EmbedKind, id: &str) -> Option<Block> {
        let own = self.resolver.municipality;
        Some(match kind {
            EmbedKind::AllContacts => Block::AllContacts,
            EmbedKind::Emergency => Block::Emergency,
            EmbedKind::Noted => Block::Noted,
            EmbedKind::Contact => Block::Contact(find(&own?.contacts, |one| *one.id == *id)?),
            EmbedKind::Right => Block::Right(find(&own?.rights, |one| *one.id == *id)?),
            EmbedKind::Route => Block::Route(find(&own?.routes, |one| *one.id == *id)?),
            EmbedKind::Course => Block::Course(find(&own?.courses, |one| *one.id == *id)?),
            EmbedKind::Offers => Block::Offers(entries(&own?.offers, id)),
            EmbedKind::TargetGroups => Block::TargetGroups(entries(&own?.target_groups, id)),
        })
    }

    fn paragraphs(&self, html: &str) -> Paragraphs {
        Paragraphs::from_marked(html, |id| self.term(id))
    }

    /// The glossary term, if this municipality's source uses it.
    fn term(&self, id: &str) -> Option<Handle<Term>> {
        self.terms().iter().position(|term| *term.id == *id).map(Handle::new)
    }

    /// The generated pages.
    pub(super) fn built_in_pages(
        &mut self,
        municipality: &RawMunicipality,
    ) -> std::collections::BTreeMap<BuiltInId, BuiltInPage> {
        let content = self.content;
        let mut made = std::collections::BTreeMap::new();
        for built_in in content.built_in.iter().filter(|one| (one.needs)(municipality)) {
            let id = built_in.id.path();
            let Some(words) = content.words.page(built_in.id) else {
                self.report(unnamed(id));
                continue;
            };
            let next = content.site.next.get(id).map_or(&[][..], Vec::as_slice);
            let next = next.iter().filter_map(|reference| self.link_to(reference)).collect();
            let instead = words.offline.as_ref().map_or(&[][..], |words| &words.instead);
            let instead = instead.iter().filter_map(|page| self.link_to(page)).collect();
            let listed = content.search.pages.iter().find(|page| *page.id == *id);
            let listed = listed.map(|page| (page.title.to_string(), self.phrase(&page.text)));
            let words: PageWords = words.clone();
            let address = format!("{}/{}", municipality.address(), id);
            let page = BuiltInPage { address, words, short: built_in.short, listed, next, instead };
            made.insert(built_in.id, page);
        }
        made
    }

    pub(super) fn doors(&mut self) -> Vec<Door> {
        let content = self.content;
        let doors = content.site.doors.iter().filter_map(|door| {
            let link = self.link_to(&door.page)?;
            let link = Link { text: door.title.to_string(), ..link };
            Some(Door { link, text: self.phrase(&door.text), icon: door.icon })
        });
        doors.collect()
    }
}

fn find<R, B>(list: &[R], is: impl Fn(&R) -> bool) -> Option<Handle<B>> {
    list.iter().position(is).map(Handle::new)
}

fn entries<B>(list: &[RawEntry], id: &str) -> Vec<Handle<B>> {
    let wanted = |entry: &RawEntry| id.is_empty() || id == ALL || entry.id.as_str() == id;
    let found = list.iter().enumerate().filter(|(_, entry)| wanted(entry));
    found.map(|(at, _)| Handle::new(at)).collect()
}

fn unknown_section(page: &RawPage) -> Finding {
    Finding::error(
        "ukendt-afsnit",
        Place::start_of(page.file),
        format!("Afsnittet »{}« står ikke i afsnit.toml.", page.id),
        "Ret filens navn, eller tilføj afsnittet i afsnit.toml.",
    )
}

fn unnamed(page: &str) -> Finding {
    Finding::file_error(
        "side-uden-navn",
        crate::content::words::PATH,
        format!("Siden »{page}« har ikke noget navn."),
        format!("Skriv [sider.{page}] med kort, titel og beskrivelse."),
    )
}
