//! Makes every page that is not computed per request. Runs on each load and at midnight.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::book::{Book, Handle, Municipality, Page};
use crate::content::address::ACCESSIBILITY;
use crate::features::compare;
use crate::markdown::addresses;
use crate::pages::{error, front, municipality, offline, text, whole};
use crate::registry::{EVERYWHERE, KINDS};
use crate::render::context::{Local, Whole};
use crate::render::switch::is_comparable;
use crate::site::{CachePolicy, Document, Entry, ErrorPages};

pub fn site(book: &Book, today: Date, base_url: Option<&str>) -> BTreeMap<String, Entry> {
    let whole = Whole::new(book, today, base_url);
    let mut entries = BTreeMap::new();
    entries.insert("/".to_owned(), Entry::Document(front::page(&whole)));
    entries.par_extend(
        book.pages
            .par_iter()
            .map(|page| (page.address.clone(), Entry::Document(text::shared_page(&whole, page)))),
    );
    entries.insert("/favicon.svg".to_owned(), Entry::Document(favicon()));
    let (statement, short) = ACCESSIBILITY;
    let statement = book.pages.iter().find(|page| page.id == statement);
    let statement = statement.map(|page| Entry::Moved(page.address.clone()));
    entries.extend(statement.map(|moved| (short.to_owned(), moved)));
    entries.extend(book.moved.iter().map(|(from, to)| (from.clone(), Entry::Moved(to.clone()))));
    entries.extend(comparisons(&whole));
    let local = book.municipalities.par_iter().map(|municipality| {
        let pages = local_pages(&whole.local(municipality)).into_iter();
        let pages = pages.map(|(address, page)| (address, Entry::Document(page)));
        let short = municipality.short_addresses().into_iter();
        pages.chain(short.map(|(short, address)| (short, Entry::Moved(address)))).collect()
    });
    let local: Vec<Vec<_>> = local.collect();
    entries.extend(local.into_iter().flatten());
    entries
}

/// The comparison pages. With too few or too many municipalities there are none, and their
/// addresses, which may have been published, redirect to where the reader can choose.
fn comparisons(whole: &Whole<'_>) -> Vec<(String, Entry)> {
    if is_comparable(whole.book) {
        let pages = compare::pages(whole).into_iter();
        return pages.map(|(address, page)| (address, Entry::Document(page))).collect();
    }
    let front = |address| (address, Entry::SeeOther("/".to_owned()));
    addresses::comparisons(&whole.book.content).map(front).collect()
}

/// An icon that gives nothing away in a row of browser tabs.
fn favicon() -> Document {
    Document::file(
        "image/svg+xml",
        include_bytes!("../static/favicon.svg").to_vec(),
        CachePolicy::Day,
    )
}

fn local_pages(local: &Local<'_>) -> Vec<(String, Document)> {
    let own = local.municipality;
    let made = KINDS.par_iter().filter_map(|kind| kind.make).flat_map_iter(|make| make(local));
    let mut made: Vec<(String, Document)> = made.collect();
    let written: Vec<(Handle<Page>, &Page)> = own.pages.with_handles().collect();
    let texts = written.into_par_iter();
    made.par_extend(
        texts.map(|(handle, page)| (page.address.clone(), text::local_page(local, handle))),
    );
    made.push((own.address(), municipality::page(local)));
    made
}

/// A municipality's whole standard as one self-contained file.
#[derive(Debug)]
pub struct WholeFile<'a> {
    pub municipality: &'a Municipality,
    pub document: Document,
    /// Where other pages' contents are in the file: address → id.
    pub places: BTreeMap<String, String>,
}

pub fn whole_files<'a>(book: &'a Book, today: Date, base_url: Option<&str>) -> Vec<WholeFile<'a>> {
    let site = Whole { alone: true, ..Whole::new(book, today, base_url) };
    let file = |municipality| {
        let document = whole::alone(&site.local(municipality))?;
        Some(WholeFile { municipality, document, places: whole::places(municipality) })
    };
    book.municipalities.iter().filter_map(file).collect()
}

/// The pages that an export has in place of the computed ones, by address.
pub fn offline_pages(
    book: &Book,
    today: Date,
    base_url: Option<&str>,
) -> BTreeMap<String, Document> {
    offline::pages(&Whole::new(book, today, base_url), &KINDS, &EVERYWHERE)
}

/// The error pages: not found, with the number to call if the address names a municipality;
/// internal error; and bad requests.
pub fn error_pages(book: &Book, today: Date, base_url: Option<&str>) -> ErrorPages {
    let whole = Whole::new(book, today, base_url);
    let not_found =
        whole.locals().map(|local| (local.municipality.id.clone(), error::not_found(&local)));
    ErrorPages {
        not_found: not_found.collect(),
        lost: Some(error::lost(&whole)),
        fault: Some(error::fault(&whole)),
        notices: error::notices(&whole),
    }
}
