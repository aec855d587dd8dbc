//! From a request to a response: the table first, the router for the rest.
//!
//! Nine of ten requests are for a page that is ready; they are answered here without the router,
//! its extractors or a boxed future.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Instant;

use axum::Router;
use axum::http::{HeaderValue, Method, Request, Response, StatusCode, header};
use hyper::body::Incoming;
use tower::Service as _;

use super::body::Body;
use super::connections::{Mark, Phase};
use super::metrics::RouteClass;
use super::record::{Asked, Record};
use super::routes;
use super::state::State;
use super::table::Table;

/// Answers the requests of one connection.
pub(super) struct Service {
    /// What is served.
    pub state: Arc<State>,
    /// Answers what must be computed.
    pub router: Router,
    /// Says what the connection is doing.
    pub mark: Arc<Mark>,
}

impl hyper::service::Service<Request<Incoming>> for Service {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Answer;

    fn call(&self, request: Request<Incoming>) -> Answer {
        let asked = Instant::now();
        let live = self.state.live();
        let path = request.uri().path();
        let sent = *request.method() == Method::POST && routes::takes_form(path);
        if let Some(slot) = live.table.get(path).filter(|_| !sent) {
            let response = if matches!(*request.method(), Method::GET | Method::HEAD) {
                slot.answer(request.headers())
            } else {
                not_allowed(&live.table)
            };
            self.mark.set(Phase::Sending);
            return Answer::Ready(Some(finish(&self.state, slot.class(), asked, response)));
        }
        let class = routes::class(request.uri().path());
        self.mark.set(Phase::Working);
        let mut request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(Asked(asked));
        let routed = self.router.clone().call(request);
        Answer::Routed {
            routed: Box::pin(routed),
            class,
            asked,
            state: Arc::clone(&self.state),
            mark: Arc::clone(&self.mark),
        }
    }
}

/// Notes an answer, and says so if it is the last one on its connection.
fn finish(
    state: &State,
    class: RouteClass,
    asked: Instant,
    mut response: Response<Body>,
) -> Response<Body> {
    // The page that shows its record brings it along: what is shown is what is noted.
    let shown = response.extensions_mut().remove::<Record>();
    shown.unwrap_or_else(|| Record::new(state, class, response.status(), asked)).note(state);
    if state.is_draining() {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

fn not_allowed(table: &Table) -> Response<Body> {
    let mut response = table.sentence(StatusCode::METHOD_NOT_ALLOWED, "Siden kan kun læses.");
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    response
}

type Routed = <Router as tower::Service<Request<axum::body::Body>>>::Future;

/// A response that is there, or on its way.
pub(super) enum Answer {
    /// There.
    Ready(Option<Response<Body>>),
    /// On its way.
    Routed {
        /// The route at work.
        routed: Pin<Box<Routed>>,
        /// What was asked for.
        class: RouteClass,
        /// When.
        asked: Instant,
        /// What is served.
        state: Arc<State>,
        /// Says what the connection is doing.
        mark: Arc<Mark>,
    },
}

impl Future for Answer {
    type Output = Result<Response<Body>, Infallible>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.get_mut() {
            Self::Ready(response) => match response.take() {
                Some(response) => Poll::Ready(Ok(response)),
                // Polled after it was ready, which hyper never does.
                None => Poll::Pending,
            },
            Self::Routed { routed, class, asked, state, mark } => {
                let Ok(response) = ready!(routed.as_mut().poll(context));
                mark.set(Phase::Sending);
                let response = complete(response.map(Body::Routed), state);
                Poll::Ready(Ok(finish(state, *class, *asked, response)))
            }
        }
    }
}

/// Adds to a route's response the headers that every response carries.
fn complete(mut response: Response<Body>, state: &State) -> Response<Body> {
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
