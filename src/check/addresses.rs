//! Addresses must be plain, unique, and not reserved for the site.

use std::collections::BTreeMap;

use super::corpus::Corpus;
use crate::content::address::is_plain;
use crate::content::{BuiltInId, Content, RawMunicipality, RawPage};
use crate::finding::Finding;
use crate::source::Place;

/// First parts of addresses that the site itself uses.
pub const RESERVED: [&str; 10] =
    ["sammenlign", "soeg", "ud", "was", "static", "sider", "sprog", "veje", "healthz", "readyz"];

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let content = corpus.content;
    check_folders(content, findings);
    for municipality in &content.municipalities {
        check_sections(content, municipality, findings);
        check_pages(municipality, findings);
        check_short_addresses(municipality, findings);
    }
    check_shared_pages(content, findings);
}

/// Checks the first part of every address: folders and short prefixes.
fn check_folders(content: &Content, findings: &mut Vec<Finding>) {
    let mut taken: BTreeMap<&str, &str> =
        content.pages.iter().map(|page| (page.id.as_str(), "en side i sider/")).collect();
    taken.extend(RESERVED.iter().map(|name| (*name, "webstedet selv")));
    for one in &content.municipalities {
        let folder = Place::start_of(one.profile.file);
        let short = one.profile.place(one.profile.short.span());
        for (name, place) in [(one.id.as_str(), folder), (&*one.profile.short, short)] {
            if name.is_empty() {
                continue;
            }
            if !is_plain(name) {
                findings.push(Finding::error(
                    "adresse-form",
                    place.clone(),
                    format!("»{name}« kan ikke stå i en adresse."),
                    "Brug små bogstaver a-z, tal og bindestreg.",
                ));
            }
            if let Some(owner) = taken.insert(name, "en anden kommune") {
                findings.push(Finding::error(
                    "dobbelt-adresse",
                    place,
                    format!("Adressen /{name} bruges allerede af {owner}."),
                    "Vælg et andet navn til mappen eller en anden kort adresse.",
                ));
            }
        }
    }
}

fn check_sections(content: &Content, municipality: &RawMunicipality, findings: &mut Vec<Finding>) {
    for page in &municipality.sections {
        if content.section_kind(&page.id).is_none() {
            continue; // reported by binding
        }
        if BuiltInId::named(&page.id).is_some() {
            findings.push(taken(municipality, page));
        }
    }
}

fn check_pages(municipality: &RawMunicipality, findings: &mut Vec<Finding>) {
    for page in &municipality.pages {
        let twice = municipality.section(&page.id).is_some();
        if twice || BuiltInId::named(&page.id).is_some() {
            findings.push(taken(municipality, page));
        }
        if !is_plain(&page.id) {
            findings.push(bad_name(&page.id, Place::start_of(page.file)));
        }
    }
}

fn taken(municipality: &RawMunicipality, page: &RawPage) -> Finding {
    Finding::error(
        "dobbelt-adresse",
        Place::start_of(page.file),
        format!("Adressen /{}/{} bruges allerede.", municipality.id, page.id),
        "Giv filen et andet navn.",
    )
}

fn check_shared_pages(content: &Content, findings: &mut Vec<Finding>) {
    for page in &content.pages {
        if !is_plain(&page.id) || RESERVED.contains(&page.id.as_str()) {
            findings.push(bad_name(&page.id, Place::start_of(page.file)));
        }
    }
}

fn bad_name(name: &str, place: Place) -> Finding {
    Finding::error(
        "adresse-form",
        place,
        format!("»{name}« kan ikke bruges som adresse."),
        "Giv filen et navn af små bogstaver a-z, tal og bindestreg, som webstedet ikke selv bruger.",
    )
}

fn check_short_addresses(municipality: &RawMunicipality, findings: &mut Vec<Finding>) {
    let mut seen = BTreeMap::new();
    for page in municipality.sections.iter().chain(&municipality.pages) {
        let Some(short) = &page.front.short else { continue };
        let place = Place::new(page.file, short.span());
        if !is_plain(short) || short.as_str() == "u" {
            findings.push(bad_name(short, place.clone()));
        }
        if let Some(other) = seen.insert(short.as_str(), page.id.as_str()) {
            findings.push(Finding::error(
                "dobbelt-adresse",
                place,
                format!("Den korte adresse »{short}« bruges også af »{other}«."),
                "Vælg en anden kort adresse.",
            ));
        }
    }
}
