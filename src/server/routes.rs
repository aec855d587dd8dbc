//! What is computed per request, in one list: the address, the kind of thing it is, who answers.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request, State as FromState};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use tower::util::MapResponseLayer;
use tower_http::catch_panic::CatchPanicLayer;

use super::addresses::{Addresses, Meant};
use super::body::Body;
use super::connections::{Mark, Phase};
use super::metrics::RouteClass::{self, Deadline, Handover, Leave, Machine, Page, Search};
use super::question::{Question, to_location};
use super::receive::receive;
use super::record::Asked;
use super::state::{Live, State};
use super::work::Unfinished;
use super::{forms, handover, letter, location, preview, privacy, search};
use crate::content::address::PRIVACY;
use crate::site::{CachePolicy, Document, Notice, Site};

/// Computes an answer.
type Answers = fn(&Question) -> axum::http::Response<Body>;

/// An address, or a pattern of addresses, whose answers are computed.
struct Route {
    path: String,
    class: RouteClass,
    methods: MethodRouter<Arc<State>>,
}

/// All of them.
fn list() -> Vec<Route> {
    let route = |path: &str, class, methods| Route { path: path.to_owned(), class, methods };
    vec![
        route("/healthz", Machine, get(healthz)),
        route("/ud", Leave, get(leave)),
        route("/sitemap.xml", Machine, get(computed(sitemap))),
        route(&format!("/{PRIVACY}"), Page, get(computed(privacy::page))),
        route("/soeg", Search, get(searched(search::everywhere))),
        route("/{municipality}/soeg", Search, get(searched(search::within))),
        route("/{municipality}/klagebrev", Page, post(computed(letter::answer)).get(elsewhere)),
        route("/{municipality}/frister", Deadline, post(computed(forms::deadlines)).get(elsewhere)),
        route(
            "/{municipality}/frister/frist.ics",
            Deadline,
            post(computed(forms::calendar)).get(computed(forms::back)),
        ),
        route("/{municipality}/udlevering", Handover, get(computed(handover::choose))),
        route("/{municipality}/udlevering/{code}", Handover, get(computed(handover::sheet))),
        route("/{short}/u/{code}", Handover, get(computed(handover::short))),
    ]
}

/// The routes, with what keeps one request from harming another.
pub(super) fn router(state: &Arc<State>) -> Router {
    let for_panic = Arc::clone(state);
    let mut all = Router::new();
    for Route { path, class, methods } in list() {
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

/// From the server's body to axum's.
fn routed(response: axum::http::Response<Body>) -> Response {
    response.map(|body| match body {
        Body::Ready(bytes) => bytes.into(),
        Body::Routed(body) => body,
    })
}

/// An answer on its way.
type Coming = Pin<Box<dyn Future<Output = Response> + Send>>;

/// The variable parts of a path, unless they are no text.
type Parts = Result<RawPathParams, RawPathParamsRejection>;

/// Computes an answer where computing is done.
fn computed(
    answers: Answers,
) -> impl Fn(FromState<Arc<State>>, Parts, Request) -> Coming + Clone + Send + Sync + 'static {
    move |FromState(state), parts, request| Box::pin(answer(state, parts, request, answers))
}

/// The same, once search is there to be asked.
fn searched(
    answers: Answers,
) -> impl Fn(FromState<Arc<State>>, Parts, Request) -> Coming + Clone + Send + Sync + 'static {
    move |FromState(state), parts, request| {
        Box::pin(async move {
            wait_for_search(&state).await;
            answer(state, parts, request, answers).await
        })
    }
}

async fn answer(state: Arc<State>, parts: Parts, request: Request, answers: Answers) -> Response {
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
    let asked = head.extensions.get::<Asked>().map_or_else(Instant::now, |asked| asked.0);
    let query = head.uri.query().map(str::to_owned);
    let (headers, shared) = (head.headers, Arc::clone(&state));
    let question = Arc::new(Question { state, live, parts, query, headers, body, asked });
    let theirs = Arc::clone(&question);
    let answer = shared.work.run(move || answers(&theirs)).await;
    let table = &question.live.table;
    routed(answer.unwrap_or_else(|unfinished| match unfinished {
        Unfinished::Busy => table.notice(Notice::Busy, &question.headers),
        Unfinished::Fault => table.fault(StatusCode::INTERNAL_SERVER_ERROR, &question.headers),
    }))
}

