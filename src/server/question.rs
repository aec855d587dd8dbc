//! A request for something computed: passed to the feature, whose answer is turned into a response.
//! Nothing here waits: a [`Question`] contains everything the answer needs, and is answered on a
//! worker thread. Input is never stored.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};

use super::body::Body;
use super::computed;
use super::location;
use super::state::{Live, State};
use crate::book::Municipality;
use crate::kind::{Answer, Ask, Computed};
use crate::render::context::Whole;
use crate::site::Document;

pub(super) struct Question {
    pub state: Arc<State>,
    /// The content being served; the answer is made from one version, even if it is replaced
    /// meanwhile.
    pub live: Arc<Live>,
    /// The path as requested.
    pub path: String,
    /// The variable parts of the path, decoded, by name.
    pub parts: HashMap<String, String>,
    /// The query string.
    pub query: String,
    pub headers: HeaderMap,
    /// The request body.
    pub body: Bytes,
    /// When the request arrived.
    pub asked: Instant,
}

impl Question {
    /// Passes the request to the feature.
    pub(super) fn answer(&self, computed: &Computed) -> Response<Body> {
        let whole = self.whole();
        let ask = Ask {
            whole: &whole,
            municipality: self.municipality(),
            search: &self.live.edition.search,
            code: self.parts.get(CODE).map_or("", String::as_str),
            query: &self.query,
            body: &self.body,
        };
        match (computed.answer)(&ask) {
            Answer::Document(document) => self.respond(document),
            Answer::File(document, name) => {
                let mut response = self.respond(document);
                if let Ok(keep) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
                {
                    response.headers_mut().insert(header::CONTENT_DISPOSITION, keep);
                }
                response
            }
            Answer::SeeOther(to) => to_location(StatusCode::SEE_OTHER, location::of(&to)),
            Answer::NotFound => self.not_found(),
        }
    }

    /// The municipality in the path, by its name or short name.
    fn municipality(&self) -> Option<&Municipality> {
        let book = &self.live.edition.book;
        let by_name = self.parts.get(MUNICIPALITY).and_then(|id| book.municipality(id));
        by_name.or_else(|| {
            let short = self.parts.get(SHORT)?;
            book.municipalities.iter().find(|one| one.short == *short)
        })
    }

    /// The rendering context. The site's address is the one set by the operator, because a request
    /// can claim any address.
    pub(super) fn whole(&self) -> Whole<'_> {
        Whole::new(&self.live.edition.book, self.live.edition.today, self.live.site.base())
    }

    /// Sends a page or file made for this request.
    pub(super) fn respond(&self, document: Document) -> Response<Body> {
        computed::respond(&self.live, document, &self.headers)
    }

    pub(super) fn not_found(&self) -> Response<Body> {
        self.live.table.not_found(&self.path, &self.headers)
    }
}

/// The names of the variable parts in patterns: a hand-over code, a municipality, and its short
/// name.
pub(super) const CODE: &str = "code";
pub(super) const MUNICIPALITY: &str = "municipality";
pub(super) const SHORT: &str = "short";

/// A redirect.
pub(super) fn to_location(status: StatusCode, to: HeaderValue) -> Response<Body> {
    let mut response = Response::new(Body::Ready(Bytes::new()));
    *response.status_mut() = status;
    response.headers_mut().insert(header::LOCATION, to);
    response
}
