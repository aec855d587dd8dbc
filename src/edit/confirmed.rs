//! A confirmation is about what stood there when it was given: it goes with the detail it was about.

use super::form::{Control, FormField, day_as_read};
use super::place::Where;
use super::submitted::Submitted;

/// The day somebody confirmed the details beside it.
pub(super) const DAY: &str = "bekraeftet";

/// What is confirmed.
pub(super) const DETAILS: [&str; 5] = ["telefon", "mail", "adresse", "web", "navn"];

/// Why a confirmation no longer holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// What it was about is changed; the day it was given, as people read it.
    Changed(String),
    /// Somebody else has changed what it was about, and whoever gave it never saw that.
    Unseen,
}

/// A confirmation of something that is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lapsed {
    /// Where the day stands.
    pub steps: Where,
    /// What the field is called.
    pub name: String,
    pub why: Why,
}

impl Lapsed {
    /// What to know of it.
    pub(super) fn sentence(&self) -> String {
        match &self.why {
            Why::Changed(day) => format!(
                "Bekræftelsen fra {day} gælder det, der stod før, så den bliver fjernet. Har kommunen bekræftet det \
                 nye, så sæt kryds her."
            ),
            Why::Unseen => "En anden har imens rettet det, du bekræfter. Din bekræftelse gælder det, der stod før, \
                            så den er ikke med. Har kommunen bekræftet det, der står nu, så sæt kryds her."
                .to_owned(),
        }
    }
}

/// The confirmation among these fields that no longer holds once `places` are changed: none where a new one was
/// given.
pub(super) fn lapsed(fields: &[FormField], places: &[Where], sent: &Submitted) -> Option<Lapsed> {
    let is = |field: &FormField, key: &str| field.steps.0.last().is_some_and(|last| last == key);
    let day = fields.iter().find(|field| is(field, DAY))?;
    let Control::Day(given) = &day.control else { return None };
    let is_new = places.contains(&day.steps) || sent.one(&day.today()) == Some("ja");
    let is_detail = |field: &&FormField| DETAILS.iter().any(|key| is(field, key));
    let is_changed =
        |field: &FormField| places.iter().any(|place| place.0.starts_with(&field.steps.0));
    let changed = fields.iter().filter(is_detail).any(is_changed);
    if given.is_empty() || is_new || !changed {
        return None;
    }
    Some(Lapsed {
        steps: day.steps.clone(),
        name: day.name.clone(),
        why: Why::Changed(day_as_read(given)),
    })
}
