//! A request to something that is computed: what is asked goes to the feature, its answer comes back.
//! Nothing here waits: a [`Question`] holds all that an answer is made from, and is answered where
//! computing is done. What was typed is kept by nobody.

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

/// A request to something that is computed.
pub(super) struct Question {
    /// What all requests share.
    pub state: Arc<State>,
    /// What is served: the answer is made from one version, whatever is taken into use meanwhile.
    pub live: Arc<Live>,
    /// The path as it was asked for.
    pub path: String,
    /// The variable parts of the path, decoded, by name.
    pub parts: HashMap<String, String>,
    /// What stands after the question mark.
    pub query: String,
    /// The request's headers.
    pub headers: HeaderMap,
    /// What was sent.
    pub body: Bytes,
    /// When the request came.
    pub asked: Instant,
}

impl Question {
    /// Asks the feature.
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

    /// The municipality that the path names, by its name or its short one.
    fn municipality(&self) -> Option<&Municipality> {
        let book = &self.live.edition.book;
        let by_name = self.parts.get(MUNICIPALITY).and_then(|id| book.municipality(id));
        by_name.or_else(|| {
            let short = self.parts.get(SHORT)?;
            book.municipalities.iter().find(|one| one.short == *short)
        })
    }

    /// What pages are rendered with. The site's own address is the one that its operator gave: what a
    /// request says of it may be anybody's.
    pub(super) fn whole(&self) -> Whole<'_> {
        Whole::new(&self.live.edition.book, self.live.edition.today, self.live.site.base())
    }

    /// Sends a page or file made for this request.
    pub(super) fn respond(&self, document: Document) -> Response<Body> {
        computed::respond(&self.live, document, &self.headers)
    }

    /// No such address.
    pub(super) fn not_found(&self) -> Response<Body> {
        self.live.table.not_found(&self.path, &self.headers)
    }
}

/// The part of a pattern that stands for a municipality, for its short name, and for a code.
pub(super) const CODE: &str = "code";
pub(super) const MUNICIPALITY: &str = "municipality";
pub(super) const SHORT: &str = "short";

/// The way to another address.
pub(super) fn to_location(status: StatusCode, to: HeaderValue) -> Response<Body> {
    let mut response = Response::new(Body::Ready(Bytes::new()));
    *response.status_mut() = status;
    response.headers_mut().insert(header::LOCATION, to);
    response
}
