//! Binds [`Content`] into a [`Book`], with a finding for every broken reference.
//!
//! Lists in the book have the same order as in the content, so a handle is the record's position in
//! the content. A record that can't be bound is reported, and then its whole list is missing, its
//! municipality, and the book: nothing is left out, and nothing moves.

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

/// Binds everything. `None` if any finding is an error, or anything is missing.
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
        municipalities.push(municipality);
        findings.append(&mut found);
    }
    let municipalities = municipalities.into_iter().collect::<Option<Vec<_>>>();
    if finding::any_error(&findings[before..]) {
        return None;
    }
    let mut book = Book { municipalities: municipalities?, ..common? };
    name_what_others_have(&mut book);
    Some(book)
}

/// A code on paper may belong to something that only another municipality has; the page still shows
/// its name.
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
