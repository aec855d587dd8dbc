//! What a handler is asked: the request, what is being served, and ways to answer from it.
//!
//! Handlers are plain functions of a [`Question`]: they know no connection, no thread and no
//! framework, and run where computing is done.

use std::sync::Arc;
use std::time::Instant;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};

use super::body::Body;
use super::computed;
use super::location;
use super::state::{Live, State};
use crate::content::Municipality;
use crate::render::context::Whole;
use crate::site::Document;

/// A request to something that is computed.
pub(super) struct Question {
    /// What all requests share.
    pub state: Arc<State>,
    /// What is served: the answer is made from one version, whatever is taken into use meanwhile.
    pub live: Arc<Live>,
    /// The variable parts of the path, decoded, in order.
    pub parts: Vec<String>,
    /// What stands after the question mark.
    pub query: Option<String>,
    /// The request's headers.
    pub headers: HeaderMap,
    /// What was sent.
    pub body: Bytes,
    /// When the request came.
    pub asked: Instant,
}

impl Question {
    /// A variable part of the path.
    pub(super) fn part(&self, at: usize) -> &str {
        self.parts.get(at).map_or("", String::as_str)
    }

    /// The municipality that the path begins with.
    pub(super) fn municipality(&self) -> Option<&Municipality> {
        self.live.edition.content.municipality(self.part(0))
    }

    /// What pages are rendered with.
    pub(super) fn whole(&self) -> Whole<'_> {
        let edition = &self.live.edition;
        Whole::new(&edition.content, edition.today, None)
    }

    /// Sends a page or file made for this request.
    pub(super) fn respond(&self, document: Document) -> Response<Body> {
        computed::respond(&self.live, document, &self.headers)
    }

    /// No such address.
    pub(super) fn not_found(&self) -> Response<Body> {
        self.live.table.not_found(self.part(0), &self.headers)
    }
}

/// The way to another address of this site, for now.
pub(super) fn see_other(to: &str) -> Response<Body> {
    to_location(StatusCode::SEE_OTHER, location::of(to))
}

/// The way to another address.
pub(super) fn to_location(status: StatusCode, to: HeaderValue) -> Response<Body> {
    let mut response = Response::new(Body::Ready(Bytes::new()));
    *response.status_mut() = status;
    response.headers_mut().insert(header::LOCATION, to);
    response
}