/// The variable parts of a path whose municipality there is.
fn known(live: &Live, parts: Parts) -> Option<Vec<String>> {
    match parts {
        Ok(parts) => {
            let content = &live.edition.content;
            let strange = |(name, part): (&str, &str)| {
                name == MUNICIPALITY && content.municipality(part).is_none()
            };
            let known = !parts.iter().any(strange);
            known.then(|| parts.iter().map(|(_, part)| part.to_owned()).collect())
        }
        Err(RawPathParamsRejection::MissingPathParams(_)) => Some(Vec::new()),
        Err(_) => None,
    }
}

/// Search is built behind the open door. Who waits for it takes nobody's turn.
async fn wait_for_search(state: &State) {
    let begun = Instant::now();
    let is_built = || state.live().edition.search.is_built();
    while !is_built() && begun.elapsed() < state.config.limits.request_time {
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// How long to wait before looking again whether search is there.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// Out of here, to an everyday site; the browser is asked to forget what it kept.
async fn leave(FromState(state): FromState<Arc<State>>) -> Response {
    let to = location::of(&state.live().edition.content.site.exit.url);
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
fn sitemap(question: &Question) -> axum::http::Response<Body> {
    let site = &question.live.site;
    let document = site.sitemap(&base_of(site, &question.headers));
    question.respond(Document { cache: CachePolicy::Never, ..document })
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

/// No such address, or none that can be asked this way: the right one if it can be told, else a page
/// with ways back.
async fn elsewhere(FromState(state): FromState<Arc<State>>, request: Request) -> Response {
    let live = state.live();
    let (path, headers) = (request.uri().path(), request.headers());
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    if !is_read && exists(&live, path) {
        return not_allowed(&live, path, headers);
    }
    match meant(&live, path) {
        Some(meant) => routed(to_location(
            moved(meant.same, is_read),
            location::with(&meant.path, request.uri().query(), meant.fragment.as_deref()),
        )),
        None => routed(live.table.not_found(path, headers)),
    }
}

/// A form that is sent to the right address in the wrong form is sent there again; a guess may turn
/// out to be wrong one day.
fn moved(for_good: bool, is_read: bool) -> StatusCode {
    match (for_good, is_read) {
        (true, true) => StatusCode::MOVED_PERMANENTLY,
        (true, false) => StatusCode::PERMANENT_REDIRECT,
        (false, _) => StatusCode::TEMPORARY_REDIRECT,
    }
}

/// What can be done with a page that is ready; for a route, it is the router that knows.
fn not_allowed(live: &Live, path: &str, headers: &HeaderMap) -> Response {
    let mut response = routed(live.table.notice(Notice::NotAllowed, headers));
    if let Some(slot) = live.table.get(path).filter(|_| !is_computed(live, path)) {
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET,HEAD"));
        response.extensions_mut().insert(slot.class());
    }
    response
}

/// The address of this site that is meant by one that it hasn't.
pub(super) fn meant(live: &Live, path: &str) -> Option<Meant> {
    let addresses = live.addresses.get_or_init(|| {
        let pages = live.site.iter().map(|(address, _)| address);
        let pages = pages.filter(|address| !address.starts_with("/s/"));
        Addresses::new(pages.chain(PATTERNS.iter().map(String::as_str)))
    });
    // One that is there, or that is asked for in the only way it can be, leads to itself.
    addresses.meant(path, |address| address != path && exists(live, address))
}

/// Whether the site has this address.
pub(super) fn exists(live: &Live, path: &str) -> bool {
    live.table.get(path).is_some() || is_computed(live, path)
}

/// The addresses and patterns of [`list`].
static PATTERNS: LazyLock<Vec<String>> =
    LazyLock::new(|| list().into_iter().map(|route| route.path).collect());

/// The part of a pattern that stands for a municipality.
const MUNICIPALITY: &str = "municipality";
/// The part that stands for its short name.
const SHORT: &str = "short";

/// Whether a route computes this address.
fn is_computed(live: &Live, path: &str) -> bool {
    let municipalities = &live.edition.content.municipalities;
    let fits = |(pattern, part): (&str, &str)| match pattern
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
    {
        Some(MUNICIPALITY) => live.edition.content.municipality(part).is_some(),
        Some(SHORT) => municipalities.iter().any(|one| *one.profile.short == *part),
        Some(_) => !part.is_empty() && part.bytes().all(handover::is_of_code),
        None => pattern == part,
    };
    PATTERNS.iter().any(|pattern| {
        pattern.split('/').count() == path.split('/').count()
            && pattern.split('/').zip(path.split('/')).all(fits)
    })
}

fn fault(state: &State) -> Response {
    routed(state.live().table.fault(StatusCode::INTERNAL_SERVER_ERROR, &HeaderMap::new()))
}
