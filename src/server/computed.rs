//! Pages made for one request: rendered, encoded and sent, but not stored.

use axum::http::{HeaderMap, HeaderValue, Response, header};

use super::body::Body;
use super::headers;
use super::negotiate::{Accepted, Coding};
use super::state::Live;
use crate::site::{Document, Effort, Encoding, HTML};

/// The response for a request with these headers. It carries the version of `live`, which it was
/// made from, even if a newer one is being served by now.
pub(super) fn respond(live: &Live, document: Document, request: &HeaderMap) -> Response<Body> {
    let mut answer = live.table.common().clone();
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(document.content_type));
    answer.insert(header::CACHE_CONTROL, headers::cache_control(document.cache));
    answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if document.content_type == HTML {
        let policy = headers::page_policy(&document.inline);
        answer.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    let encode = |way: Encoding| way.encode(document.content_type, &document.body, Effort::Quick);
    let mut wanted = Accepted::of(request).in_order().take_while(|one| *one != Coding::Identity);
    let encoded = wanted.find_map(|coding| match coding {
        Coding::Brotli => Some(("br", encode(Encoding::Brotli)?)),
        Coding::Gzip => Some(("gzip", encode(Encoding::Gzip)?)),
        Coding::Identity => None,
    });
    let body = match encoded {
        Some((name, body)) => {
            answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
            body
        }
        None => document.body.into(),
    };
    let mut response = Response::new(Body::Ready(body));
    *response.headers_mut() = answer;
    response
}
