//! `/{k}/rettigheder`: all rights in the source.

use askama::Template;

use crate::book::{Link, Right, record};
use crate::content::BuiltInId;
use crate::html::Html;
use crate::kind::PageKind;
use crate::render::components::{
    Gathered, HeadingTag, Hero, RecordCard, Tools, built_in_tools, record_card,
};
use crate::render::context::Local;
use crate::render::icon;
use crate::render::layout::{Among, Sheet, document, title};
use crate::render::switch::OnPage;
use crate::site::Document;

pub const KIND: PageKind = PageKind { short: true, make: Some(make), ..PageKind::new(ID) };

const ID: BuiltInId = BuiltInId::Rights;

#[derive(Template)]
#[template(path = "rights.html")]
struct Rights<'a> {
    hero: Hero,
    toc: Vec<Link>,
    groups: Vec<RightsGroup>,
    next: &'a [Link],
    tools: Tools,
}

struct RightsGroup {
    id: String,
    title: String,
    rights: Vec<RecordCard>,
}

fn make(local: &Local<'_>) -> Vec<(String, Document)> {
    let Some(page) = local.built_in(ID) else { return Vec::new() };
    let mut gathered = Gathered::linked();
    let groups = groups(local, &mut gathered);
    let link =
        |group: &RightsGroup| Link { href: format!("#{}", group.id), text: group.title.clone() };
    let rights = Rights {
        hero: Hero::built_in(local, page),
        toc: groups.iter().map(link).collect(),
        groups,
        next: &page.next,
        tools: built_in_tools(local, ID, page).with(local, gathered),
    };
    let sheet = Sheet {
        title: title(&[&page.words.short, &local.municipality.name, &local.book().name]),
        description: local.described(page),
        address: Some(page.address.clone()),
        indexed: true,
        main: Html::from_template(&rights),
    };
    let made = document(Among::Local(local, OnPage::built_in(ID)), &sheet);
    vec![(page.address.clone(), made)]
}

/// The rights by the group of their section, in the order of the groups.
fn groups(local: &Local<'_>, gathered: &mut Gathered) -> Vec<RightsGroup> {
    let own = local.municipality;
    let mut card = |right: &Right| {
        let card = record_card(local, record::right(local.book(), own, right));
        gathered.card(card.listed(&right.id, &right.section, HeadingTag::H3))
    };
    let groups = local.book().groups.with_handles().map(|(handle, group)| {
        let rights =
            own.rights.iter().filter(|right| local.book().kinds[right.kind].group == handle);
        RightsGroup {
            id: format!("gruppe-{}", group.id),
            title: group.title.clone(),
            rights: rights.map(&mut card).collect(),
        }
    });
    groups.filter(|group| !group.rights.is_empty()).collect()
}
