//! What a visitor sees when an address leads nowhere, or when we have made a mistake.

use std::collections::BTreeMap;

use askama::Template;

use crate::render::components::{Crumbs, Hero, call, emergency, local_heading};
use crate::render::context::{Link, Local, Whole};
use crate::render::html::Html;
use crate::render::icon;
use crate::render::layout::{Page, Place, document, title};
use crate::site::{Document, Notice};

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    hero: Hero,
    /// The advice for danger, where no number stands above it.
    emergency: Option<Html>,
    kind: Kind,
    search: Option<String>,
    links: Vec<Link>,
}

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// An address within a municipality leads nowhere.
    NotFound,
    /// An address leads nowhere and names no municipality.
    Lost,
    /// We made a mistake.
    Fault,
    /// The request can't be answered as it came.
    Notice(Notice),
}

impl Kind {
    fn heading(self) -> &'static str {
        match self {
            Self::NotFound | Self::Lost => "Siden findes ikke",
            Self::Fault => "Der gik noget galt hos os",
            Self::Notice(Notice::Busy) => "Her er travlt lige nu",
            Self::Notice(Notice::TooLong) => "Teksten er for lang",
            Self::Notice(Notice::TooSlow) => "Vi fik ikke det hele",
            Self::Notice(Notice::Unreadable) => "Det kunne vi ikke læse",
            Self::Notice(Notice::NotAllowed) => "Siden tager ikke imod noget",
        }
    }

    /// What to do.
    fn advice(self) -> &'static str {
        match self {
            Self::NotFound | Self::Lost => {
                "Måske er adressen skrevet forkert. Måske er siden flyttet."
            }
            Self::Fault => "Fejlen er vores, ikke din. Prøv igen om lidt.",
            Self::Notice(Notice::Busy) => {
                "Mange spørger på én gang. Vent lidt, og prøv igen. Siderne kan du læse imens."
            }
            Self::Notice(Notice::TooLong) => {
                "Der er mere, end vi kan tage imod på én gang. Gå tilbage, gør teksten kortere, og \
                 send den igen. Vi har ikke gemt noget af det, du skrev."
            }
            Self::Notice(Notice::TooSlow) => {
                "Forbindelsen var for langsom eller blev afbrudt. Gå tilbage, og send det igen. Vi \
                 har ikke gemt noget af det, du skrev."
            }
            Self::Notice(Notice::Unreadable) => {
                "Noget gik tabt på vejen hertil. Gå tilbage, og prøv igen."
            }
            Self::Notice(Notice::NotAllowed) => "Du kan læse siden, men ikke sende noget til den.",
        }
    }
}

/// For an address within a municipality that leads nowhere.
pub fn not_found(local: &Local<'_>) -> Document {
    let heading = Kind::NotFound.heading();
    let likely = ["indgang", "klage", "rettigheder", "ordliste", "ikke-beskrevet", "hele"];
    let error = ErrorPage {
        hero: Hero {
            crumbs: Crumbs::local(local, heading),
            heading: local_heading(local, heading),
            call: call(local, None).map(|call| call.with_emergency(local)),
            ..Hero::default()
        },
        emergency: None,
        kind: Kind::NotFound,
        search: local.municipality.page_address("soeg"),
        links: likely.iter().filter_map(|page| local.link(page)).collect(),
    };
    let profile = &local.municipality.profile;
    let page = Page {
        title: title(&[heading, &profile.name, &local.whole.content.site.name]),
        main: Html::from_template(&error),
        ..Page::default()
    };
    document(Place::Local(local, ""), &page)
}

/// For an address that names no municipality.
pub fn lost(whole: &Whole<'_>) -> Document {
    shared(whole, Kind::Lost)
}

/// For a fault of ours.
pub fn fault(whole: &Whole<'_>) -> Document {
    shared(whole, Kind::Fault)
}

/// For requests that can't be answered as they came.
pub fn notices(whole: &Whole<'_>) -> BTreeMap<Notice, Document> {
    let all =
        [Notice::Busy, Notice::TooLong, Notice::TooSlow, Notice::Unreadable, Notice::NotAllowed];
    all.map(|notice| (notice, shared(whole, Kind::Notice(notice)))).into()
}

fn shared(whole: &Whole<'_>, kind: Kind) -> Document {
    let heading = kind.heading();
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
        emergency: Some(emergency(whole)),
        kind,
        search: None,
        links: choices.collect(),
    };
    let page = Page {
        title: title(&[heading, &whole.content.site.name]),
        main: Html::from_template(&error),
        ..Page::default()
    };
    document(Place::Shared(whole), &page)
}
