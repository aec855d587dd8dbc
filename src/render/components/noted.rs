//! Shows the reader what the server logged about the request.

use askama::Template;

use crate::html::Html;
use crate::render::context::Whole;
use crate::render::noted::Noted;

#[derive(Template)]
#[template(path = "components/noted.html")]
struct NotedView<'a> {
    at: Option<NotedMoment>,
    class: &'a str,
    status: u16,
    micros: u64,
    /// In whole milliseconds.
    millis: u64,
}

/// A moment, as in the log and in words.
struct NotedMoment {
    written: String,
    day: String,
    clock: String,
}

#[derive(Template)]
#[template(path = "components/noted-offline.html")]
struct NotedOffline;

/// The list; without a request, it describes what would be logged.
pub(super) fn html(whole: &Whole<'_>) -> Html {
    let Some(Noted { at, class, status, micros }) = &whole.noted else {
        return Html::from_template(&NotedOffline);
    };
    let at = at.as_ref().map(|at| NotedMoment {
        written: at.timestamp().to_string(),
        day: whole.date(at.date()),
        clock: at.strftime("%-H.%M.%S").to_string(),
    });
    Html::from_template(&NotedView {
        at,
        class,
        status: *status,
        micros: *micros,
        millis: micros / 1000,
    })
}
