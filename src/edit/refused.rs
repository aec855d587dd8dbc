//! The page that says why something can't be done.

use askama::Template;

use super::view::frame;
use crate::html::Html;

#[derive(Template)]
#[template(path = "edit/refused.html")]
struct RefusedPage<'a> {
    message: &'a str,
}

pub(super) fn page(user: &str, message: &str) -> Html {
    frame(user, "Det kan ikke lade sig gøre", &Html::from_template(&RefusedPage { message }))
}
