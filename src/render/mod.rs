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
use rayon::prelude::*;

use crate::content::Content;
use crate::guidance::compare;
use crate::site::{CachePolicy, Document, Entry, ErrorPages};
use context::{Local, Whole};

/// Every address that needs no computing per request.
pub fn site(content: &Content, today: Date, base_url: Option<&str>) -> BTreeMap<String, Entry> {
    let whole = Whole::new(content, today, base_url);
    let mut entries = BTreeMap::new();
    entries.insert("/".to_owned(), Entry::Document(pages::front::page(&whole)));
    entries.par_extend(content.pages.par_iter().map(|page| {
        let document = pages::text::shared_page(&whole, page);
        (format!("/{}", page.id), Entry::Document(document))
    }));
    entries.insert("/favicon.svg".to_owned(), Entry::Document(favicon()));
    entries.insert("/was".to_owned(), Entry::Moved("/tilgaengelighed".to_owned()));
    entries.extend(content.ledger.iter().filter_map(|published| {
        let target = published.moved_to.as_ref()?;
        Some((published.path.to_string(), Entry::Moved(target.to_string())))
    }));
    entries.extend(comparisons(&whole));
    let local = content.municipalities.par_iter().map(|municipality| {
        let pages = municipality_pages(&whole.local(municipality)).into_iter();
        let pages = pages.map(|(address, page)| (address, Entry::Document(page)));
        let short = municipality.short_addresses().into_iter();
        pages.chain(short.map(|(short, address)| (short, Entry::Moved(address)))).collect()
    });
    let local: Vec<Vec<_>> = local.collect();
    entries.extend(local.into_iter().flatten());
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

/// Makes a page of a municipality's data.
type Maker = fn(&Local<'_>) -> Document;

fn municipality_pages(local: &Local<'_>) -> Vec<(String, Document)> {
    let municipality = local.municipality;
    let at = |page: &str| format!("/{}/{page}", municipality.id);
    let of_data: [(String, Maker); 6] = [
        (municipality.address(), pages::municipality::page),
        (at("rettigheder"), pages::rights::page),
        (at("ordliste"), pages::glossary::page),
        (at("hele"), pages::whole::page),
        (at("klagebrev"), pages::letter::form),
        (at("frister"), pages::deadlines::page),
    ];
    let of_data = of_data.into_par_iter().map(|(address, page)| (address, page(local)));
    let texts = municipality.sections.par_iter().chain(&municipality.pages);
    let texts = texts.map(|page| (at(&page.id), pages::text::local_page(local, page)));
    let mut made: Vec<(String, Document)> = of_data.collect();
    made.extend(pages::guide::pages(local));
    made.par_extend(texts);
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
        notices: pages::error::notices(&whole),
    }
}
