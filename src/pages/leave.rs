//! The nearly empty page shown between the page that was left and the everyday site.
//!
//! A redirect would leave the old page on the screen until the other site answers, and clearing the
//! browser's cache (`Clear-Site-Data`) delays the next page by seconds.

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
