//! What refers to a thing that is to be taken away or called something else, and so is in the way of that.

use std::collections::BTreeSet;

use super::apply::Applied;
use super::draft::Told;
use super::folder::Tray;
use super::subject::Subject;
use super::words::title_of;

/// What is in the way, by where it is.
pub(super) struct Users {
    /// What can't be done.
    pub what: &'static str,
    /// Where each is, and what that is called.
    pub pages: Vec<(String, String)>,
    /// What else is wrong.
    pub others: Vec<Told>,
}

/// What uses a thing that is no longer there, among the errors of taking it away or naming it anew.
pub(super) fn users(
    tray: &Tray,
    subject: &Subject,
    applied: &Applied,
    errors: &[Told],
) -> Option<Users> {
    let is_id = |key: &String| key == "id";
    let what = if applied.changed.iter().any(|one| one == "fjernet") {
        "Det kan ikke fjernes, for det bruges her"
    } else if applied.places.iter().any(|place| place.0.last().is_some_and(is_id)) {
        "Kodeordet kan ikke ændres, for det bruges her"
    } else {
        return None;
    };
    let named = format!("»{}«", subject.id()?);
    let (of_it, others): (Vec<Told>, Vec<Told>) =
        errors.iter().cloned().partition(|told| told.message.contains(&named));
    let places = of_it.iter().flat_map(|told| match told.places.as_slice() {
        [] => vec![told.path.as_str()],
        places => places.iter().map(String::as_str).collect(),
    });
    let places: BTreeSet<&str> = places.collect();
    let page = |path: &str| {
        let title = tray.text(path).map(|(text, _)| title_of(path, text));
        (format!("/fil/{path}"), title.unwrap_or_else(|| path.to_owned()))
    };
    let pages: Vec<_> = places.into_iter().map(page).collect();
    (!pages.is_empty()).then_some(Users { what, pages, others })
}
