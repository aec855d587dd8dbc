//! The server settings for operators; the defaults are safe.

use std::time::Duration;

use rustix::process::{Resource, getrlimit};

use super::log::Lost;

#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Whether the site is reached over TLS, terminated by a proxy in front; HSTS is then sent.
    pub https: bool,
    /// Whether editors see the findings, and pages reload themselves.
    pub preview: bool,
    /// Whether each request is logged, with nothing but its kind, status and duration.
    pub log_requests: bool,
    pub limits: Limits,
    /// The number of lost log lines, for the metrics.
    pub lost: Lost,
}

#[derive(Clone, Debug)]
pub struct Limits {
    /// Size of the request line and headers, in bytes.
    pub head_bytes: usize,
    /// Number of headers.
    pub head_lines: usize,
    /// Time to receive the headers.
    pub head_time: Duration,
    /// Time between two requests on a connection.
    pub idle_time: Duration,
    /// Size of a form, in bytes.
    pub body_bytes: usize,
    /// Time to receive a form.
    pub body_time: Duration,
    /// Time to wait for a worker thread.
    pub turn_time: Duration,
    /// Time to compute a response.
    pub request_time: Duration,
    /// Time without progress while sending a response.
    pub send_time: Duration,
    /// Simultaneous connections; above this, those that have waited longest are closed for new
    /// ones.
    pub connections: usize,
    /// Time for open requests to finish after the server is told to stop.
    pub drain_time: Duration,
    /// How often to check whether a new day has begun.
    pub day_poll: Duration,
}

/// Files the process needs in addition to connections: content, watched folders, the log.
const OTHER_FILES: u64 = 48;

impl Limits {
    /// Reduces the connections to the process's limit on open files.
    #[must_use]
    pub fn within_files(self) -> Self {
        let files = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
        let left = files.saturating_sub(OTHER_FILES).max(files / 2);
        let connections = self.connections.min(usize::try_from(left).unwrap_or(usize::MAX));
        Self { connections, ..self }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head_bytes: 16 << 10,
            head_lines: 64,
            head_time: Duration::from_secs(10),
            idle_time: Duration::from_secs(60),
            // Enough for a letter with every field twice its limit, in any script.
            body_bytes: 128 << 10,
            body_time: Duration::from_secs(10),
            turn_time: Duration::from_secs(1),
            request_time: Duration::from_secs(10),
            send_time: Duration::from_secs(20),
            connections: 16_384,
            drain_time: Duration::from_secs(10),
            day_poll: Duration::from_secs(15),
        }
    }
}
