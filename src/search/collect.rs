//! Content → documents: every section and page of every municipality as plain text.

use std::collections::BTreeSet;

use super::document::{Document, Kind, LawReference, Part};
use crate::content::search_words::BuiltInPage;
use crate::content::{
    Contact, Content, Course, Entry, Municipality, Page, Right, Route, Text, Word,
};
use crate::markdown::{self, Block, EmbedKind, Resolver};

/// The whole list of something, in an embed.
const ALL: &str = "alle";

/// All documents, municipality by municipality.
pub fn documents(content: &Content) -> Vec<Document> {
    content.municipalities.iter().flat_map(|one| Collector::new(content, one).documents()).collect()
}

struct Collector<'a> {
    content: &'a Content,
    municipality: &'a Municipality,
    resolver: Resolver<'a>,
}

impl<'a> Collector<'a> {
    fn new(content: &'a Content, municipality: &'a Municipality) -> Self {
        let resolver = Resolver::new(content, Some(municipality));
        Self { content, municipality, resolver }
    }

    fn documents(&self) -> Vec<Document> {
        let sections = self.municipality.sections.iter().map(|page| self.page(page, Kind::Section));
        let pages = self.municipality.pages.iter().map(|page| self.page(page, Kind::Page));
        let built_in = self.content.search.pages.iter().map(|page| self.built_in(page));
        sections.chain(pages).chain(built_in).collect()
    }

    fn page(&self, page: &Page, kind: Kind) -> Document {
        let rendered = markdown::page(page, &self.resolver, &mut BTreeSet::new());
        let summary: Vec<String> = page.front.summary.iter().map(|line| self.plain(line)).collect();
        Document {
            municipality: self.municipality.id.clone(),
            kind,
            id: page.id.clone(),
            address: self.address(&page.id),
            title: page.front.title.to_string(),
            summary: summary.join("\n"),
            parts: rendered.parts.iter().map(|part| self.part(part)).collect(),
            contacts: self.contacts(&rendered.parts),
            laws: page.front.laws.iter().filter_map(|law| self.law(law)).collect(),
        }
    }

    fn address(&self, id: &str) -> String {
        format!("{}/{id}", self.municipality.address())
    }

    fn part(&self, part: &markdown::Part) -> Part {
        let heading = part.heading.as_ref().map(|one| (one.id.clone(), one.text.clone()));
        let embedded: Vec<String> = part.blocks.iter().map(|block| self.embedded(block)).collect();
        Part { heading, text: format!("{}{}", part.text, embedded.concat()) }
    }

    fn contacts(&self, parts: &[markdown::Part]) -> Vec<String> {
        let blocks = parts.iter().flat_map(|part| &part.blocks);
        let given = blocks.filter_map(|block| match block {
            Block::Embed { kind: EmbedKind::Contact, id } => self.municipality.contact(id),
            _ => None,
        });
        given.map(|contact| reach(contact).collect::<Vec<_>>().join("\n")).collect()
    }

    fn law(&self, id: &str) -> Option<LawReference> {
        let (law, paragraph) = self.content.law(id)?;
        let number = paragraph.map(|paragraph| paragraph.number.to_string());
        Some(LawReference { law: law.id.to_string(), number })
    }

    fn plain(&self, text: &Text) -> String {
        markdown::plain(text, &self.resolver)
    }

