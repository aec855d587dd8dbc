//! `/{k}/soeg` and `/soeg`. What is searched for is read, answered and forgotten: no line of a log
//! and no answer to anybody else ever holds it.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State as FromState};
use axum::http::HeaderMap;
use axum::response::Response;

use super::computed;
use super::routes::routed;
use super::state::State;
use crate::render::context::Whole;
use crate::render::pages::search;
use crate::search::Deferred;

/// The field of the form.
const FIELD: &str = "q";

/// In one municipality.
pub(super) async fn within(
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
    ready(&edition.search).await;
    let results = edition.search.find(&typed(query), Some(&municipality.id));
    let whole = Whole::new(&edition.content, edition.today, None);
    let document = search::page(&whole.local(municipality), &results);
    routed(computed::respond(&live, document, &headers))
}

/// In all.
pub(super) async fn everywhere(
    FromState(state): FromState<Arc<State>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let live = state.live();
    let edition = &live.edition;
    ready(&edition.search).await;
    let results = edition.search.find(&typed(query), None);
    let whole = Whole::new(&edition.content, edition.today, None);
    routed(computed::respond(&live, search::page_for_all(&whole, &results), &headers))
}

/// Waits where it keeps no page waiting: building takes a worker thread longer than a request may.
async fn ready(search: &Arc<Deferred>) {
    if search.is_built() {
        return;
    }
    let search = Arc::clone(search);
    let building = tokio::task::spawn_blocking(move || {
        search.build();
    });
    if let Err(error) = building.await {
        tracing::error!(%error, "search was not built");
    }
}

/// What stands in the field, whatever bytes it is made of; nothing where there is no field.
pub(super) fn typed(query: Option<String>) -> String {
    let query = query.unwrap_or_default();
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs.find(|(name, _)| name == FIELD).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_field_is_read_whatever_stands_in_it() {
        for (query, text) in [
            ("q=hash", "hash"),
            ("a=1&q=%C2%A7+101+a&q=2", "§ 101 a"),
            ("q=%ff%00", "\u{fffd}\0"),
            ("q", ""),
            ("x=1", ""),
            ("", ""),
        ] {
            assert_eq!(typed(Some(query.to_owned())), text, "{query}");
        }
    }
}
