//! `/{k}`: the number first, then doors by need, then every page.

use askama::Template;

use crate::content::Municipality;
use crate::markdown;
use crate::render::components::{Call, Crumbs, Hero, Tools, call, local_heading, tools};
use crate::render::context::{Link, Local};
use crate::render::html::Html;
use crate::render::icon;
use crate::render::layout::{Page, Place, document, title};
use crate::render::names;
use crate::site::Document;

#[derive(Template)]
#[template(path = "municipality.html")]
struct Front {
    hero: Hero,
    doors: Vec<DoorView>,
    groups: Vec<GroupView>,
    tools: Tools,
}

struct DoorView {
    link: Link,
    text: Html,
    icon: String,
}

struct GroupView {
    title: String,
    links: Vec<Link>,
}

/// A municipality's front page.
pub fn page(local: &Local<'_>) -> Document {
    let municipality = local.municipality;
    let profile = &municipality.profile;
    let site = &local.whole.content.site;
    let what = local.html(&profile.entry_text);
    let front = Front {
        hero: Hero {
            crumbs: Crumbs::front(local),
            heading: local_heading(local, &site.name),
            brief: local.htmls(&profile.summary),
            call: call(local, None)
                .map(|call| Call { what: Some(what), ..call }.with_emergency(local)),
            call_first: true,
        },
        doors: doors(local),
        groups: groups(local),
        tools: tools(local, "", None, None),
    };
    let page = Page {
        title: title(&[&profile.name, &site.name]),
        description: profile
            .summary
            .first()
            .map(|text| markdown::plain(text, &local.resolver))
            .unwrap_or_default(),
        address: Some(municipality.address()),
        indexed: true,
        main: Html::from_template(&front),
    };
    document(Place::Local(local, ""), &page)
}

fn doors(local: &Local<'_>) -> Vec<DoorView> {
    let doors = local.whole.content.site.doors.iter();
    doors
        .filter_map(|door| {
            let href = local.resolver.target(&door.page)?.href();
            Some(DoorView {
                link: Link { href, text: door.title.to_string() },
                text: local.html(&door.text),
                icon: door.icon.to_string(),
            })
        })
        .collect()
}

/// The sections in their groups, then the pages made from data.
fn groups(local: &Local<'_>) -> Vec<GroupView> {
    let content = local.whole.content;
    let mut groups: Vec<GroupView> = content
        .site
        .groups
        .iter()
        .map(|group| {
            let kinds = content.sections.iter().filter(|kind| *kind.group == *group.id);
            let links = kinds.filter_map(|kind| short_link(local, &kind.id)).collect();
            GroupView { title: group.title.to_string(), links }
        })
        .filter(|group| !group.links.is_empty())
        .collect();
    let tools = ["find-vej", "frister", "rettigheder", "ordliste", "ikke-beskrevet", "hele"];
    let links = tools.iter().filter_map(|page| local.link(page)).collect();
    groups.push(GroupView { title: "Find og forstå".to_owned(), links });
    groups
}

fn short_link(local: &Local<'_>, page: &str) -> Option<Link> {
    let municipality: &Municipality = local.municipality;
    Some(Link {
        href: municipality.page_address(page)?,
        text: names::short(local.whole.content, municipality, page)?,
    })
}
