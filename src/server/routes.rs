//! All computed responses in one list: the address, its class and the handler.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request, State as FromState};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use tower::util::MapResponseLayer;
use tower_http::catch_panic::CatchPanicLayer;

use super::addresses::{KnownAddresses, Meant};
use super::body::Body;
use super::computed::respond;
use super::connections::{Mark, Phase};
use super::metrics::RouteClass;
use super::question::{CODE, MUNICIPALITY, Question, SHORT, to_location};
use super::receive::receive;
use super::record::Asked;
use super::state::{Live, State};
use super::work::Unfinished;
use super::{location, preview, privacy};
use crate::content::address::PRIVACY;
use crate::kind::{Asking, Class};
use crate::pages::leave;
use crate::registry;
use crate::site::{CachePolicy, Document, Notice, Site};

/// An address, or a pattern of addresses, with computed responses.
struct Routing {
    path: String,
    class: RouteClass,
    methods: MethodRouter<Arc<State>>,
}

/// All of them: the fixed ones, and those in the [`registry`].
fn list() -> Vec<Routing> {
    let route = |path: &str, class, methods| Routing { path: path.to_owned(), class, methods };
    let mut all = vec![
        route("/healthz", RouteClass::Machine, get(healthz)),
        route("/ud", RouteClass::Leave, get(leave)),
        route("/sitemap.xml", RouteClass::Machine, get(computed(sitemap))),
        route(&format!("/{PRIVACY}"), RouteClass::Page, get(computed(privacy::page))),
    ];
    for feature in registry::computed() {
        let at = all.iter().position(|route| route.path == feature.path).unwrap_or_else(|| {
            all.push(route(feature.path, class(feature.class), MethodRouter::new()));
            all.len() - 1
        });
        let waits = feature.class == Class::Search;
        let handler = asking(waits, move |question: &Question| question.answer(feature));
        let methods = std::mem::take(&mut all[at].methods);
        all[at].methods = match feature.method {
            Asking::Get => methods.get(handler),
            Asking::Post => methods.post(handler),
        };
    }
    all
}

fn class(class: Class) -> RouteClass {
    match class {
        Class::Page => RouteClass::Page,
        Class::Search => RouteClass::Search,
        Class::Deadline => RouteClass::Deadline,
        Class::HandOver => RouteClass::Handover,
    }
}

/// The router, with the layers that isolate requests from each other.
pub(super) fn router(state: &Arc<State>) -> Router {
    let for_panic = Arc::clone(state);
    let mut all = Router::new();
    for Routing { path, class, methods } in list() {
        let classed = MapResponseLayer::new(move |mut response: Response| {
            response.extensions_mut().insert(class);
            response
        });
        all = all.route(&path, methods.fallback(elsewhere).layer(classed));
    }
    if state.config.preview {
        all = all.merge(preview::router());
    }
    all.fallback(elsewhere)
        .layer(CatchPanicLayer::custom(move |_| fault(&for_panic)))
        .with_state(Arc::clone(state))
}

/// Converts the server's body to axum's.
fn routed(response: axum::http::Response<Body>) -> Response {
    response.map(|body| match body {
        Body::Ready(bytes) => bytes.into(),
        Body::Routed(body) => body,
    })
}

/// A response being computed.
type Coming = Pin<Box<dyn Future<Output = Response> + Send>>;

/// The variable parts of a path, unless they are not valid text.
type Parts = Result<RawPathParams, RawPathParamsRejection>;

/// Computes a response on a worker thread.
fn computed<A: Handler>(answers: A) -> impl Handles {
    asking(false, answers)
}

/// The same; if `waits`, waits until search is ready.
fn asking<A: Handler>(waits: bool, answers: A) -> impl Handles {
    move |FromState(state): FromState<Arc<State>>, parts: Parts, request: Request| -> Coming {
        let answers = answers.clone();
        Box::pin(async move {
            if waits {
                wait_for_search(&state).await;
            }
            answer(state, parts, request, answers).await
        })
    }
}

