//! Content → [`Book`], with a finding for every reference that leads nowhere.
//!
//! Lists of the book have the order of the content's own, so a handle is the position at which the
//! content has the record. A record that can't be bound is left out, which moves those behind it;
//! that does no harm, for then there is a finding, and no book.

mod calculator;
mod common;
mod guides;
mod local;
mod pages;
mod refs;

use std::sync::Arc;

use rayon::prelude::*;

use super::handover::HandOver;
use super::whole::Book;
use crate::content::Content;
use crate::finding::{self, Finding};
use crate::markdown::anchors::Anchors;

use refs::Binder;

/// Binds everything. `None` where anything found is an error.
pub fn bind(content: &Arc<Content>, findings: &mut Vec<Finding>) -> Option<Book> {
    let before = findings.len();
    let anchors = Anchors::new(content);
    let mut shared = Binder::new(content, &anchors, None);
    let common = shared.common(content);
    let bound: Vec<_> = content
        .municipalities
        .par_iter()
        .map(|municipality| {
            let mut binder = Binder::new(content, &anchors, Some(municipality));
            (binder.municipality(municipality), binder.findings)
        })
        .collect();
    findings.append(&mut shared.findings);
    let mut municipalities = Vec::with_capacity(bound.len());
    for (municipality, mut found) in bound {
        municipalities.extend(municipality);
        findings.append(&mut found);
    }
    if finding::any_error(&findings[before..]) {
        return None;
    }
    let mut book = Book { municipalities, ..common? };
    name_what_others_have(&mut book);
    Some(book)
}

/// A code on paper may mean something that only another municipality has: it is named all the same.
fn name_what_others_have(book: &mut Book) {
    let all: Vec<(String, String)> = book
        .municipalities
        .iter()
        .flat_map(|one| &one.hand_over.offered)
        .map(|offered| (offered.code.clone(), offered.name.clone()))
        .collect();
    for municipality in &mut book.municipalities {
        let HandOver { offered, elsewhere, .. } = &mut municipality.hand_over;
        let own = |code: &str| offered.iter().any(|one| one.code == code);
        for (code, name) in all.iter().filter(|(code, _)| !own(code)) {
            elsewhere.entry(code.clone()).or_insert_with(|| name.clone());
        }
    }
}
