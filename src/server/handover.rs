//! `/{k}/udlevering`: choosing, and what was chosen. An address holds codes of what is handed over
//! and nothing else, so nothing about a person can stand in it.

use axum::http::Response;

use super::body::Body;
use super::question::{Question, see_other};
use crate::content::{Content, Municipality};
use crate::guidance::handover::{Item, Selection, code};
use crate::render::pages::handover;

/// The form; and where it is sent, the way to the sheet.
pub(super) fn choose(question: &Question) -> Response<Body> {
    let Some(municipality) = question.municipality() else { return question.not_found() };
    let content = &question.live.edition.content;
    let asked = Asked::read(question.query.as_deref().unwrap_or_default(), content);
    let (code, _) = code(&asked.items, &content.codes);
    if !code.is_empty() {
        return see(municipality, &code);
    }
    let whole = question.whole();
    let local = whole.local(municipality);
    question.respond(handover::choose(&local, asked.side.as_deref(), asked.sent))
}

/// The sheet. Its address is told only where the operator has said which it is: what a request says
/// about it may be anybody's.
pub(super) fn sheet(question: &Question) -> Response<Body> {
    let Some(municipality) = question.municipality() else { return question.not_found() };
    let content = &question.live.edition.content;
    let selection = Selection::read(question.part(1), content, municipality);
    let (code, _) = code(&selection.items, &content.codes);
    let (whole, base) = (question.whole(), question.live.site.base());
    question.respond(handover::sheet(&whole.local(municipality), &selection, &code, base))
}

/// The short address of a sheet.
pub(super) fn short(question: &Question) -> Response<Body> {
    let mut all = question.live.edition.content.municipalities.iter();
    let code = question.part(1);
    match all.find(|one| *one.profile.short == *question.part(0)) {
        // Only what a code is made of goes into the address it leads to.
        Some(municipality) if code.bytes().all(is_of_code) => see(municipality, code),
        _ => question.not_found(),
    }
}

/// Whether a code may hold this.
pub(super) fn is_of_code(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

fn see(municipality: &Municipality, code: &str) -> Response<Body> {
    see_other(&format!("{}/udlevering/{code}", municipality.address()))
}

/// What the form sent.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// What was ticked.
    pub items: Vec<Item>,
    /// The section the reader came from.
    side: Option<String>,
    /// Whether the form was sent at all.
    sent: bool,
}

impl Asked {
    /// Reads a query, whatever stands in it; what has no code is passed over.
    pub(super) fn read(query: &str, content: &Content) -> Self {
        let mut asked = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "del" => asked.items.extend(Item::from_value(&value, &content.codes)),
                "side" => asked.side = Some(value.into_owned()),
                "vis" => asked.sent = true,
                _ => {}
            }
        }
        asked
    }
}
