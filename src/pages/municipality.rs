//! `/{k}`: the number to call first, then doors by need, then all pages.

use askama::Template;

use crate::book::{Door, Group, Handle, Link, Role};
use crate::html::Html;
use crate::render::components::{
    Call, Crumbs, Hero, Tools, entry_call, front_tools, local_heading, rests,
};
use crate::render::context::Local;
use crate::render::icon;
use crate::render::layout::{Among, Sheet, document, title};
use crate::render::switch::OnPage;
use crate::site::Document;

#[derive(Template)]
#[template(path = "municipality.html")]
struct LocalFront<'a> {
    hero: Hero,
    doors: &'a [Door],
    groups: Vec<GroupView<'a>>,
    tools: Tools,
}

struct GroupView<'a> {
    title: &'a str,
    links: Vec<Link>,
}

pub fn page(local: &Local<'_>) -> Document {
    let own = local.municipality;
    let name = &local.book().name;
    let what = own.entry_text.clone();
    let call =
        entry_call(local).map(|call| Call { what: Some(what), ..call }.with_emergency(local));
    let front = LocalFront {
        hero: Hero {
            crumbs: Crumbs::front(local),
            heading: local_heading(local, name),
            rests: Some(rests(local)),
            brief: own.summary.clone(),
            call,
            action: None,
            call_first: true,
        },
        doors: &own.doors,
        groups: groups(local),
        tools: front_tools(local),
    };
    let page = Sheet {
        title: title(&[&own.name, name]),
        description: own.summary.first().map(|line| line.plain.clone()).unwrap_or_default(),
        address: Some(own.address()),
        indexed: true,
        main: Html::from_template(&front),
    };
    document(Among::Local(local, OnPage::Front), &page)
}

/// The sections by group, together with the other pages in each group.
fn groups<'a>(local: &Local<'a>) -> Vec<GroupView<'a>> {
    let groups = local.book().groups.with_handles().map(|(handle, group)| GroupView {
        title: &group.title,
        links: sections(local, handle).chain(local.municipality.grouped(handle)).collect(),
    });
    groups.filter(|group| !group.links.is_empty()).collect()
}

fn sections<'l>(local: &'l Local<'_>, group: Handle<Group>) -> impl Iterator<Item = Link> + 'l {
    let kinds = &local.book().kinds;
    let of_group = local.municipality.pages.iter().filter(move |page| match page.role {
        Role::Section(kind) => kinds[kind].group == group,
        Role::Beside | Role::Shared => false,
    });
    of_group.map(|page| Link { href: page.address.clone(), text: page.short_title.clone() })
}
