//! `/{k}/udlevering`: choose what to hand over; and the sheet, the code and the short address that
//! come of it.

use askama::Template;

use crate::content::{Deadline, Page as Section, Right, Route, Word};
use crate::guidance::handover::{self, Item, Kind, Selection, Thing};
use crate::render::components::{Call, Crumbs, call, citation, local_heading};
use crate::render::context::{Link, Local};
use crate::render::html::Html;
use crate::render::icon;
use crate::render::layout::{Page, Place, document, title};
use crate::render::qr::qr;
use crate::site::{CachePolicy, Document};

/// The id of the page.
const ID: &str = "udlevering";
/// What it is called.
const NAME: &str = "Saml sider";

#[derive(Template)]
#[template(path = "handover-choose.html")]
struct ChoosePage {
    crumbs: Crumbs,
    heading: Html,
    call: Option<Call>,
    action: String,
    nothing: bool,
    groups: Vec<Group>,
}

/// What can be chosen, of one kind.
struct Group {
    title: &'static str,
    choices: Vec<Choice>,
}

struct Choice {
    value: String,
    name: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "handover.html")]
struct SheetPage<'a> {
    crumbs: Crumbs,
    heading: Html,
    call: Option<Call>,
    absent: Vec<String>,
    unknown: bool,
    sheets: Vec<Sheet>,
    address: &'a str,
    /// Whether the address is whole: the operator has said where the site is.
    is_whole: bool,
    qr: Option<Html>,
    message: String,
    choose: String,
    source: &'a str,
    trust: &'a str,
    today: String,
}

/// One thing that is handed over.
struct Sheet {
    link: Link,
    lines: Vec<Html>,
    citation: String,
}

/// The form. `side` is the section the reader came from; `nothing` whether the form was sent with
/// nothing chosen.
pub fn choose(local: &Local<'_>, side: Option<&str>, nothing: bool) -> Document {
    let group = |title, kind| Group { title, choices: choices(local, kind, side) };
    let view = ChoosePage {
        crumbs: Crumbs::local(local, NAME),
        heading: local_heading(local, "Saml sider til en anden"),
        call: call(local, None),
        action: local.municipality.page_address(ID).unwrap_or_default(),
        nothing,
        groups: vec![
            group("Sider", Kind::Section),
            group("Enkelte rettigheder", Kind::Right),
            group("Enkelte klageveje", Kind::Route),
        ],
    };
    finished(local, Html::from_template(&view))
}

fn choices(local: &Local<'_>, kind: Kind, side: Option<&str>) -> Vec<Choice> {
    let all = handover::all(local.whole.content, local.municipality).into_iter();
    let of_kind = all.filter(|item| item.kind == kind);
    of_kind
        .filter_map(|item| {
            let name = handover::name(&item, local.whole.content, local.municipality)?;
            let chosen = kind == Kind::Section && side == Some(item.id.as_str());
            Some(Choice { value: item.value(), name, chosen })
        })
        .collect()
}

/// The sheet. `base` is the site's own address without a trailing slash, where it is known; `code` is
/// what the selection was read from, as it is to be written.
pub fn sheet(local: &Local<'_>, selection: &Selection, code: &str, base: Option<&str>) -> Document {
    let own = local.municipality;
    let (is_whole, base) = (base.is_some(), base.unwrap_or_default());
    let address = format!("{base}/{}/u/{code}", own.profile.short);
    let absent = selection.absent.iter();
    let view = SheetPage {
        crumbs: Crumbs::local(local, NAME),
        heading: local_heading(local, "Sider til dig"),
        call: call(local, None),
        absent: absent.filter_map(|item| handover::name(item, local.whole.content, own)).collect(),
        unknown: selection.unknown > 0,
        sheets: selection.items.iter().filter_map(|item| one(local, item, base)).collect(),
        is_whole,
        qr: is_whole.then(|| qr(&address)).flatten(),
        message: handover::message(&address),
        address: &address,
        choose: own.page_address(ID).unwrap_or_default(),
        source: &own.profile.source.title,
        trust: &local.trust.sentence,
        today: crate::markdown::resolve::date_words(crate::content::Day(local.whole.today)),
    };
    finished(local, Html::from_template(&view))
}

fn one(local: &Local<'_>, item: &Item, base: &str) -> Option<Sheet> {
    let thing = handover::thing(item, local.municipality)?;
    let name = handover::name(item, local.whole.content, local.municipality)?;
    let (reference, sources) = match thing {
        Thing::Section(page) => (page.id.clone(), &page.front.source),
        Thing::Right(right) => (format!("rettigheder#{}", right.id), &right.source),
        Thing::Route(route) => (route.section.to_string(), &route.source),
    };
    let href = local.resolver.target(&reference)?.href();
    let citation = citation(local, &name, sources, &format!("{base}{href}"));
    Some(Sheet { link: Link { href, text: name }, lines: lines(local, thing), citation })
}

fn lines(local: &Local<'_>, thing: Thing<'_>) -> Vec<Html> {
    match thing {
        Thing::Section(page) => section_lines(local, page),
        Thing::Right(right) => right_lines(local, right),
        Thing::Route(route) => route_lines(local, route),
    }
}

fn section_lines(local: &Local<'_>, page: &Section) -> Vec<Html> {
    local.htmls(&page.front.summary)
}

fn right_lines(local: &Local<'_>, right: &Right) -> Vec<Html> {
    let mut lines = vec![local.html(&right.what)];
    lines.extend(deadline(local, right.deadline.as_ref()));
    lines.extend(local.htmls(&right.conditions));
    lines.extend(local.htmls(&right.exceptions));
    lines
}

fn route_lines(local: &Local<'_>, route: &Route) -> Vec<Html> {
    let mut lines = vec![local.html(&route.about), local.html(&route.to_text)];
    let contact = route.to.as_ref().and_then(|to| local.municipality.contact(to));
    let address = contact.and_then(|contact| contact.address.as_ref());
    if let Some(address) = address {
        let words: Vec<&str> = address.iter().map(|line| &**line).collect();
        lines.push(Html::text(&words.join(", ")));
    }
    lines.extend(contact.and_then(|contact| contact.note.as_ref()).map(|note| local.html(note)));
    lines.extend(deadline(local, route.deadline.as_ref()));
    lines.extend(local.htmls(&route.excluded));
    lines
}

fn deadline(local: &Local<'_>, id: Option<&Word>) -> Option<Html> {
    let deadline = local.municipality.deadline(id?)?;
    let from = local.html(&deadline.from);
    Some(Html(format!("Frist: {} efter, at {}.", Deadline::words(deadline), from.0)))
}

fn finished(local: &Local<'_>, main: Html) -> Document {
    let profile = &local.municipality.profile;
    let page = Page {
        title: title(&[NAME, &profile.name, &local.whole.content.site.name]),
        description: format!("Sider om hjælp {}, samlet til at give videre.", profile.within),
        main,
        ..Page::default()
    };
    // What somebody has chosen for somebody is theirs.
    Document { cache: CachePolicy::Never, ..document(Place::Local(local, ID), &page) }
}
