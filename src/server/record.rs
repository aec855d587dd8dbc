//! All that is ever noted about a request. The counters, the log and `/privatliv` get it from here
//! and from nowhere else, so what the page shows is what the log says.

use std::cell::Cell;
use std::fmt;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use jiff::Timestamp;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::FormatTime;

use super::metrics::RouteClass;
use super::state::State;
use crate::clock::{Clock as _, SystemClock, in_copenhagen};
use crate::render::noted::Noted;

/// When a request came, for the route that shows its own record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked(pub Instant);

/// What is noted about one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RequestRecord {
    /// The second of the answer; none where no line of the log is written.
    at: Option<Timestamp>,
    class: RouteClass,
    status: u16,
    micros: u64,
}

impl RequestRecord {
    /// The record of an answer with this status to what was asked at `asked`.
    pub(super) fn new(
        state: &State,
        class: RouteClass,
        status: StatusCode,
        asked: Instant,
    ) -> Self {
        Self {
            at: state.config.log_requests.then(|| whole_second(state.now())),
            class,
            status: status.as_u16(),
            micros: u64::try_from(asked.elapsed().as_micros()).unwrap_or(u64::MAX),
        }
    }

    /// Counts it, and writes the line if there is to be one.
    pub(super) fn note(self, state: &State) {
        // Taken apart whole, here and below: a field that is added must be noted and shown.
        let Self { at, class, status, micros } = self;
        state.metrics.count(class, status, Duration::from_micros(micros));
        if let Some(at) = at {
            LINE_TIME.set(Some(at));
            tracing::info!(class = class.word(), status, micros, "answered");
            LINE_TIME.set(None);
        }
    }

    /// The same for a page to show.
    pub(super) fn noted(self) -> Noted {
        let Self { at, class, status, micros } = self;
        Noted { at: at.map(in_copenhagen), class: class.word(), status, micros }
    }
}

/// Finer than a second, a time would tell one request from another wherever else it is seen.
fn whole_second(moment: Timestamp) -> Timestamp {
    Timestamp::from_second(moment.as_second()).unwrap_or(moment)
}

thread_local! {
    /// The time of the line that is being written, where it is a record's.
    static LINE_TIME: Cell<Option<Timestamp>> = const { Cell::new(None) };
}

/// Puts the time before a line of the log: a record's own, or now.
#[derive(Clone, Copy, Debug)]
pub struct LogTime;

impl FormatTime for LogTime {
    fn format_time(&self, line: &mut Writer<'_>) -> fmt::Result {
        let at = LINE_TIME.get().unwrap_or_else(|| whole_second(SystemClock.now()));
        write!(line, "{at}")
    }
}
