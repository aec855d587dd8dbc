//! What the server noted about the request that a page answers, in words for the reader.
//!
//! The server fills [`Noted`] from the record that its log and its counters get.

use askama::Template;
use jiff::Zoned;

use super::context::Whole;
use crate::html::Html;

/// What the server noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// When, as the clock in Copenhagen showed; none where no line was written in a log.
    pub at: Option<Zoned>,
    /// The kind of thing asked for.
    pub class: &'static str,
    /// The answer's number.
    pub status: u16,
    /// How long it took, in millionths of a second.
    pub micros: u64,
}

#[derive(Template)]
#[template(path = "components/noted.html")]
struct View<'a> {
    at: Option<Moment>,
    class: &'a str,
    status: u16,
    micros: u64,
    /// In whole thousandths of a second.
    millis: u64,
}

/// A moment as the log writes it and as people say it.
struct Moment {
    written: String,
    day: String,
    clock: String,
}

#[derive(Template)]
#[template(path = "components/noted-offline.html")]
struct Offline;

/// The list for a reader; where there is no request, what the list would have been.
pub fn html(whole: &Whole<'_>) -> Html {
    let Some(Noted { at, class, status, micros }) = &whole.noted else {
        return Html::from_template(&Offline);
    };
    let at = at.as_ref().map(|at| Moment {
        written: at.timestamp().to_string(),
        day: whole.date(at.date()),
        clock: at.strftime("%-H.%M.%S").to_string(),
    });
    Html::from_template(&View {
        at,
        class,
        status: *status,
        micros: *micros,
        millis: micros / 1000,
    })
}
