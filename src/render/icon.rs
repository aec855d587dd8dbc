//! The icons, each a single path in a 24 by 24 view box. Templates inline them, so that a page
//! carries only those it shows.

use std::borrow::Borrow;

pub use crate::content::Icon;
use crate::html::Html;

/// Templates pass fields by reference.
pub fn draw(icon: impl Borrow<Icon>) -> Html {
    let path = path(*icon.borrow());
    Html(format!("<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"{path}\"/></svg>"))
}

fn path(icon: Icon) -> &'static str {
    match icon {
        Icon::Book => "M4 5c3-1 6-1 8 1 2-2 5-2 8-1v14c-3-1-6-1-8 1-2-2-5-2-8-1zM12 6v14",
        Icon::Letter => "M3.5 6h17v12.5h-17zM4 6.5l8 6.5 8-6.5",
        Icon::Forward => "M4 12h16m-6-6 6 6-6 6",
        Icon::Heart => "M12 20S4 15 4 9a4 4 0 0 1 8-1 4 4 0 0 1 8 1c0 6-8 11-8 11z",
        Icon::Calendar => "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
        Icon::Folder => "M3.5 6h6l2 2.5h9v10h-17z",
        Icon::Down => "m5 9 7 7 7-7",
        Icon::Pen => "m4 20 1-4L16 5l3 3L8 19z",
        Icon::Conversation => "M4 5h16v11h-9l-4 4v-4H4z",
        Icon::Search => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5l5 5",
        Icon::Phone => {
            "m6.5 3.5 3 .5 1.2 4.2-2 1.7a13 13 0 0 0 5.4 5.4l1.7-2 4.2 1.2.5 3c0 1.5-1.5 3-3 3C10 20.5 3.5 14 3.5 6.5c0-1.5 1.5-3 3-3z"
        }
        Icon::Out => "M9 5H5v14h4M11 12h9m-4-5 5 5-5 5",
        Icon::Way => "M6 20c0-6 12-6 12-12M18 8l-3 3M18 8l3 3M6 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
    }
}
