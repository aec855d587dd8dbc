//! `/{k}/soeg` and `/soeg`. What is searched for is read, answered and forgotten: no line of a log
//! and no answer to anybody else ever holds it.

use axum::http::Response;

use super::body::Body;
use super::question::Question;
use crate::render::pages::search;

/// The field of the form.
const FIELD: &str = "q";

/// In one municipality.
pub(super) fn within(question: &Question) -> Response<Body> {
    let Some(municipality) = question.municipality() else { return question.not_found() };
    let search = &question.live.edition.search;
    let results = search.find(&typed(question.query.as_deref()), Some(&municipality.id));
    question.respond(search::page(&question.whole().local(municipality), &results))
}

/// In all.
pub(super) fn everywhere(question: &Question) -> Response<Body> {
    let results = question.live.edition.search.find(&typed(question.query.as_deref()), None);
    question.respond(search::page_for_all(&question.whole(), &results))
}

/// What stands in the field, whatever bytes it is made of; nothing where there is no field.
pub(super) fn typed(query: Option<&str>) -> String {
    let mut pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    pairs.find(|(name, _)| name == FIELD).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_field_is_read_whatever_stands_in_it() {
        for (query, text) in [
            ("q=hash", "hash"),
            ("a=1&q=%C2%A7+101+a&q=2", "§ 101 a"),
            ("q=%ff%00", "\u{fffd}\0"),
            ("q", ""),
            ("x=1", ""),
            ("", ""),
        ] {
            assert_eq!(typed(Some(query)), text, "{query}");
        }
    }
}
