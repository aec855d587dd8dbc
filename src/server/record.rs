//! Everything that is ever recorded about a request. The metrics, the log and `/privatliv` all use
//! this record, so the page shows exactly what is logged.

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

/// When a request arrived, for the route that shows its own record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked(pub Instant);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RequestRecord {
    /// The second of the response; `None` if nothing is logged.
    at: Option<Timestamp>,
    class: RouteClass,
    status: u16,
    micros: u64,
}

impl RequestRecord {
    /// The record of a response with this status to a request that arrived at `asked`.
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

    /// Counts the request and, if enabled, logs it.
    pub(super) fn note(self, state: &State) {
        // Destructured completely, here and below, so that a new field must be logged and shown.
        let Self { at, class, status, micros } = self;
        state.metrics.count(class, status, Duration::from_micros(micros));
        if let Some(at) = at {
            LINE_TIME.set(Some(at));
            tracing::info!(class = class.word(), status, micros, "answered");
            LINE_TIME.set(None);
        }
    }

    /// The record for display on a page.
    pub(super) fn noted(self) -> Noted {
        let Self { at, class, status, micros } = self;
        Noted { at: at.map(in_copenhagen), class: class.word(), status, micros }
    }
}

/// With finer times, a request could be matched with records kept elsewhere.
fn whole_second(moment: Timestamp) -> Timestamp {
    Timestamp::from_second(moment.as_second()).unwrap_or(moment)
}

thread_local! {
    /// The time of the log line being written, if it belongs to a record.
    static LINE_TIME: Cell<Option<Timestamp>> = const { Cell::new(None) };
}

/// Formats the time of a log line: a record's own, or the current time.
#[derive(Clone, Copy, Debug)]
pub struct LogTime;

impl FormatTime for LogTime {
    fn format_time(&self, line: &mut Writer<'_>) -> fmt::Result {
        let at = LINE_TIME.get().unwrap_or_else(|| whole_second(SystemClock.now()));
        write!(line, "{at}")
    }
}
