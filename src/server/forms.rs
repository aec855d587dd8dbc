//! Forms that are posted: deadlines, calendar files. What is in them is read, answered and
//! forgotten; it stands in no address, so it stands in no history, no log and nobody's cache.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State as FromState};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use jiff::tz::TimeZone;

use super::computed;
use super::routes::routed;
use super::state::{Live, State};
use crate::content::Municipality;
use crate::guidance::calendar as ics;
use crate::guidance::deadline::Lengths;
use crate::guidance::form::Form;
use crate::render::context::Whole;
use crate::render::pages::deadlines as page;
use crate::site::{CachePolicy, Document};

/// A date asked for: the answer, or what is wrong with the form.
pub(super) async fn deadlines(
    FromState(state): FromState<Arc<State>>,
    Path(municipality): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let live = state.live();
    let Some(municipality) = live.edition.content.municipality(&municipality) else {
        return routed(live.table.not_found("", &headers));
    };
    routed(computed::respond(&live, answer(&live, municipality, &read(&body)), &headers))
}

/// A date as a file for a calendar.
pub(super) async fn calendar(
    FromState(state): FromState<Arc<State>>,
    Path(municipality): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let live = state.live();
    let Some(municipality) = live.edition.content.municipality(&municipality) else {
        return routed(live.table.not_found("", &headers));
    };
    let (form, today) = (read(&body), live.edition.today);
    let Some(date) = ics::wanted(&form, Lengths::of(municipality), today) else {
        return routed(computed::respond(&live, answer(&live, municipality, &form), &headers));
    };
    // The day's beginning: the same file all day, and nothing about when exactly it was fetched.
    let written = today.to_zoned(TimeZone::UTC).map(|day| day.timestamp()).unwrap_or_default();
    let file = Document {
        content_type: ics::MEDIA_TYPE,
        body: ics::file(date, &form.title, written).into_bytes(),
        cache: CachePolicy::Never,
    };
    let mut response = computed::respond(&live, file, &headers);
    let name = HeaderValue::from_static("attachment; filename=\"frist.ics\"");
    response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    routed(response)
}

fn answer(live: &Live, municipality: &Municipality, form: &Form) -> Document {
    let edition = &live.edition;
    let whole = Whole::new(&edition.content, edition.today, None);
    page::answer(&whole.local(municipality), form)
}

/// The fields, whatever bytes they are made of.
pub(super) fn read(body: &[u8]) -> Form {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
    Form::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}
