//! The page between filling in and keeping: what is warned of, and what readers would see.

use askama::Template;

use super::asked::DoorReply;
use super::compare::Difference;
use super::confirmed::Lapsed;
use super::draft::Told;
use super::view::frame;
use super::weigh::Balance;
use crate::html::Html;

/// What was typed, and what somebody else has saved in its place.
#[derive(Clone, Debug)]
pub(super) struct Both {
    /// What the field is called.
    pub name: String,
    /// What is in the file now.
    pub kept: String,
    /// What was typed.
    pub typed: String,
}

/// What is weighed, and how it is sent again.
#[derive(Default)]
pub(super) struct Weighing<'a> {
    /// Where the form is sent.
    pub action: &'a str,
    /// What is done, in words.
    pub what: &'a str,
    /// What is sent again.
    pub hidden: Vec<(&'a str, &'a str)>,
    /// What makes it somebody's own.
    pub seal: String,
    /// Whether it was to be kept, and a yes was missing or the form was too old.
    pub unsaid: bool,
    /// The words on the button back to the form; empty where there is none.
    pub back: &'a str,
    /// Where somebody else has changed the file meanwhile.
    pub both: Vec<Both>,
    /// The confirmation that goes with what it was about.
    pub lapsed: Option<&'a Lapsed>,
    /// Whether something was filled in that is not kept.
    pub unkept: bool,
}

#[derive(Template)]
#[template(path = "edit/weigh.html")]
struct WeighPage<'a> {
    it: &'a Weighing<'a>,
    warnings: &'a [Told],
    errors: &'a [Told],
    difference: Option<&'a Difference>,
    draft: bool,
    before: &'a str,
    after: &'a str,
}

pub(super) fn page(user: &str, balance: &Balance, it: &Weighing<'_>) -> DoorReply {
    let main = Html::from_template(&WeighPage {
        it,
        warnings: &balance.warnings,
        errors: &balance.errors,
        difference: balance.difference.as_ref(),
        draft: balance.is_draft,
        before: "nu",
        after: &balance.after.mark,
    });
    let html = frame(user, "Se ændringen, før du gemmer", &main);
    let refused = !balance.is_draft && !balance.errors.is_empty();
    match (it.both.is_empty(), refused || it.unsaid) {
        (false, _) => DoorReply::Refused(409, html),
        (true, true) => DoorReply::Refused(422, html),
        (true, false) => DoorReply::Page(html),
    }
}
