//! `/{k}/hele`: the whole standard on one page, to print or to read offline.

use std::collections::BTreeSet;

use askama::Template;

use crate::markdown::{self, Block};
use crate::render::components::{
    Crumbs, HeadingTag, Hero, PartView, Tools, call, local_heading, parts, terms, tools,
};
use crate::render::context::{Link, Local};
use crate::render::html::Html;
use crate::render::icon;
use crate::render::layout::{Page, Place, document, title};
use crate::site::Document;

#[derive(Template)]
#[template(path = "whole.html")]
struct Whole {
    hero: Hero,
    toc: Vec<Link>,
    sections: Vec<SectionView>,
    tools: Tools,
}

struct SectionView {
    id: String,
    title: String,
    parts: Vec<PartView>,
}

/// All sections of a municipality on one page.
pub fn page(local: &Local<'_>) -> Document {
    let mut seen = BTreeSet::new();
    let sections: Vec<SectionView> = local
        .municipality
        .sections
        .iter()
        .map(|section| {
            let mut rendered = markdown::page(section, &local.resolver, &mut seen);
            let blocks = rendered.parts.iter_mut().flat_map(|part| &mut part.blocks);
            blocks.for_each(|block| match block {
                Block::Terms(ids) => *block = Block::Html(terms(local, ids, false).0),
                block => unlink_words(block),
            });
            SectionView {
                id: section.id.clone(),
                title: section.front.title.to_string(),
                parts: one_level_down(parts(local, &rendered), &section.id),
            }
        })
        .collect();
    let link = |section: &SectionView| Link {
        href: format!("#{}", section.id),
        text: section.title.clone(),
    };
    let whole = Whole {
        hero: Hero {
            crumbs: Crumbs::local(local, "Det hele samlet"),
            heading: local_heading(local, "Det hele på én side"),
            call: call(local, None),
            ..Hero::default()
        },
        toc: sections.iter().map(link).collect(),
        sections,
        // This page has the most to carry in its first flight: its address stands in words.
        tools: Tools { qr: None, ..tools(local, "hele", Some("hele"), None) },
    };
    let profile = &local.municipality.profile;
    let page = Page {
        title: title(&["Det hele samlet", &profile.name, &local.whole.content.site.name]),
        description: format!("Alle afsnit om hjælp {}, samlet til print.", profile.within),
        address: local.municipality.page_address("hele"),
        indexed: true,
        main: Html::from_template(&whole),
    };
    document(Place::Local(local, "hele"), &page)
}

/// Here the explanation under the text is enough: on paper no word leads to the word list.
fn unlink_words(block: &mut Block) {
    const MARK: &str = "\" class=\"ord\">";
    let (Block::Html(html) | Block::Note(html)) = block else { return };
    while let Some(mark) = html.find(MARK) {
        let Some(start) = html[..mark].rfind("<a ") else { return };
        let inner = mark + MARK.len();
        let Some(length) = html[inner..].find("</a>") else { return };
        html.replace_range(inner + length..inner + length + "</a>".len(), "");
        html.replace_range(start..inner, "");
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_their_link_and_nothing_else_does() {
        let html = "<p><a href=\"/x/ordliste#a\" class=\"ord\">a</a> og <a href=\"/x/b\">b</a></p>";
        let mut block = Block::Html(html.to_owned());
        unlink_words(&mut block);
        assert_eq!(block, Block::Html("<p>a og <a href=\"/x/b\">b</a></p>".to_owned()));
    }
}