/// Makes a response from a question.
trait Handler: Fn(&Question) -> axum::http::Response<Body> + Clone + Send + Sync + 'static {}

impl<T: Fn(&Question) -> axum::http::Response<Body> + Clone + Send + Sync + 'static> Handler for T {}

/// What the router calls.
trait Handles:
    Fn(FromState<Arc<State>>, Parts, Request) -> Coming + Clone + Send + Sync + 'static
{
}

impl<T> Handles for T where
    T: Fn(FromState<Arc<State>>, Parts, Request) -> Coming + Clone + Send + Sync + 'static
{
}

async fn answer(
    state: Arc<State>,
    parts: Parts,
    request: Request,
    answers: impl Handler,
) -> Response {
    let live = state.live_for_long();
    let Some(parts) = known(&live, parts) else {
        return elsewhere(FromState(state), request).await;
    };
    let (head, body) = request.into_parts();
    let body = match receive(body, &state.config.limits).await {
        Ok(body) => body,
        Err(notice) => return routed(live.table.notice(notice, &head.headers)),
    };
    if let Some(mark) = head.extensions.get::<Arc<Mark>>() {
        mark.set(Phase::Working);
    }
    let question = Arc::new(Question {
        state: Arc::clone(&state),
        live,
        path: head.uri.path().to_owned(),
        parts,
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers: head.headers,
        body,
        asked: head.extensions.get::<Asked>().map_or_else(Instant::now, |asked| asked.0),
    });
    let theirs = Arc::clone(&question);
    let answer = state.work.run(move || answers(&theirs)).await;
    let table = &question.live.table;
    routed(answer.unwrap_or_else(|unfinished| match unfinished {
        Unfinished::Busy => table.notice(Notice::Busy, &question.headers),
        Unfinished::Fault => table.fault(StatusCode::INTERNAL_SERVER_ERROR, &question.headers),
    }))
}

/// The variable parts of a path, if its municipality exists.
fn known(live: &Live, parts: Parts) -> Option<HashMap<String, String>> {
    match parts {
        Ok(parts) => {
            // Invalid codes are reported where codes are parsed.
            let is_known =
                |(name, part): (&str, &str)| name == CODE || stands_for(live, name, part);
            let known = parts.iter().all(is_known);
            known.then(|| parts.iter().map(|(name, part)| (name.into(), part.into())).collect())
        }
        Err(RawPathParamsRejection::MissingPathParams(_)) => Some(HashMap::new()),
        Err(_) => None,
    }
}

