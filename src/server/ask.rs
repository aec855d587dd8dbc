//! Everything that is computed when it is asked for, one way: an address and what was typed go to
//! the feature, its answer comes back. What was typed is kept by nobody.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, RawQuery, State as FromState};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use super::computed;
use super::routes::routed;
use super::state::{Live, State};
use crate::book::Municipality;
use crate::kind::{Answer, Ask, Asking, Computed};
use crate::registry;
use crate::render::context::Whole;
use crate::search::Deferred;

/// A route for everything that the registry says is computed.
pub(super) fn router() -> Router<Arc<State>> {
    registry::computed().fold(Router::new(), |router, computed| {
        let handler = move |FromState(state): FromState<Arc<State>>,
                            Path(parts): Path<HashMap<String, String>>,
                            RawQuery(query): RawQuery,
                            headers: HeaderMap,
                            body: Result<Bytes, BytesRejection>| async move {
            let query = query.unwrap_or_default();
            answer(computed, &state, &parts, &query, &headers, body).await
        };
        match computed.method {
            Asking::Get => router.route(computed.path, get(handler)),
            Asking::Post => router.route(computed.path, post(handler)),
        }
    })
}

async fn answer(
    computed: &Computed,
    state: &State,
    parts: &HashMap<String, String>,
    query: &str,
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let live = state.live();
    let Ok(body) = body else {
        return routed(live.table.fault(StatusCode::PAYLOAD_TOO_LARGE, headers));
    };
    let municipality = match municipality(&live, parts) {
        Ok(municipality) => municipality,
        Err(Unknown) => return routed(live.table.not_found("", headers)),
    };
    if computed.class == crate::kind::Class::Search {
        ready(&live.edition.search).await;
    }
    let whole = Whole::new(&live.edition.book, live.edition.today, live.site.base());
    let ask = Ask {
        whole: &whole,
        municipality,
        search: &live.edition.search,
        code: parts.get("code").map_or("", String::as_str),
        query,
        body: &body,
    };
    respond(&live, (computed.answer)(&ask), headers)
}

/// An address that names a municipality there is none of.
struct Unknown;

fn municipality<'l>(
    live: &'l Live,
    parts: &HashMap<String, String>,
) -> Result<Option<&'l Municipality>, Unknown> {
    let book = &live.edition.book;
    if let Some(id) = parts.get("municipality") {
        return book.municipality(id).map(Some).ok_or(Unknown);
    }
    let Some(short) = parts.get("short") else { return Ok(None) };
    book.municipalities.iter().find(|one| one.short == *short).map(Some).ok_or(Unknown)
}

fn respond(live: &Live, answer: Answer, headers: &HeaderMap) -> Response {
    match answer {
        Answer::Document(document) => routed(computed::respond(live, document, headers)),
        Answer::File(document, name) => {
            let mut response = computed::respond(live, document, headers);
            if let Ok(keep) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
                response.headers_mut().insert(header::CONTENT_DISPOSITION, keep);
            }
            routed(response)
        }
        Answer::SeeOther(to) => match HeaderValue::from_str(&to) {
            Ok(to) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
            Err(_) => StatusCode::BAD_REQUEST.into_response(),
        },
        Answer::NotFound => routed(live.table.not_found("", headers)),
    }
}

/// Until search is built, which takes longer than a search may, others are served.
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
