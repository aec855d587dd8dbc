//! Every address the site answers: what the ledger holds, and what `check --publish` adds to it. A test
//! holds this against the pages that are made.

use std::collections::BTreeSet;

use super::{Book, Municipality};
use crate::content::ledger::Addresses;
use crate::markdown::anchors::Anchors;

/// Addresses of the whole site that no file is behind.
const SHARED: [&str; 3] = ["/soeg", "/ud", "/was"];

/// The kinds of data that are compared, by the last part of the address.
pub const COMPARED_DATA: [&str; 3] = ["rettigheder", "klageveje", "frister"];

/// Every address, with the ids that editors have written on it.
pub fn existing(book: &Book, anchors: &Anchors) -> Addresses {
    let mut all = anchors.addresses().clone();
    all.extend(SHARED.map(|address| (address.to_owned(), BTreeSet::new())));
    all.extend(comparisons(book).map(|address| (address, BTreeSet::new())));
    for municipality in &book.municipalities {
        add_local(municipality, &mut all);
    }
    all
}

/// The address of every comparison there is, or would be with as many municipalities as can be
/// compared.
pub fn comparisons(book: &Book) -> impl Iterator<Item = String> {
    let used = book
        .kinds
        .with_handles()
        .filter(|(kind, _)| book.municipalities.iter().any(|one| one.section(*kind).is_some()));
    let sections = used.map(|(_, kind)| kind.id.as_str());
    let all = std::iter::once("").chain(sections).chain(COMPARED_DATA);
    all.map(|page| format!("/sammenlign/{page}").trim_end_matches('/').to_owned())
}

fn add_local(own: &Municipality, all: &mut Addresses) {
    for (short, _) in own.short_addresses() {
        all.entry(short).or_default();
    }
    if let Some(whole) = own.built_in("hele") {
        // The headings below a section's own follow those of the section's page.
        let sections = own.sections().map(|page| page.id.clone());
        all.insert(whole.address.clone(), sections.collect());
    }
    if let Some(guides) = own.built_in("find-vej") {
        let names = own.guides.iter().map(|guide| guide.id.clone());
        all.insert(guides.address.clone(), names.collect());
    }
    for guide in &own.guides {
        let ways = guide.paths();
        all.extend(ways.iter().map(|path| (guide.address_of(path), BTreeSet::new())));
    }
    let calculators = own.deadlines.iter().filter_map(|deadline| deadline.calculator.as_ref());
    all.extend(calculators.map(|page| (page.address.clone(), BTreeSet::new())));
    if let Some(sheet) = own.built_in("udlevering") {
        let codes = own.hand_over.offered.iter().map(|offered| &offered.code);
        all.extend(codes.map(|code| (format!("{}/{code}", sheet.address), BTreeSet::new())));
    }
}
