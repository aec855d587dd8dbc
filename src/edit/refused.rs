//! The page that says why something can't be done.

use askama::Template;

use super::view::frame;
use crate::html::Html;

#[derive(Template)]
#[template(path = "edit/refused.html")]
struct RefusedPage<'a> {
    message: &'a str,
    typed: &'a [(String, String)],
}

/// With what was typed, by the names of the fields, so that it can be copied.
pub(super) fn page(user: &str, message: &str, typed: &[(String, String)]) -> Html {
    let main = Html::from_template(&RefusedPage { message, typed });
    frame(user, "Det kan ikke lade sig gøre", &main)
}
