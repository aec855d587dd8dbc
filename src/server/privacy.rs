//! `/privatliv`: the editors' page, with what the server noted about this very request.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State as FromState;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::computed;
use super::metrics::RouteClass;
use super::record::{Asked, Record};
use super::routes::routed;
use super::state::State;
use crate::render::context::Whole;
use crate::pages::text;

/// The page. Its record goes along with the response, so that nothing else is noted of it.
pub(super) async fn page(
    FromState(state): FromState<Arc<State>>,
    Extension(Asked(asked)): Extension<Asked>,
    headers: HeaderMap,
) -> Response {
    let live = state.live();
    let edition = &live.edition;
    let Some(at) = edition.book.noted else {
        return routed(live.table.not_found("", &headers));
    };
    let record = Record::new(&state, RouteClass::Page, StatusCode::OK, asked);
    let whole = Whole {
        noted: Some(record.noted()),
        ..Whole::new(&edition.book, edition.today, live.site.base())
    };
    let mut response = computed::respond(&live, text::shared_page(&whole, &edition.book.pages[at]), &headers);
    response.extensions_mut().insert(record);
    routed(response)
}
