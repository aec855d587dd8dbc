//! `/{k}/hele`: the whole standard on one page, to print or to read offline.

use std::collections::BTreeMap;

use askama::Template;

use crate::book::{BuiltInPage, Link, Municipality, Page};
use crate::content::BuiltInId;
use crate::html::Html;
use crate::kind::PageKind;
use crate::render::components::{
    Gathered, HeadingTag, Hero, PartView, Tools, built_in_tools, parts,
};
use crate::render::context::Local;
use crate::render::icon;
use crate::render::layout::{Among, Sheet, document, title};
use crate::render::switch::OnPage;
use crate::site::Document;

/// All sections of a municipality on one page.
pub const KIND: PageKind = PageKind { short: true, make: Some(make), ..PageKind::new(ID) };

const ID: BuiltInId = BuiltInId::Whole;

#[derive(Template)]
#[template(path = "whole.html")]
struct WholePage<'a> {
    hero: Hero,
    toc: Vec<Link>,
    sections: Vec<SectionView<'a>>,
    tools: Tools,
}

struct SectionView<'a> {
    id: &'a str,
    title: &'a str,
    parts: Vec<PartView>,
}

fn make(local: &Local<'_>) -> Vec<(String, Document)> {
    let page = local.built_in(ID);
    page.map(|page| (page.address.clone(), on_one_page(local, page))).into_iter().collect()
}

/// The page as a self-contained file.
pub fn alone(local: &Local<'_>) -> Option<Document> {
    local.built_in(ID).map(|page| on_one_page(local, page))
}

/// Where sections and their parts are on this page: address → id.
pub fn places(municipality: &Municipality) -> BTreeMap<String, String> {
    let of_section = |section: &Page| {
        let (address, id) = (section.address.clone(), section.id.clone());
        let headings = section.parts.iter().filter_map(|part| part.heading.as_ref());
        let parts = headings.map(|heading| {
            (format!("{}#{}", section.address, heading.id), below(&section.id, &heading.id))
        });
        parts.chain([(address, id)]).collect::<Vec<_>>()
    };
    municipality.sections().flat_map(of_section).collect()
}

fn on_one_page(local: &Local<'_>, page: &BuiltInPage) -> Document {
    let mut gathered = Gathered::unlinked();
    let parts: Vec<_> =
        local.municipality.sections().map(|one| section_parts(local, one, &mut gathered)).collect();
    let views = local.municipality.sections().zip(parts).map(|(section, parts)| SectionView {
        id: &section.id,
        title: &section.title,
        parts: one_level_down(parts, &section.id),
    });
    let sections: Vec<SectionView<'_>> = views.collect();
    let link = |section: &SectionView<'_>| Link {
        href: format!("#{}", section.id),
        text: section.title.to_owned(),
    };
    let whole = WholePage {
        hero: Hero::built_in(local, page),
        toc: sections.iter().map(link).collect(),
        sections,
        // This page is the largest, so it leaves out the QR code to keep the first view small.
        tools: Tools { qr: None, ..built_in_tools(local, ID, page) }.with(local, gathered),
    };
    let sheet = Sheet {
        title: title(&[&page.words.short, &local.municipality.name, &local.book().name]),
        description: local.described(page),
        address: Some(page.address.clone()),
        indexed: true,
        main: Html::from_template(&whole),
    };
    document(Among::Local(local, OnPage::built_in(ID)), &sheet)
}

/// The parts of a section with ids that are unique on this page, and what they are based on.
fn section_parts(local: &Local<'_>, section: &Page, gathered: &mut Gathered) -> Vec<PartView> {
    let before = gathered.cited.len();
    let views = parts(local, &section.title, &section.parts, gathered);
    for one in &mut gathered.cited[before..] {
        one.href = match one.href.strip_prefix('#') {
            Some(id) => format!("#{}-{id}", section.id),
            None => format!("#{}", section.id),
        };
    }
    views
}

/// The id of a part, unique among all sections.
fn below(section: &str, part: &str) -> String {
    format!("{section}-{part}")
}

/// Moves the headings one level down and makes their ids unique.
fn one_level_down(mut parts: Vec<PartView>, section: &str) -> Vec<PartView> {
    for part in &mut parts {
        if part.id.is_empty() {
            continue;
        }
        part.id = below(section, &part.id);
        part.linked = false;
        part.tag = if part.tag == HeadingTag::H2 { HeadingTag::H3 } else { HeadingTag::H4 };
    }
    parts
}
