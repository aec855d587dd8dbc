//! `/privatliv`: the editors' page, with what the server logged about the current request.

use axum::http::{Response, StatusCode};

use super::body::Body;
use super::metrics::RouteClass;
use super::question::Question;
use super::record::RequestRecord;
use crate::pages::text;
use crate::render::context::Whole;

/// The page. Its record is attached to the response, so that exactly the same record is logged.
pub(super) fn page(question: &Question) -> Response<Body> {
    let book = &question.live.edition.book;
    let Some(at) = book.noted else { return question.not_found() };
    let record =
        RequestRecord::new(&question.state, RouteClass::Page, StatusCode::OK, question.asked);
    let whole = Whole { noted: Some(record.noted()), ..question.whole() };
    let mut response = question.respond(text::shared_page(&whole, &book.pages[at]));
    response.extensions_mut().insert(record);
    response
}
