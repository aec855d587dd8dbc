//! What stands in an export where the program would compute an answer: that it can't be had there,
//! and what to do instead.

use std::collections::BTreeMap;

use super::error;
use crate::content::Municipality;
use crate::render::context::{Local, Whole};
use crate::site::Document;

/// A page that an export can't answer.
pub(super) struct Missing {
    /// The last part of the address.
    pub(super) page: &'static str,
    /// The heading.
    pub(super) heading: &'static str,
    /// What to do instead.
    pub(super) lines: [&'static str; 2],
    /// The pages that help.
    pub(super) instead: &'static [&'static str],
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

/// The pages that stand for what is computed, by address.
pub fn pages(whole: &Whole<'_>) -> BTreeMap<String, Document> {
    let mut made = BTreeMap::new();
    for municipality in &whole.content.municipalities {
        made.extend(of(municipality, &whole.local(municipality)));
    }
    made.insert("/soeg".to_owned(), error::missing_everywhere(whole, &SEARCH));
    made
}

fn of(municipality: &Municipality, local: &Local<'_>) -> impl Iterator<Item = (String, Document)> {
    [SEARCH, DEADLINES, HAND_OVER].into_iter().map(|missing| {
        let address = format!("/{}/{}", municipality.id, missing.page);
        (address, error::missing(local, &missing))
    })
}
