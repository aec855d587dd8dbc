//! `/{k}/hele`: the whole standard on one page, to print or to read offline.

use askama::Template;

use crate::book::{Link, Page};
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

/// The last part of its address.
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
    let Some(page) = local.built_in(ID) else { return Vec::new() };
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
        // This page has the most to carry in its first flight: its address is in words.
        tools: Tools { qr: None, ..built_in_tools(local, ID, page) }.with(local, gathered),
    };
    let sheet = Sheet {
        title: title(&[&page.words.short, &local.municipality.name, &local.book().name]),
        description: local.described(page),
        address: Some(page.address.clone()),
        indexed: true,
        main: Html::from_template(&whole),
    };
    let made = document(Among::Local(local, OnPage::built_in(ID)), &sheet);
    vec![(page.address.clone(), made)]
}

/// The parts of a section, and what they rest on, with ids that lead to them here.
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

/// Below the section's own heading, with ids that no other section has.
fn one_level_down(mut parts: Vec<PartView>, section: &str) -> Vec<PartView> {
    for part in &mut parts {
        if part.id.is_empty() {
            continue;
        }
        part.id = format!("{section}-{}", part.id);
        part.linked = false;
        part.tag = if part.tag == HeadingTag::H2 { HeadingTag::H3 } else { HeadingTag::H4 };
    }
    parts
}
