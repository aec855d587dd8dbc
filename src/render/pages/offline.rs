//! What stands in an export where the program would compute an answer: that it can't be had there,
//! and what to do instead.

use std::collections::BTreeMap;

use askama::Template;

use crate::content::Municipality;
use crate::render::components::{Crumbs, Hero, call, local_heading};
use crate::render::context::{Link, Local, Whole};
use crate::render::html::Html;
use crate::render::icon;
use crate::render::layout::{Page, Place, document, title};
use crate::site::Document;

#[derive(Template)]
#[template(path = "offline.html")]
struct OfflinePage {
    hero: Hero,
    lines: [&'static str; 2],
    links: Vec<Link>,
}

/// A page that an export can't answer.
struct Missing {
    /// The last part of the address.
    page: &'static str,
    /// The heading.
    heading: &'static str,
    /// What to do instead.
    lines: [&'static str; 2],
    /// The pages that help.
    instead: &'static [&'static str],
}

const SEARCH: Missing = Missing {
    page: "soeg",
    heading: "Her kan du ikke søge",
    lines: [
        "Du læser siderne som filer. De kan ikke søge for dig.",
        "Slå ordet op i ordlisten, eller brug browserens egen søgning på siden med det hele.",
    ],
    instead: &["ordliste", "hele", "rettigheder", "ikke-beskrevet"],
};

const DEADLINES: Missing = Missing {
    page: "frister",
    heading: "Her kan du ikke få regnet en frist ud",
    lines: [
        "Du læser siderne som filer. De kan ikke regne for dig.",
        "Fristerne står på siden om rettigheder. Ring, hvis du er i tvivl om en dato.",
    ],
    instead: &["rettigheder", "behandlingsgaranti", "klage"],
};

const HAND_OVER: Missing = Missing {
    page: "udlevering",
    heading: "Her kan du ikke samle sider til en anden",
    lines: [
        "Du læser siderne som filer. De kan ikke samle et udvalg for dig.",
        "Skriv siderne ud en ad gangen, eller giv siden med det hele videre.",
    ],
    instead: &["hele", "rettigheder", "indgang"],
};

const LETTER: Missing = Missing {
    page: "klagebrev",
    heading: "Her kan du ikke få lavet et brev",
    lines: [
        "Du læser siderne som filer. De kan ikke lave et brev for dig.",
        "Skriv klagen selv. Adressen og fristen står på siden om klage.",
    ],
    instead: &["klage", "rettigheder", "raadgivning"],
};

/// The pages that stand for what is computed, by address.
pub fn pages(whole: &Whole<'_>) -> BTreeMap<String, Document> {
    let mut made = BTreeMap::new();
    for municipality in &whole.content.municipalities {
        made.extend(of(municipality, &whole.local(municipality)));
    }
    made.insert("/soeg".to_owned(), everywhere(whole, &SEARCH));
    made
}

fn of(municipality: &Municipality, local: &Local<'_>) -> impl Iterator<Item = (String, Document)> {
    [SEARCH, DEADLINES, HAND_OVER, LETTER].into_iter().map(|missing| {
        let address = format!("/{}/{}", municipality.id, missing.page);
        (address, local_page(local, &missing))
    })
}

fn local_page(local: &Local<'_>, missing: &Missing) -> Document {
    let view = OfflinePage {
        hero: Hero {
            crumbs: Crumbs::local(local, missing.heading),
            heading: local_heading(local, missing.heading),
            call: call(local, None),
            ..Hero::default()
        },
        lines: missing.lines,
        links: missing.instead.iter().filter_map(|page| local.link(page)).collect(),
    };
    let profile = &local.municipality.profile;
    let page = Page {
        title: title(&[missing.heading, &profile.name, &local.whole.content.site.name]),
        main: Html::from_template(&view),
        ..Page::default()
    };
    document(Place::Local(local, missing.page), &page)
}

/// The same for the whole site: the way on is through a municipality.
fn everywhere(whole: &Whole<'_>, missing: &Missing) -> Document {
    let choices = whole.content.municipalities.iter().map(|municipality| Link {
        href: municipality.address(),
        text: municipality.profile.name.to_string(),
    });
    let view = OfflinePage {
        hero: Hero {
            crumbs: Crumbs::shared(missing.heading),
            heading: Html::text(missing.heading),
            ..Hero::default()
        },
        lines: missing.lines,
        links: choices.collect(),
    };
    let page = Page {
        title: title(&[missing.heading, &whole.content.site.name]),
        main: Html::from_template(&view),
        ..Page::default()
    };
    document(Place::Shared(whole), &page)
}
