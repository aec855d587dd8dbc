//! Pages that editors write: a municipality's sections, its doors and questions, and the pages of
//! the whole site.

use std::collections::BTreeSet;

use askama::Template;

use crate::content;
use crate::markdown::{self, Block, EmbedKind, Part, Resolver};
use crate::render::components::{
    Crumbs, HeadingTag, Hero, PartView, RightCard, Tools, call, local_heading, parts, right_card,
    shared_parts, toc_of, tools,
};
use crate::render::context::{Link, Local, Whole};
use crate::render::html::Html;
use crate::render::icon;
use crate::render::layout::{Page, Place, document, title};
use crate::render::names;
use crate::site::{CachePolicy, Document};

#[derive(Template)]
#[template(path = "page.html")]
struct TextPage {
    hero: Hero,
    toc: Vec<Link>,
    parts: Vec<PartView>,
    rights: Vec<RightCard>,
    next: Vec<Link>,
    tools: Option<Tools>,
}

/// A page of a municipality.
pub fn local_page(local: &Local<'_>, written: &content::Page) -> Document {
    let front = &written.front;
    let rendered = markdown::page(written, &local.resolver, &mut BTreeSet::new());
    let parts = parts(local, &rendered);
    let short = names::short(local.whole.content, local.municipality, &written.id);
    let short = short.unwrap_or_default();
    let text = TextPage {
        hero: Hero {
            crumbs: Crumbs::local(local, &short),
            heading: local_heading(local, &front.title),
            brief: local.htmls(&front.summary),
            call: call(local, front.contact.as_deref()),
            call_first: false,
        },
        toc: toc_of(&parts),
        parts,
        rights: door_rights(local, &written.id),
        next: local.links(&front.see_also),
        tools: Some(tools(local, &written.id, front.short.as_deref(), Some(front))),
    };
    let profile = &local.municipality.profile;
    let page = Page {
        title: title(&[&short, &profile.name, &local.whole.content.site.name]),
        description: front
            .summary
            .first()
            .map(|text| markdown::plain(text, &local.resolver))
            .unwrap_or_default(),
        address: local.municipality.page_address(&written.id),
        indexed: true,
        main: Html::from_template(&text),
    };
    document(Place::Local(local, &written.id), &page)
}

/// The rights that are listed on a door page as well.
fn door_rights(local: &Local<'_>, door: &str) -> Vec<RightCard> {
    let rights = local.municipality.rights.iter();
    rights
        .filter(|right| right.doors.iter().any(|id| &**id == door))
        .map(|right| right_card(local, right, HeadingTag::P))
        .collect()
}

/// A page of the whole site.
pub fn shared_page(whole: &Whole<'_>, written: &content::Page) -> Document {
    let front = &written.front;
    let resolver = Resolver::new(whole.content, None);
    let rendered = markdown::page(written, &resolver, &mut BTreeSet::new());
    let parts = shared_parts(whole, &rendered);
    let html = |text| Html(markdown::inline(text, &resolver));
    let text = TextPage {
        hero: Hero {
            crumbs: Crumbs::shared(&front.title),
            heading: Html::text(&front.title),
            brief: front.summary.iter().map(html).collect(),
            ..Hero::default()
        },
        toc: toc_of(&parts),
        parts,
        rights: Vec::new(),
        next: Vec::new(),
        tools: None,
    };
    let page = Page {
        title: title(&[&front.title, &whole.content.site.name]),
        description: front
            .summary
            .first()
            .map(|text| markdown::plain(text, &resolver))
            .unwrap_or_default(),
        address: Some(format!("/{}", written.id)),
        indexed: true,
        main: Html::from_template(&text),
    };
    let made = document(Place::Shared(whole), &page);
    let per_request = rendered.parts.iter().any(shows_request);
    Document { cache: if per_request { CachePolicy::PerRequest } else { made.cache }, ..made }
}

/// Whether a part shows what the server noted about the request.
fn shows_request(part: &Part) -> bool {
    part.blocks.iter().any(|block| matches!(block, Block::Embed { kind: EmbedKind::Noted, .. }))
}
