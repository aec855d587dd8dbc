//! `/{k}/rettigheder`: every right of the source, drawn from `rettigheder.toml`.

use askama::Template;

use crate::content::Right;
use crate::content::address::split_fragment;
use crate::render::components::{
    Crumbs, HeadingTag, Hero, RightCard, Tools, call, local_heading, right_card, tools,
};
use crate::render::context::{Link, Local};
use crate::render::html::Html;
use crate::render::icon;
use crate::render::layout::{Page, Place, document, title};
use crate::site::Document;

#[derive(Template)]
#[template(path = "rights.html")]
struct Rights {
    hero: Hero,
    toc: Vec<Link>,
    groups: Vec<GroupView>,
    next: Vec<Link>,
    tools: Tools,
}

struct GroupView {
    id: String,
    title: String,
    rights: Vec<RightCard>,
}

/// The page of all rights.
pub fn page(local: &Local<'_>) -> Document {
    let groups = groups(local);
    let link =
        |group: &GroupView| Link { href: format!("#{}", group.id), text: group.title.clone() };
    let rights = Rights {
        hero: Hero {
            crumbs: Crumbs::local(local, "Rettigheder"),
            heading: local_heading(local, "Dine rettigheder"),
            call: call(local, None),
            ..Hero::default()
        },
        toc: groups.iter().map(link).collect(),
        groups,
        next: ["klage", "frister", "ikke-beskrevet"]
            .iter()
            .filter_map(|id| local.link(id))
            .collect(),
        tools: tools(local, "rettigheder", Some("rettigheder"), None),
    };
    let profile = &local.municipality.profile;
    let page = Page {
        title: title(&["Rettigheder", &profile.name, &local.whole.content.site.name]),
        description: format!("Alle rettigheder {}: frister, betingelser og love.", profile.within),
        address: local.municipality.page_address("rettigheder"),
        indexed: true,
        main: Html::from_template(&rights),
    };
    document(Place::Local(local, "rettigheder"), &page)
}

/// The rights by the group of the section they belong to, in the order of the groups.
fn groups(local: &Local<'_>) -> Vec<GroupView> {
    let groups = local.whole.content.site.groups.iter();
    groups
        .map(|group| {
            let rights = local.municipality.rights.iter();
            let rights = rights.filter(|right| group_of(local, right) == Some(&*group.id));
            GroupView {
                id: format!("gruppe-{}", group.id),
                title: group.title.to_string(),
                rights: rights.map(|right| right_card(local, right, HeadingTag::H3)).collect(),
            }
        })
        .filter(|group| !group.rights.is_empty())
        .collect()
}

fn group_of<'a>(local: &Local<'a>, right: &Right) -> Option<&'a str> {
    let (section, _) = split_fragment(&right.section);
    local.whole.content.section_kind(section).map(|kind| &*kind.group)
}
