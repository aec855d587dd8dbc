//! `/privatliv`: the editors' page, with what the server noted about this very request.

use axum::http::{Response, StatusCode};

use super::body::Body;
use super::metrics::RouteClass;
use super::question::Question;
use super::record::Record;
use crate::content::address::PRIVACY;
use crate::render::context::Whole;
use crate::render::pages::text;

/// The page. Its record goes along with the response, so that nothing else is noted of it.
pub(super) fn page(question: &Question) -> Response<Body> {
    let live = &question.live;
    let mut pages = live.edition.content.pages.iter();
    let Some(written) = pages.find(|page| page.id == PRIVACY) else { return question.not_found() };
    let record = Record::new(&question.state, RouteClass::Page, StatusCode::OK, question.asked);
    let whole =
        Whole { noted: Some(record.noted()), base_url: live.site.base(), ..question.whole() };
    let mut response = question.respond(text::shared_page(&whole, written));
    response.extensions_mut().insert(record);
    response
}
