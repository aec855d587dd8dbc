//! The icons, each a single path in a 24 by 24 view box. Templates inline them, so that a page
//! carries only those it shows.

use crate::html::Html;

const PATHS: [(&str, &str); 13] = [
    ("bog", "M4 5c3-1 6-1 8 1 2-2 5-2 8-1v14c-3-1-6-1-8 1-2-2-5-2-8-1zM12 6v14"),
    ("brev", "M3.5 6h17v12.5h-17zM4 6.5l8 6.5 8-6.5"),
    ("frem", "M4 12h16m-6-6 6 6-6 6"),
    ("hjerte", "M12 20S4 15 4 9a4 4 0 0 1 8-1 4 4 0 0 1 8 1c0 6-8 11-8 11z"),
    ("kalender", "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4"),
    ("mappe", "M3.5 6h6l2 2.5h9v10h-17z"),
    ("ned", "m5 9 7 7 7-7"),
    ("pen", "m4 20 1-4L16 5l3 3L8 19z"),
    ("samtale", "M4 5h16v11h-9l-4 4v-4H4z"),
    ("soeg", "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5l5 5"),
    (
        "telefon",
        "m6.5 3.5 3 .5 1.2 4.2-2 1.7a13 13 0 0 0 5.4 5.4l1.7-2 4.2 1.2.5 3c0 1.5-1.5 3-3 3C10 20.5 3.5 14 3.5 6.5c0-1.5 1.5-3 3-3z",
    ),
    ("ud", "M9 5H5v14h4M11 12h9m-4-5 5 5-5 5"),
    ("vej", "M6 20c0-6 12-6 12-12M18 8l-3 3M18 8l3 3M6 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"),
];

/// The icon with this name; empty if there is none.
pub fn draw(name: &str) -> Html {
    let path = PATHS.iter().find(|(known, _)| *known == name);
    Html(path.map_or_else(String::new, |(_, path)| {
        format!("<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"{path}\"/></svg>")
    }))
}
