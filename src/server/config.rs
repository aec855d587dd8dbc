//! What an operator may set about the server, with defaults that are safe as they stand.

use std::time::Duration;

use rustix::process::{Resource, getrlimit};

use super::log::Lost;

/// How the server behaves.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Whether people reach the site over TLS (something in front ends it): HSTS is sent.
    pub https: bool,
    /// Whether editors are shown what is wrong with the content, and pages reload themselves.
    pub preview: bool,
    /// Whether each request is logged: its kind, status and time, and nothing else.
    pub log_requests: bool,
    pub limits: Limits,
    /// The lines that the log could not take, for the figures.
    pub lost: Lost,
}

/// What a client may ask of the server, and for how long.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of request line and headers.
    pub head_bytes: usize,
    /// Number of headers.
    pub head_lines: usize,
    /// Time to send them.
    pub head_time: Duration,
    /// Time between two requests on a connection.
    pub idle_time: Duration,
    /// Bytes of a form.
    pub body_bytes: usize,
    /// Time to send a form.
    pub body_time: Duration,
    /// Time to wait for a turn where answers are computed.
    pub turn_time: Duration,
    /// Time to compute an answer.
    pub request_time: Duration,
    /// Time without a byte taken by the client while it is being sent to.
    pub send_time: Duration,
    /// Connections at a time; above it those that have waited longest give way to new ones.
    pub connections: usize,
    /// Time for open requests to finish when the server is told to stop.
    pub drain_time: Duration,
    /// How often it looks whether a new day has begun.
    pub day_poll: Duration,
}

/// What the process opens beside connections: content, folders that are watched, the log.
const OTHER_FILES: u64 = 48;

impl Limits {
    /// No more connections than the process may open files.
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
            // Every field of the letter at twice its length, in any script.
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
