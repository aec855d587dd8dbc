//! A confirmation is about what stood there when it was given: it goes with the detail it was about.

use jiff::civil::Date;

use super::form::{Control, FormField};
use super::place::Where;
use super::submitted::Submitted;

/// The day somebody confirmed the details beside it.
const DAY: &str = "bekraeftet";

/// What is confirmed.
const DETAILS: [&str; 5] = ["telefon", "mail", "adresse", "web", "navn"];

/// A confirmation of something that is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lapsed {
    /// Where the day stands.
    pub steps: Where,
    /// What the field is called.
    pub name: String,
    /// The day, as people read it.
    pub day: String,
}

impl Lapsed {
    /// What to know of it.
    pub(super) fn sentence(&self) -> String {
        format!(
            "Bekræftelsen fra {} gælder det, der stod før, så den bliver fjernet. Har kommunen bekræftet det nye, så \
             sæt kryds her.",
            self.day
        )
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
    let read = given.parse().map(|day: Date| day.strftime("%-d.%-m.%Y").to_string());
    Some(Lapsed {
        steps: day.steps.clone(),
        name: day.name.clone(),
        day: read.unwrap_or_else(|_| given.clone()),
    })
}
