//! Content → pages: view structs with everything prepared, and the templates they fill.
//!
//! [`site`] makes every page that needs no computing per request; it runs once per load and once
//! per midnight. The pages that answer a question get *data* from `search` and `guidance` and are
//! made with the same parts.

pub mod components;
pub mod context;
pub mod danish;
pub mod html;
pub mod icon;
pub mod layout;
pub mod names;
pub mod noted;
pub mod pages;
pub mod qr;
pub mod style;
pub mod switch;
pub mod trust;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::content::Content;
use crate::guidance::compare;
use crate::site::{CachePolicy, Document, Entry, ErrorPages};
use context::{Local, Whole};

/// Every address that needs no computing per request.
pub fn site(content: &Content, today: Date, base_url: Option<&str>) -> BTreeMap<String, Entry> {
    let whole = Whole::new(content, today, base_url);
    let mut entries = BTreeMap::new();
    let mut add = |address: String, entry: Entry| {
        entries.insert(address, entry);
    };
    add("/".to_owned(), Entry::Document(pages::front::page(&whole)));
    for page in &content.pages {
        let document = pages::text::shared_page(&whole, page);
        add(format!("/{}", page.id), Entry::Document(document));
    }
    add("/favicon.svg".to_owned(), Entry::Document(favicon()));
    add("/was".to_owned(), Entry::Moved("/tilgaengelighed".to_owned()));
    for published in content.ledger.iter() {
        if let Some(target) = &published.moved_to {
            add(published.path.to_string(), Entry::Moved(target.to_string()));
        }
    }
    for (address, entry) in comparisons(&whole) {
        add(address, entry);
    }
    for municipality in &content.municipalities {
        let local = whole.local(municipality);
        for (address, document) in municipality_pages(&local) {
            add(address, Entry::Document(document));
        }
        for (short, address) in municipality.short_addresses() {
            add(short, Entry::Moved(address));
        }
    }
    entries
}

/// The municipalities side by side. With too few or too many of them there is no such page, and the
/// addresses, which may have been published, lead to where one chooses.
fn comparisons(whole: &Whole<'_>) -> Vec<(String, Entry)> {
    if compare::is_comparable(whole.content) {
        let pages = pages::compare::pages(whole).into_iter();
        return pages.map(|(address, page)| (address, Entry::Document(page))).collect();
    }
    let front = |address| (address, Entry::SeeOther("/".to_owned()));
    compare::addresses(whole.content).map(front).collect()
}

/// A drawing that gives nothing away beside the titles in a row of tabs.
fn favicon() -> Document {
    Document {
        content_type: "image/svg+xml",
        body: include_bytes!("../../static/favicon.svg").to_vec(),
        cache: CachePolicy::Day,
    }
}

fn municipality_pages(local: &Local<'_>) -> Vec<(String, Document)> {
    let municipality = local.municipality;
    let at = |page: &str| format!("/{}/{page}", municipality.id);
    let mut made = vec![
        (municipality.address(), pages::municipality::page(local)),
        (at("rettigheder"), pages::rights::page(local)),
        (at("ordliste"), pages::glossary::page(local)),
        (at("hele"), pages::whole::page(local)),
        (at("klagebrev"), pages::letter::form(local)),
        (at("frister"), pages::deadlines::page(local)),
    ];
    made.extend(pages::guide::pages(local));
    for page in municipality.sections.iter().chain(&municipality.pages) {
        made.push((at(&page.id), pages::text::local_page(local, page)));
    }
    made
}

/// The pages that stand in an export for what is computed, by address.
pub fn offline_pages(
    content: &Content,
    today: Date,
    base_url: Option<&str>,
) -> BTreeMap<String, Document> {
    pages::offline::pages(&Whole::new(content, today, base_url))
}

/// The pages for what goes wrong: an address that leads nowhere, with the number to call where it
/// names a municipality; and a fault of ours.
pub fn error_pages(content: &Content, today: Date, base_url: Option<&str>) -> ErrorPages {
    let whole = Whole::new(content, today, base_url);
    let not_found = content.municipalities.iter().map(|municipality| {
        (municipality.id.clone(), pages::error::not_found(&whole.local(municipality)))
    });
    ErrorPages {
        not_found: not_found.collect(),
        lost: Some(pages::error::lost(&whole)),
        fault: Some(pages::error::fault(&whole)),
    }
}