/// Search is built while the server is already running. Waiting for it takes up no worker thread.
async fn wait_for_search(state: &State) {
    let started = Instant::now();
    let is_built = || state.live().edition.search.is_built();
    while !is_built() && started.elapsed() < state.config.limits.request_time {
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// How often to check whether search is ready.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// Leaves for an everyday site, without waiting for a worker thread.
async fn leave(FromState(state): FromState<Arc<State>>, headers: HeaderMap) -> Response {
    let live = state.live();
    routed(respond(&live, leave::page(&live.edition.book), &headers))
}

async fn healthz() -> impl IntoResponse {
    "ok\n"
}

/// The sitemap when no base URL is set: its addresses use the host of the request.
fn sitemap(question: &Question) -> axum::http::Response<Body> {
    let site = &question.live.site;
    let document = site.sitemap(&base_of(site, &question.headers));
    question.respond(Document { cache: CachePolicy::Never, ..document })
}

/// The base URL: the operator's or, if there is none, that of the request. No trailing slash.
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

/// For unknown addresses and wrong methods: redirects to the right address if there is one,
/// otherwise sends a page with ways back.
async fn elsewhere(FromState(state): FromState<Arc<State>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let (path, headers) = (head.uri.path(), &head.headers);
    // A browser that is cut off while sending shows its own error instead of our response.
    let received = receive(body, &state.config.limits).await;
    let live = state.live();
    if let Err(notice) = received {
        return routed(live.table.notice(notice, headers));
    }
    let is_read = matches!(head.method, Method::GET | Method::HEAD);
    if !is_read && exists(&live, path) {
        return not_allowed(&live, path, headers);
    }
    match meant(&live, path) {
        Some(meant) => routed(to_location(
            moved(meant.same, is_read),
            location::with(&meant.path, head.uri.query(), meant.fragment.as_deref()),
        )),
        None => routed(live.table.not_found(path, headers)),
    }
}

/// A form sent to a misspelt address is redirected without changing the method; a guess is never a
/// permanent redirect, because it may turn out to be wrong.
fn moved(for_good: bool, is_read: bool) -> StatusCode {
    match (for_good, is_read) {
        (true, true) => StatusCode::MOVED_PERMANENTLY,
        (true, false) => StatusCode::PERMANENT_REDIRECT,
        (false, _) => StatusCode::TEMPORARY_REDIRECT,
    }
}

/// The methods allowed on a prepared page; for a route, the router knows.
fn not_allowed(live: &Live, path: &str, headers: &HeaderMap) -> Response {
    let mut response = routed(live.table.notice(Notice::NotAllowed, headers));
    if let Some(slot) = live.table.get(path) {
        let takes_form = registry::computed()
            .any(|one| one.method == Asking::Post && fits(live, one.path, path));
        let methods = if takes_form { "GET,HEAD,POST" } else { "GET,HEAD" };
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(methods));
        response.extensions_mut().insert(slot.class());
    }
    response
}

/// The existing address that an unknown one means.
pub(super) fn meant(live: &Live, path: &str) -> Option<Meant> {
    let addresses = live.addresses.get_or_init(|| {
        let pages = live.site.iter().map(|(address, _)| address);
        let pages = pages.filter(|address| !address.starts_with("/s/"));
        KnownAddresses::new(pages.chain(PATTERNS.iter().map(String::as_str)))
    });
    // If it exists but was requested with the wrong method, it doesn't redirect to itself.
    addresses.meant(path, |address| address != path && exists(live, address))
}

pub(super) fn exists(live: &Live, path: &str) -> bool {
    live.table.get(path).is_some() || is_computed(live, path)
}

/// The addresses and patterns in [`list`].
static PATTERNS: LazyLock<Vec<String>> =
    LazyLock::new(|| list().into_iter().map(|route| route.path).collect());

/// Whether the address is computed.
fn is_computed(live: &Live, path: &str) -> bool {
    PATTERNS.iter().any(|pattern| fits(live, pattern, path))
}

/// Whether a query turns a prepared page into a computed one: a calculator is prepared without an
/// answer and computed with one.
pub(super) fn depends_on_query(live: &Live, uri: &Uri) -> bool {
    uri.query().is_some_and(|query| !query.is_empty())
        && registry::computed()
            .any(|one| one.method == Asking::Get && fits(live, one.path, uri.path()))
}

/// Whether a path matches a pattern.
fn fits(live: &Live, pattern: &str, path: &str) -> bool {
    let part_fits = |(pattern, part): (&str, &str)| match pattern
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
    {
        Some(name) => stands_for(live, name, part),
        None => pattern == part,
    };
    pattern.split('/').count() == path.split('/').count()
        && pattern.split('/').zip(path.split('/')).all(part_fits)
}

/// Whether a part of a path is a valid value for a variable of a pattern.
fn stands_for(live: &Live, name: &str, part: &str) -> bool {
    let book = &live.edition.book;
    match name {
        MUNICIPALITY => book.municipality(part).is_some(),
        SHORT => book.municipalities.iter().any(|one| one.short == *part),
        // A code: only valid characters may be copied into a redirect.
        _ => {
            let of_code = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
            !part.is_empty() && part.bytes().all(of_code)
        }
    }
}

fn fault(state: &State) -> Response {
    routed(state.live().table.fault(StatusCode::INTERNAL_SERVER_ERROR, &HeaderMap::new()))
}
