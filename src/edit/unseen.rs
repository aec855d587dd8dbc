//! A confirmation of what somebody else has changed meanwhile: whoever gave it never saw what stands there now.

use super::confirmed::{DAY, DETAILS, Lapsed, Why};
use super::form::{Control, FormField};
use super::found;
use super::place::Where;
use super::submitted::Submitted;
use super::weighing::Both;

/// What a confirmation no longer fits.
pub(super) struct Unseen {
    /// What was filled in, without it.
    pub own: Submitted,
    /// The details that others have changed.
    pub both: Vec<Both>,
    /// The confirmation.
    pub lapsed: Lapsed,
}

/// The confirmation in `own`, where a detail that `own` leaves alone was another when the form was made.
pub(super) fn unseen(base: &[FormField], now: &[FormField], own: &Submitted) -> Option<Unseen> {
    let day = now.iter().find(|field| is(field, DAY))?;
    let place = std::slice::from_ref(&day.steps);
    let given = own.only(place);
    let is_given = given.one(&day.today()) == Some("ja")
        || given.one(&day.steps.to_string()).is_some_and(|day| !day.trim().is_empty());
    let before = details(base);
    let changed = details(now).into_iter().zip(before).filter(|(now, before)| {
        let is_own = own.has(&now.steps.to_string());
        now.said != before.said && !is_own
    });
    let both: Vec<Both> = changed
        .map(|(now, before)| Both {
            name: now.name,
            kept: now.said,
            typed: match before.said.as_str() {
                "" => "(stod tomt, da du begyndte)".to_owned(),
                said => format!("{said} (stod der, da du begyndte)"),
            },
        })
        .collect();
    (is_given && !both.is_empty()).then(|| Unseen {
        own: own.without(place),
        both,
        lapsed: Lapsed { steps: day.steps.clone(), name: day.name.clone(), why: Why::Unseen },
    })
}

struct Detail {
    steps: Where,
    name: String,
    said: String,
}

fn is(field: &FormField, key: &str) -> bool {
    field.steps.0.last().is_some_and(|last| last == key)
}

/// The fields that a confirmation is about, in the order of the form.
fn details(fields: &[FormField]) -> Vec<Detail> {
    let mut found = Vec::new();
    for field in fields.iter().filter(|field| DETAILS.iter().any(|key| is(field, key))) {
        match &field.control {
            Control::Group(inner, _) => found.extend(inner.iter().map(detail)),
            _ => found.push(detail(field)),
        }
    }
    found
}

fn detail(field: &FormField) -> Detail {
    Detail {
        steps: field.steps.clone(),
        name: field.name.clone(),
        said: found::kept(&field.control).unwrap_or_default(),
    }
}
