//! What a visitor sees when an address leads nowhere, or when we have made a mistake.

use askama::Template;

use crate::render::components::{Crumbs, Hero, call, local_heading};
use crate::render::context::{Link, Local, Whole};
use crate::render::html::Html;
use crate::render::icon;
use crate::render::layout::{Page, Place, document, title};
use crate::site::Document;

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    hero: Hero,
    lines: Vec<&'static str>,
    search: Option<String>,
    links_title: &'static str,
    links: Vec<Link>,
}

const LOST: &str = "Siden findes ikke";
const MAYBE: [&str; 2] = [
    "Måske er adressen skrevet forkert. Måske er siden flyttet.",
    "Du kan søge efter det, du leder efter, eller vælge en af siderne herunder.",
];

/// For an address within a municipality that leads nowhere.
pub fn not_found(local: &Local<'_>) -> Document {
    let likely = ["indgang", "klage", "rettigheder", "ordliste", "ikke-beskrevet", "hele"];
    let error = ErrorPage {
        hero: Hero {
            crumbs: Crumbs::local(local, LOST),
            heading: local_heading(local, LOST),
            call: call(local, None),
            ..Hero::default()
        },
        lines: MAYBE.to_vec(),
        search: local.municipality.page_address("soeg"),
        links_title: "Måske leder du efter",
        links: likely.iter().filter_map(|page| local.link(page)).collect(),
    };
    let profile = &local.municipality.profile;
    let page = Page {
        title: title(&[LOST, &profile.name, &local.whole.content.site.name]),
        main: Html::from_template(&error),
        ..Page::default()
    };
    document(Place::Local(local, ""), &page)
}

/// For an address that names no municipality.
pub fn lost(whole: &Whole<'_>) -> Document {
    let lines = vec![
        "Måske er adressen skrevet forkert. Måske er siden flyttet.",
        "Vælg din kommune. Så får du et nummer, du kan ringe til, og du kan søge.",
    ];
    shared(whole, LOST, lines)
}

/// For a fault of ours.
pub fn fault(whole: &Whole<'_>) -> Document {
    let lines = vec![
        "Fejlen er vores, ikke din. Prøv igen om lidt.",
        "Virker det ikke, så vælg din kommune herunder. Der finder du et nummer, du kan ringe til.",
    ];
    shared(whole, "Der gik noget galt hos os", lines)
}

fn shared(whole: &Whole<'_>, heading: &str, lines: Vec<&'static str>) -> Document {
    let choices = whole.content.municipalities.iter().map(|municipality| Link {
        href: municipality.address(),
        text: municipality.profile.name.to_string(),
    });
    let error = ErrorPage {
        hero: Hero {
            crumbs: Crumbs::shared(heading),
            heading: Html::text(heading),
            ..Hero::default()
        },
        lines,
        search: None,
        links_title: "Vælg din kommune",
        links: choices.collect(),
    };
    let page = Page {
        title: title(&[heading, &whole.content.site.name]),
        main: Html::from_template(&error),
        ..Page::default()
    };
    document(Place::Shared(whole), &page)
}
