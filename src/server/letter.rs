//! `/{k}/klagebrev`: the letter a form becomes. What is typed is read, written out and forgotten.

use axum::http::Response;

use super::body::Body;
use super::question::Question;
use crate::guidance::letter::Typed;
use crate::render::pages::letter;

/// The letter.
pub(super) fn answer(question: &Question) -> Response<Body> {
    let Some(municipality) = question.municipality() else { return question.not_found() };
    let typed = Typed::read(&question.body);
    question.respond(letter::answer(&question.whole().local(municipality), &typed))
}
