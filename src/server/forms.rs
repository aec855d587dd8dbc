//! Forms that are posted: deadlines, calendar files. What is in them is read, answered and
//! forgotten; it stands in no address, so it stands in no history, no log and nobody's cache.

use axum::http::{HeaderValue, Response, header};
use jiff::tz::TimeZone;

use super::body::Body;
use super::question::{Question, see_other};
use crate::content::Municipality;
use crate::guidance::calendar as ics;
use crate::guidance::deadline::Lengths;
use crate::guidance::form::Form;
use crate::render::pages::deadlines as page;
use crate::site::{CachePolicy, Document};

/// A date asked for: the answer, or what is wrong with the form.
pub(super) fn deadlines(question: &Question) -> Response<Body> {
    let Some(municipality) = question.municipality() else { return question.not_found() };
    answer(question, municipality, &read(&question.body))
}

/// A date as a file for a calendar.
pub(super) fn calendar(question: &Question) -> Response<Body> {
    let Some(municipality) = question.municipality() else { return question.not_found() };
    let (form, today) = (read(&question.body), question.live.edition.today);
    let Some(date) = ics::wanted(&form, Lengths::of(municipality), today) else {
        return answer(question, municipality, &form);
    };
    // The day's beginning: the same file all day, and nothing about when exactly it was fetched.
    let written = today.to_zoned(TimeZone::UTC).map(|day| day.timestamp()).unwrap_or_default();
    let mut response = question.respond(Document {
        content_type: ics::MEDIA_TYPE,
        body: ics::file(date, &form.title, written).into_bytes(),
        cache: CachePolicy::Never,
    });
    let name = HeaderValue::from_static("attachment; filename=\"frist.ics\"");
    response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    response
}

/// The file's address without a date: the form is where one is asked for.
pub(super) fn back(question: &Question) -> Response<Body> {
    let form = question.municipality().and_then(|one| one.page_address("frister"));
    form.map_or_else(|| question.not_found(), |form| see_other(&form))
}

fn answer(question: &Question, municipality: &Municipality, form: &Form) -> Response<Body> {
    question.respond(page::answer(&question.whole().local(municipality), form))
}

/// The fields, whatever bytes they are made of.
pub(super) fn read(body: &[u8]) -> Form {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
    Form::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}
