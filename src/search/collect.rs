//! Book → documents: every section and page of every municipality as plain text.

use super::document::{DocumentPart, LawReference, Listing, SearchDocument};
use crate::book::record::{self, Field, Record};
use crate::book::{
    Block, Book, BuiltInPage, Citation, Contact, Handle, Municipality, Page, Part, Role,
};
use crate::content::BuiltInId;

/// All documents, municipality by municipality.
pub fn documents(book: &Book) -> Vec<SearchDocument> {
    book.municipalities.iter().flat_map(|own| Collector { book, own }.documents()).collect()
}

struct Collector<'b> {
    book: &'b Book,
    own: &'b Municipality,
}

impl Collector<'_> {
    fn documents(&self) -> Vec<SearchDocument> {
        let written = self.own.pages.iter().map(|page| self.page(page));
        let built_in = self.own.built_in.iter().filter_map(|(id, page)| self.built_in(*id, page));
        written.chain(built_in).collect()
    }

    fn page(&self, page: &Page) -> SearchDocument {
        let is_section = matches!(page.role, Role::Section(_));
        let summary: Vec<&str> = page.summary.iter().map(|line| line.plain.as_str()).collect();
        SearchDocument {
            municipality: self.own.id.clone(),
            listing: if is_section { Listing::Section } else { Listing::Page },
            id: page.id.clone(),
            address: page.address.clone(),
            title: page.title.clone(),
            summary: summary.join("\n"),
            parts: page.parts.iter().map(|part| self.part(part)).collect(),
            contacts: self.contacts(&page.parts),
            laws: self.laws(&page.laws),
        }
    }

    fn part(&self, part: &Part) -> DocumentPart {
        let heading = part.heading.as_ref().map(|one| (one.id.clone(), one.text.clone()));
        let embedded: Vec<String> = part.blocks.iter().map(|block| self.embedded(block)).collect();
        DocumentPart { heading, text: format!("{}{}", part.text, embedded.concat()) }
    }

    fn contacts(&self, parts: &[Part]) -> Vec<String> {
        let blocks = parts.iter().flat_map(|part| &part.blocks);
        let given = blocks.filter_map(|block| match block {
            Block::Contact(contact) => Some(&self.own.contacts[*contact]),
            _ => None,
        });
        given.map(reach).collect()
    }

    fn laws(&self, laws: &[Handle<Citation>]) -> Vec<LawReference> {
        let reference =
            |law: &Citation| LawReference { law: law.law.clone(), number: law.number.clone() };
        self.book.laws.all(laws).map(reference).collect()
    }

    /// What a block says beside its paragraphs, line by line.
    fn embedded(&self, block: &Block) -> String {
        let (book, own) = (self.book, self.own);
        let records: Vec<Record<'_>> = match block {
            Block::Contact(contact) => vec![record::contact(&own.contacts[*contact])],
            Block::AllContacts => own.contacts.iter().map(record::contact).collect(),
            Block::Right(right) => vec![record::right(book, own, &own.rights[*right])],
            Block::Route(route) => vec![record::route(book, own, &own.routes[*route])],
            Block::Course(course) => vec![record::course(&own.courses[*course])],
            Block::Offers(entries) => own.offers.all(entries).map(record::entry).collect(),
            Block::TargetGroups(entries) => {
                own.target_groups.all(entries).map(record::entry).collect()
            }
            Block::Text(_) | Block::Note(_) | Block::Emergency | Block::Noted => Vec::new(),
        };
        records.iter().map(text_of).collect()
    }

    /// A page without a file: its title and text are in `soegning.toml`.
    fn built_in(&self, id: BuiltInId, page: &BuiltInPage) -> Option<SearchDocument> {
        let (title, text) = page.listed.as_ref()?;
        let parts = match id {
            BuiltInId::Rights => self.rights(),
            BuiltInId::Glossary => self.glossary(),
            _ => Vec::new(),
        };
        Some(SearchDocument {
            municipality: self.own.id.clone(),
            listing: Listing::Page,
            id: id.path().to_owned(),
            address: page.address.clone(),
            title: title.clone(),
            summary: text.plain.clone(),
            parts,
            contacts: Vec::new(),
            laws: Vec::new(),
        })
    }

    fn rights(&self) -> Vec<DocumentPart> {
        let part = |right: &crate::book::Right| {
            let record = record::right(self.book, self.own, right);
            named(&right.id, &right.title, text_of(&record))
        };
        self.own.rights.iter().map(part).collect()
    }

    fn glossary(&self) -> Vec<DocumentPart> {
        let part = |term: &crate::book::Term| {
            let text = format!("{}\n{}", term.meaning.plain, term.said.join(", "));
            named(&term.id, &term.name, text)
        };
        self.own.terms.iter().map(part).collect()
    }
}

/// What a record says. Notes are ours, laws have terms of their own.
fn text_of(record: &Record<'_>) -> String {
    record.plain(|field| !matches!(field, Field::Law | Field::Note))
}

/// Who somebody is and how to reach them.
fn reach(contact: &Contact) -> String {
    const REACH: [Field; 4] = [Field::Phone, Field::Mail, Field::Address, Field::Web];
    record::contact(contact).plain(|field| REACH.contains(&field))
}

fn named(id: &str, name: &str, text: String) -> DocumentPart {
    DocumentPart { heading: Some((id.to_owned(), name.to_owned())), text }
}
