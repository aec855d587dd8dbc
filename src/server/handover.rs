//! `/{k}/udlevering`: choosing, and what was chosen. An address holds codes of what is handed over
//! and nothing else, so nothing about a person can stand in it.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State as FromState};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::computed;
use super::routes::{base_of, routed};
use super::state::State;
use crate::content::{Content, Municipality};
use crate::guidance::handover::{Item, Selection, code};
use crate::render::context::Whole;
use crate::render::pages::handover;

/// The form; and where it is sent, the way to the sheet.
pub(super) async fn choose(
    FromState(state): FromState<Arc<State>>,
    Path(municipality): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let live = state.live();
    let edition = &live.edition;
    let Some(municipality) = edition.content.municipality(&municipality) else {
        return routed(live.table.not_found("", &headers));
    };
    let asked = Asked::read(&query.unwrap_or_default(), &edition.content);
    let (code, _) = code(&asked.items, &edition.content.codes);
    if !code.is_empty() {
        return see(municipality, &code);
    }
    let whole = Whole::new(&edition.content, edition.today, None);
    let local = whole.local(municipality);
    let document = handover::choose(&local, asked.side.as_deref(), asked.sent);
    routed(computed::respond(&live, document, &headers))
}

/// The sheet.
pub(super) async fn sheet(
    FromState(state): FromState<Arc<State>>,
    Path((municipality, typed)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let live = state.live();
    let edition = &live.edition;
    let Some(municipality) = edition.content.municipality(&municipality) else {
        return routed(live.table.not_found("", &headers));
    };
    let selection = Selection::read(&typed, &edition.content, municipality);
    let (code, _) = code(&selection.items, &edition.content.codes);
    let whole = Whole::new(&edition.content, edition.today, None);
    let base = base_of(&live.site, &headers);
    let document = handover::sheet(&whole.local(municipality), &selection, &code, &base);
    routed(computed::respond(&live, document, &headers))
}

/// The short address of a sheet.
pub(super) async fn short(
    FromState(state): FromState<Arc<State>>,
    Path((short, typed)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let live = state.live();
    let all = live.edition.content.municipalities.iter();
    let mut named = all.filter(|one| *one.profile.short == *short);
    match named.next() {
        // Only what a code is made of goes into the address it leads to.
        Some(municipality) if typed.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') => {
            see(municipality, &typed)
        }
        _ => routed(live.table.not_found("", &headers)),
    }
}

fn see(municipality: &Municipality, code: &str) -> Response {
    let to = format!("/{}/udlevering/{code}", municipality.id);
    match HeaderValue::from_str(&to) {
        Ok(to) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    }
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
