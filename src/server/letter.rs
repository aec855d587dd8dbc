//! `/{k}/klagebrev`: the letter a form becomes. What is typed is read, written out and forgotten.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State as FromState};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::computed;
use super::routes::routed;
use super::state::State;
use crate::guidance::letter::Typed;
use crate::render::context::Whole;
use crate::render::pages::letter;

/// The letter.
pub(super) async fn answer(
    FromState(state): FromState<Arc<State>>,
    Path(municipality): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    match body {
        Ok(body) => {
            let typed = Typed::read(&body);
            let live = state.live();
            let edition = &live.edition;
            let Some(municipality) = edition.content.municipality(&municipality) else {
                return routed(live.table.not_found("", &headers));
            };
            let whole = Whole::new(&edition.content, edition.today, None);
            let letter = letter::answer(&whole.local(municipality), &typed);
            routed(computed::respond(&live, letter, &headers))
        }
        Err(_) => routed(state.live().table.fault(StatusCode::PAYLOAD_TOO_LARGE, &headers)),
    }
}
