//! Answers requests: first from the table, the rest through the router.
//!
//! Nine out of ten requests are for a prepared page. They are answered here without the router, its
//! extractors or a boxed future.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Instant;

use axum::Router;
use axum::http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, header};
use hyper::body::{Body as _, Incoming};
use tower::Service as _;

use super::body::Body;
use super::connections::{Mark, Phase};
use super::metrics::RouteClass;
use super::negotiate::Only;
use super::record::{Asked, RequestRecord};
use super::routes::depends_on_query;
use super::sound::{Unsound, unsound};
use super::state::{Live, State};
use super::table::ANOTHER;
use crate::site::Notice;

pub(super) struct Service {
    pub state: Arc<State>,
    /// The router for computed responses.
    pub router: Router,
    /// Tracks what the connection is doing.
    pub mark: Arc<Mark>,
}

impl hyper::service::Service<Request<Incoming>> for Service {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Answering;

    fn call(&self, request: Request<Incoming>) -> Answering {
        let asked = Instant::now();
        let live = self.state.live();
        if let Some(unsound) = unsound(&request) {
            self.mark.set(Phase::Sending);
            let response = refused(&live, unsound, request.headers());
            return Answering::Ready(Some(finish(
                &self.state,
                RouteClass::Unknown,
                asked,
                response,
            )));
        }
        let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
        let is_ready = is_read && !depends_on_query(&live, request.uri());
        if let Some(slot) = live.table.get(request.uri().path()).filter(|_| is_ready) {
            self.mark.set(Phase::Sending);
            let response = slot.answer(request.headers());
            return Answering::Ready(Some(finish(&self.state, slot.class(), asked, response)));
        }
        self.routed(request, asked)
    }
}

impl Service {
    fn routed(&self, request: Request<Incoming>, asked: Instant) -> Answering {
        let comes_more = !request.body().is_end_stream();
        self.mark.set(if comes_more { Phase::Receiving } else { Phase::Working });
        // A computed response has no entity tag, so it can't match `If-Match`.
        let unwanted = Only::of(request.headers()).is_some_and(|only| !only.is_any());
        let mut request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(Asked(asked));
        request.extensions_mut().insert(Arc::clone(&self.mark));
        Answering::Routed {
            routed: Box::pin(self.router.clone().call(request)),
            unwanted,
            asked,
            state: Arc::clone(&self.state),
            mark: Arc::clone(&self.mark),
        }
    }
}

/// Records a response, and closes the connection if the server is stopping.
fn finish(
    state: &State,
    class: RouteClass,
    asked: Instant,
    mut response: Response<Body>,
) -> Response<Body> {
    // The page that shows its record has attached it, so that the same record is logged.
    let shown = response.extensions_mut().remove::<RequestRecord>();
    shown.unwrap_or_else(|| RequestRecord::new(state, class, response.status(), asked)).note(state);
    if let Some(date) = state.date() {
        response.headers_mut().insert(header::DATE, date);
    }
    if state.is_draining() {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// The response to a request that can't be routed.
fn refused(live: &Live, unsound: Unsound, headers: &HeaderMap) -> Response<Body> {
    match unsound {
        Unsound::Malformed => live.table.notice(Notice::Unreadable, headers),
        Unsound::NotImplemented => {
            let text = "Det kan denne server ikke.";
            let mut response = live.table.sentence(StatusCode::NOT_IMPLEMENTED, text);
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            response
        }
        Unsound::Ping => {
            let mut response = live.table.sentence(StatusCode::NO_CONTENT, "");
            response.headers_mut().remove(header::CONTENT_TYPE);
            let all = HeaderValue::from_static("GET,HEAD,POST,OPTIONS");
            response.headers_mut().insert(header::ALLOW, all);
            response
        }
    }
}

type Routed = <Router as tower::Service<Request<axum::body::Body>>>::Future;

/// A response that is ready or being computed.
pub(super) enum Answering {
    Ready(Option<Response<Body>>),
    Routed {
        routed: Pin<Box<Routed>>,
        /// Whether `If-Match` rules out every possible response.
        unwanted: bool,
        /// When the request arrived.
        asked: Instant,
        state: Arc<State>,
        /// Tracks what the connection is doing.
        mark: Arc<Mark>,
    },
}

impl Future for Answering {
    type Output = Result<Response<Body>, Infallible>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.get_mut() {
            Self::Ready(response) => match response.take() {
                Some(response) => Poll::Ready(Ok(response)),
                // Polled again after completion, which hyper never does.
                None => Poll::Pending,
            },
            Self::Routed { routed, unwanted, asked, state, mark } => {
                let Ok(response) = ready!(routed.as_mut().poll(context));
                mark.set(Phase::Sending);
                let class = response.extensions().get().copied().unwrap_or(RouteClass::Unknown);
                let response = if *unwanted && response.status().is_success() {
                    state.live().table.sentence(StatusCode::PRECONDITION_FAILED, ANOTHER)
                } else {
                    complete(response.map(Body::Routed), state)
                };
                Poll::Ready(Ok(finish(state, class, *asked, response)))
            }
        }
    }
}

/// Adds the common headers to a route's response.
fn complete(mut response: Response<Body>, state: &State) -> Response<Body> {
    if response.status() != StatusCode::METHOD_NOT_ALLOWED {
        // axum adds it to every response for which no method matched.
        response.headers_mut().remove(header::ALLOW);
    }
    let live = state.live();
    for (name, value) in live.table.common() {
        response.headers_mut().entry(name).or_insert_with(|| value.clone());
    }
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}
