//! Pages written by editors: a municipality's sections and other pages, and the site-wide pages.

use askama::Template;

use crate::book::{Block, Handle, Link, Page, record};
use crate::html::Html;
use crate::render::components::{
    Crumbs, Gathered, Hero, Origin, PartView, RecordCard, Tools, call, page_tools, parts,
    record_card, rests, shared_parts, toc_of,
};
use crate::render::context::{Local, Whole};
use crate::render::icon;
use crate::render::layout::{Among, Sheet, document, title};
use crate::render::switch::OnPage;
use crate::site::{CachePolicy, Document};

#[derive(Template)]
#[template(path = "page.html")]
struct TextPage<'a> {
    hero: Hero,
    toc: Vec<Link>,
    parts: Vec<PartView>,
    rights: Vec<RecordCard>,
    next: &'a [Link],
    tools: Option<Tools>,
}

pub fn local_page(local: &Local<'_>, handle: Handle<Page>) -> Document {
    let page = &local.municipality.pages[handle];
    let mut gathered = Gathered::linked();
    gathered.cite(String::new(), &page.short_title, Origin::new(local, &page.sources, &[]));
    let parts = parts(local, &page.short_title, &page.parts, &mut gathered);
    let rights = door_rights(local, handle, &mut gathered);
    let text = TextPage {
        hero: Hero {
            crumbs: Crumbs::local(local, &page.short_title),
            heading: Html::text(&page.title),
            rests: Some(rests(local)),
            brief: page.summary.clone(),
            call: call(local, page.contact),
            action: page.action.clone(),
            call_first: false,
        },
        toc: toc_of(&parts),
        parts,
        rights,
        next: &page.see_also,
        tools: Some(page_tools(local, page).with(local, gathered)),
    };
    let sheet = Sheet {
        title: title(&[&page.short_title, &local.municipality.name, &local.book().name]),
        description: description(page),
        address: Some(page.address.clone()),
        indexed: true,
        main: Html::from_template(&text),
    };
    document(Among::Local(local, OnPage::Written(page)), &sheet)
}

fn description(page: &Page) -> String {
    page.summary.first().map(|line| line.plain.clone()).unwrap_or_default()
}

/// The rights that are also listed on this page.
fn door_rights(local: &Local<'_>, door: Handle<Page>, gathered: &mut Gathered) -> Vec<RecordCard> {
    let own = local.municipality;
    let rights = own.rights.iter().filter(|right| right.doors.contains(&door));
    let card = |right| record_card(local, record::right(local.book(), own, right));
    rights.map(|right| gathered.card(card(right))).collect()
}

/// A site-wide page.
pub fn shared_page(whole: &Whole<'_>, page: &Page) -> Document {
    let parts = shared_parts(whole, &page.parts);
    let text = TextPage {
        hero: Hero {
            crumbs: Crumbs::shared(&page.title),
            heading: Html::text(&page.title),
            brief: page.summary.clone(),
            ..Hero::default()
        },
        toc: toc_of(&parts),
        parts,
        rights: Vec::new(),
        next: &[],
        tools: None,
    };
    let sheet = Sheet {
        title: title(&[&page.title, &whole.book.name]),
        description: description(page),
        address: Some(page.address.clone()),
        indexed: true,
        main: Html::from_template(&text),
    };
    let made = document(Among::Shared(whole), &sheet);
    let per_request = page.parts.iter().flat_map(|part| &part.blocks);
    let per_request = per_request.into_iter().any(|block| matches!(block, Block::Noted));
    Document { cache: if per_request { CachePolicy::PerRequest } else { made.cache }, ..made }
}