    fn plains<'t>(&self, texts: impl IntoIterator<Item = &'t Text>) -> String {
        let lines: Vec<String> = texts.into_iter().map(|text| self.plain(text)).collect();
        lines.join("\n")
    }

    /// What an embed says, line by line.
    fn embedded(&self, block: &Block) -> String {
        let Block::Embed { kind, id } = block else { return String::new() };
        let one = self.municipality;
        match kind {
            EmbedKind::Contact => lines(one.contact(id).map(|found| self.contact(found))),
            EmbedKind::AllContacts => lines(one.contacts.iter().map(|found| self.contact(found))),
            EmbedKind::Right => lines(one.right(id).map(|found| self.right(found))),
            EmbedKind::Route => lines(one.route(id).map(|found| self.route(found))),
            EmbedKind::Course => {
                let course = one.courses.iter().find(|course| course.id.as_str() == id);
                lines(course.map(|found| self.course(found)))
            }
            EmbedKind::Offers => self.entries(&one.offers, id),
            EmbedKind::TargetGroups => self.entries(&one.target_groups, id),
            EmbedKind::Emergency | EmbedKind::Noted => String::new(),
        }
    }

    fn contact(&self, contact: &Contact) -> String {
        let role = self.plain(&contact.role);
        reach(contact).chain([role]).collect::<Vec<_>>().join("\n")
    }

    fn right(&self, right: &Right) -> String {
        let main = [&right.who, &right.what];
        self.plains(main.into_iter().chain(&right.conditions).chain(&right.exceptions))
    }

    fn route(&self, route: &Route) -> String {
        let main = [&route.about, &route.to_text];
        let steps = route.how.iter().chain(&route.then).chain(&route.excluded);
        format!("{}\n{}", route.title, self.plains(main.into_iter().chain(steps)))
    }

    fn course(&self, course: &Course) -> String {
        let steps = course.steps.iter();
        let steps: Vec<String> =
            steps.map(|step| format!("{}: {}", step.title, self.plain(&step.text))).collect();
        steps.join("\n")
    }

    fn entries(&self, entries: &[Entry], id: &str) -> String {
        let wanted = entries.iter().filter(|entry| id == ALL || entry.id.as_str() == id);
        lines(wanted.map(|entry| self.plains([&entry.name].into_iter().chain(&entry.description))))
    }

    /// A page without a file: its title and text stand in `soegning.toml`.
    fn built_in(&self, page: &BuiltInPage) -> Document {
        let parts = match &*page.id {
            "rettigheder" => self.rights(),
            "ordliste" => self.glossary(),
            _ => Vec::new(),
        };
        Document {
            municipality: self.municipality.id.clone(),
            kind: Kind::Page,
            id: page.id.to_string(),
            address: self.address(&page.id),
            title: page.title.to_string(),
            summary: self.plain(&page.text),
            parts,
            contacts: Vec::new(),
            laws: Vec::new(),
        }
    }

    fn rights(&self) -> Vec<Part> {
        let part = |right: &Right| named(&right.id, &right.title, self.right(right));
        self.municipality.rights.iter().map(part).collect()
    }

    fn glossary(&self) -> Vec<Part> {
        let here = |term: &&crate::content::Term| term.applies_to(&self.municipality.id);
        let part = |term: &crate::content::Term| {
            let said: Vec<&str> = term.said.iter().map(|word| &**word).collect();
            let text = format!("{}\n{}", self.plain(&term.meaning), said.join(", "));
            named(&term.id, &term.name, text)
        };
        self.content.glossary.iter().filter(here).map(part).collect()
    }
}

/// Who somebody is and how to reach them.
fn reach(contact: &Contact) -> impl Iterator<Item = String> {
    let phone = contact.phone.as_ref().map(|phone| markdown::resolve::phone_words(phone));
    let mail = contact.mail.as_ref().map(ToString::to_string);
    let address = contact.address.iter().flatten().map(ToString::to_string);
    let web = contact.web.as_ref().map(|web| web.name.to_string());
    let name = contact.name.to_string();
    [name].into_iter().chain(phone).chain(mail).chain(address).chain(web)
}

fn named(id: &Word, name: &Word, text: String) -> Part {
    Part { heading: Some((id.to_string(), name.to_string())), text }
}

fn lines(texts: impl IntoIterator<Item = String>) -> String {
    texts.into_iter().flat_map(|text| [text, "\n".to_owned()]).collect()
}
