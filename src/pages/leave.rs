//! What is on the screen between the page that was left and the everyday site: next to nothing.
//!
//! A redirect would leave the old page there until the other site answers; and asking the browser to
//! clear its cache (`Clear-Site-Data`) holds up whatever it loads next for seconds.

use askama::Template;

use crate::book::{Book, Link};
use crate::html::Html;
use crate::site::{CachePolicy, Document, Inline};

#[derive(Template)]
#[template(path = "leave.html")]
struct LeavePage<'a> {
    exit: &'a Link,
}

pub fn page(book: &Book) -> Document {
    let html = Html::from_template(&LeavePage { exit: &book.exit }).0;
    Document { cache: CachePolicy::Never, ..Document::page(html, Inline::default()) }
}
