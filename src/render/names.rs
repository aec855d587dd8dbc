//! What a page is called: short in the breadcrumb and the switch, in full elsewhere.

use crate::content::{Content, Municipality};

/// The pages that are made from data and have no file of their own: id, short name, full name.
const BUILT_IN: [(&str, &str, &str); 8] = [
    ("rettigheder", "Rettigheder", "Dine rettigheder"),
    ("ordliste", "Ordliste", "Ordliste: hvad ordene betyder"),
    ("hele", "Det hele samlet", "Det hele på én side"),
    ("find-vej", "Find din vej", "Find din vej: et par spørgsmål og et svar"),
    ("frister", "Frister", "Regn din frist ud"),
    ("soeg", "Søg", "Søg"),
    ("udlevering", "Saml sider", "Saml sider til en anden"),
    ("klagebrev", "Klagebrev", "Skriv din klage"),
];

/// The pages from `sider/` that every municipality is asked for, by their short names.
const SHORT: [(&str, &str); 3] =
    [("paaroerende", "Pårørende"), ("fagfolk", "Fagfolk"), ("ikke-beskrevet", "Ikke beskrevet")];

/// The full name of a municipality's page; none where it has no such page.
pub fn full(municipality: &Municipality, page: &str) -> Option<String> {
    let written = municipality.section(page).or_else(|| municipality.page(page));
    if let Some(written) = written {
        return Some(written.front.title.to_string());
    }
    built_in(page).map(|(_, full)| full.to_owned())
}

/// The short name of a page, wherever it is found.
pub fn short(content: &Content, municipality: &Municipality, page: &str) -> Option<String> {
    if let Some(kind) = content.section_kind(page) {
        return Some(kind.title.to_string());
    }
    if let Some((short, _)) = built_in(page) {
        return Some(short.to_owned());
    }
    let known = SHORT.iter().find(|(id, _)| *id == page).map(|(_, short)| (*short).to_owned());
    known.or_else(|| full(municipality, page))
}

/// Short and full name of a page made from data.
pub fn built_in(page: &str) -> Option<(&'static str, &'static str)> {
    BUILT_IN.iter().find(|(id, ..)| *id == page).map(|(_, short, full)| (*short, *full))
}
