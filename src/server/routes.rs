//! What is computed per request, in one table.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State as FromState};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

use super::ask;
use super::body::Body;
use super::canonical;
use super::metrics::RouteClass;
use super::preview;
use super::privacy;
use super::state::State;
use crate::content::address::PRIVACY;
use crate::site::Site;

/// The routes, with the layers that keep one request from harming another.
pub(super) fn router(state: &Arc<State>) -> Router {
    let limits = &state.config.limits;
    let for_panic = Arc::clone(state);
    let computed = ask::router()
        .route("/healthz", get(healthz))
        .route("/ud", get(leave))
        .route("/sitemap.xml", get(sitemap))
        .route(&format!("/{PRIVACY}"), get(privacy::page))
        .fallback(elsewhere);
    let all = if state.config.preview { computed.merge(preview::router()) } else { computed };
    all.layer(DefaultBodyLimit::max(limits.body_bytes))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, limits.request_time))
        .layer(CatchPanicLayer::custom(move |_| fault(&for_panic)))
        .with_state(Arc::clone(state))
}

/// From the server's body to axum's.
pub(super) fn routed(response: Response<Body>) -> Response {
    response.map(|body| match body {
        Body::Ready(bytes) => bytes.into(),
        Body::Routed(body) => body,
    })
}

/// Out of here, to an everyday site; the browser is asked to forget what it kept.
async fn leave(FromState(state): FromState<Arc<State>>) -> Response {
    let live = state.live();
    let Ok(to) = HeaderValue::from_str(&live.edition.book.exit.href) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let forget = HeaderValue::from_static("\"cache\"");
    let keep = HeaderValue::from_static("no-store");
    let forget_name = header::HeaderName::from_static("clear-site-data");
    let headers = [(header::LOCATION, to), (header::CACHE_CONTROL, keep), (forget_name, forget)];
    (StatusCode::SEE_OTHER, headers).into_response()
}

async fn healthz() -> impl IntoResponse {
    "ok\n"
}

/// The sitemap where no base address is set: its addresses are those the asker used.
async fn sitemap(FromState(state): FromState<Arc<State>>, headers: HeaderMap) -> Response {
    let live = state.live();
    let document = live.site.sitemap(&base_of(&live.site, &headers));
    ([(header::CONTENT_TYPE, document.content_type)], document.body).into_response()
}

/// The address the asker used, without a trailing slash, unless the operator has given one.
pub(super) fn base_of(site: &Site, headers: &HeaderMap) -> String {
    if let Some(base) = site.base() {
        return base.to_owned();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).filter(|host| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
        !host.is_empty() && host.bytes().all(plain)
    });
    format!("http://{}", host.unwrap_or("localhost"))
}

/// No such address: the right one if it can be told, else a page with ways back.
async fn elsewhere(FromState(state): FromState<Arc<State>>, request: Request) -> Response {
    let live = state.live();
    let forms = canonical::forms(request.uri().path());
    match forms.iter().find(|form| live.table.get(form).is_some() || is_computed(form)) {
        Some(form) => moved(form, request.uri()),
        None => routed(live.table.not_found(request.uri().path(), request.headers())),
    }
}

/// What kind of thing is asked for where the table has no answer.
pub(super) fn class(path: &str) -> RouteClass {
    match path {
        "/healthz" | "/sitemap.xml" => RouteClass::Machine,
        "/soeg" => RouteClass::Search,
        "/ud" => RouteClass::Leave,
        _ if is_local(path, "soeg") => RouteClass::Search,
        _ if is_local(path, "frister") || is_calculator(path) => {
            RouteClass::Deadline
        }
        _ if is_local(path, "udlevering") || is_code(path) => RouteClass::Handover,
        _ if takes_form(path) || path.strip_prefix('/') == Some(PRIVACY) => RouteClass::Page,
        _ => RouteClass::Unknown,
    }
}

/// Whether a path ends in the code of a hand-over.
fn is_calculator(path: &str) -> bool {
    path.rsplit_once('/').is_some_and(|(list, _)| is_local(list, "frister"))
}

fn is_code(path: &str) -> bool {
    let below = path.rsplit_once('/').map_or("", |(below, _)| below);
    is_local(below, "udlevering") || is_local(below, "u")
}

/// Whether a page takes what its form sends, and so answers POST beside GET.
pub(super) fn takes_form(path: &str) -> bool {
    is_local(path, "klagebrev") || is_local(path, "frister")
}

/// Whether a path is that of this page in some municipality.
fn is_local(path: &str, page: &str) -> bool {
    path.strip_prefix('/')
        .and_then(|path| path.split_once('/'))
        .is_some_and(|(municipality, rest)| !municipality.is_empty() && rest == page)
}

/// Whether a route computes this address.
fn is_computed(path: &str) -> bool {
    class(path) != RouteClass::Unknown
}

/// For good, with the query it came with.
fn moved(form: &str, asked: &Uri) -> Response {
    let to = match asked.query() {
        Some(query) => format!("{form}?{query}"),
        None => form.to_owned(),
    };
    match HeaderValue::from_str(&to) {
        Ok(to) => (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, to)]).into_response(),
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    }
}

fn fault(state: &State) -> Response {
    routed(state.live().table.fault(StatusCode::INTERNAL_SERVER_ERROR, &HeaderMap::new()))
}
