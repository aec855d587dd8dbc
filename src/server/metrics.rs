//! Metrics: counts, durations and outcomes, but nothing about who asked or what for.
//!
//! Counting a request is a few additions in memory. [`Metrics::text`] writes the Prometheus text
//! format for the second listener.

use std::fmt::{Display, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// The kind of page requested; nothing else about the address is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouteClass {
    /// A page rendered at load.
    Page,
    /// A style sheet, an icon, `robots.txt`.
    File,
    /// A short or old address.
    Redirect,
    Search,
    /// A calculated deadline.
    Deadline,
    Handover,
    /// Leaving the site quickly.
    Leave,
    /// Health check, sitemap and so on.
    Machine,
    /// No such address.
    Unknown,
}

impl RouteClass {
    const ALL: [Self; 9] = [
        Self::Page,
        Self::File,
        Self::Redirect,
        Self::Search,
        Self::Deadline,
        Self::Handover,
        Self::Leave,
        Self::Machine,
        Self::Unknown,
    ];

    /// The name used in metrics and the log.
    pub fn word(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::File => "file",
            Self::Redirect => "redirect",
            Self::Search => "search",
            Self::Deadline => "deadline",
            Self::Handover => "handover",
            Self::Leave => "leave",
            Self::Machine => "machine",
            Self::Unknown => "unknown",
        }
    }
}

/// The statuses counted separately; all others are counted as 0.
const STATUSES: [u16; 13] = [200, 301, 303, 304, 400, 404, 405, 408, 413, 429, 500, 503, 0];

/// Upper bounds of the histogram's buckets, in microseconds; slower responses have their own
/// bucket.
const BOUNDS: [u64; 9] = [50, 100, 500, 1_000, 5_000, 20_000, 100_000, 500_000, 2_000_000];

/// All counters since the start.
#[derive(Debug, Default)]
pub struct Metrics {
    requests: [[AtomicU64; STATUSES.len()]; RouteClass::ALL.len()],
    latencies: [AtomicU64; BOUNDS.len() + 1],
    latency_sum: AtomicU64,
    reloads_good: AtomicU64,
    reloads_refused: AtomicU64,
}

/// Values that are read when the metrics are requested.
#[derive(Clone, Debug)]
pub struct Moment {
    pub version: String,
    /// Time since the content was loaded.
    pub age: Duration,
    /// Warnings and notes in the content.
    pub findings: usize,
    /// Errors in the content that was last refused; 0 if the last load succeeded.
    pub refused_findings: usize,
    pub connections: usize,
    /// Dropped log lines.
    pub lost_lines: u64,
}

impl Metrics {
    pub fn count(&self, class: RouteClass, status: u16, took: Duration) {
        let last = STATUSES.len() - 1;
        let at = STATUSES.iter().position(|&one| one == status).unwrap_or(last);
        add(&self.requests[class as usize][at], 1);
        let took = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let slot = BOUNDS.iter().position(|&bound| took <= bound).unwrap_or(BOUNDS.len());
        add(&self.latencies[slot], 1);
        add(&self.latency_sum, took);
    }

    pub fn count_reload(&self, good: bool) {
        add(if good { &self.reloads_good } else { &self.reloads_refused }, 1);
    }

    /// All metrics in the Prometheus text format.
    pub fn text(&self, moment: &Moment) -> String {
        let mut text = Families(String::new());
        text.family("requests", "counter", "Requests answered");
        for (class, row) in RouteClass::ALL.iter().zip(&self.requests) {
            for (status, count) in STATUSES.iter().zip(row) {
                let status = if *status == 0 { "other".to_owned() } else { status.to_string() };
                let labels = format!("{{class=\"{}\",status=\"{status}\"}}", class.word());
                if read(count) > 0 {
                    text.line("requests_total", &labels, read(count));
                }
            }
        }
        self.latencies(&mut text);
        text.family("reloads", "counter", "Reloads");
        text.line("reloads_total", "{outcome=\"good\"}", read(&self.reloads_good));
        text.line("reloads_total", "{outcome=\"refused\"}", read(&self.reloads_refused));
        text.family("content", "gauge", "Content in use");
        text.line("content", &format!("{{version=\"{}\"}}", moment.version), 1);
        for (name, help, value) in [
            ("content_age_seconds", "Since the content was taken into use", moment.age.as_secs()),
            ("content_findings", "Warnings and notes in it", moment.findings as u64),
            (
                "content_refused_findings",
                "Errors in refused content",
                moment.refused_findings as u64,
            ),
            ("connections", "Open connections", moment.connections as u64),
            ("log_lines_lost", "Lines of the log that could not be written", moment.lost_lines),
        ] {
            text.family(name, "gauge", help);
            text.line(name, "", value);
        }
        text.0 + "# EOF\n"
    }

    /// Buckets are cumulative: each includes all faster responses.
    fn latencies(&self, text: &mut Families) {
        text.family("answer_seconds", "histogram", "Time to make an answer, in seconds");
        let bounds = BOUNDS.iter().map(|bound| seconds(*bound).to_string());
        let mut count = 0;
        for (bound, slot) in bounds.chain(["+Inf".to_owned()]).zip(&self.latencies) {
            count += read(slot);
            text.line("answer_seconds_bucket", &format!("{{le=\"{bound}\"}}"), count);
        }
        text.line("answer_seconds_sum", "", seconds(read(&self.latency_sum)));
        text.line("answer_seconds_count", "", count);
    }
}

#[expect(clippy::cast_precision_loss, reason = "microseconds as seconds, for people")]
fn seconds(micros: u64) -> f64 {
    micros as f64 / 1e6
}

/// Metrics as text, grouped by name.
struct Families(String);

impl Families {
    fn family(&mut self, name: &str, kind: &str, help: &str) {
        // Writing to a string can't fail.
        let _ = writeln!(
            self.0,
            "# HELP kvalitetsstandard_{name} {help}.\n# TYPE kvalitetsstandard_{name} {kind}"
        );
    }

    fn line(&mut self, name: &str, labels: &str, value: impl Display) {
        let _ = writeln!(self.0, "kvalitetsstandard_{name}{labels} {value}");
    }
}

fn add(to: &AtomicU64, number: u64) {
    to.fetch_add(number, Ordering::Relaxed);
}

fn read(from: &AtomicU64) -> u64 {
    from.load(Ordering::Relaxed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_class_status_and_time() {
        let metrics = Metrics::default();
        metrics.count(RouteClass::Page, 200, Duration::from_micros(10));
        metrics.count(RouteClass::Page, 200, Duration::from_secs(3));
        metrics.count(RouteClass::Search, 418, Duration::from_millis(2));
        metrics.count_reload(false);
        let text = metrics.text(&Moment {
            version: "abc".to_owned(),
            age: Duration::from_secs(7),
            findings: 2,
            refused_findings: 0,
            connections: 1,
            lost_lines: 3,
        });
        for line in [
            "kvalitetsstandard_requests_total{class=\"page\",status=\"200\"} 2",
            "kvalitetsstandard_requests_total{class=\"search\",status=\"other\"} 1",
            "kvalitetsstandard_answer_seconds_bucket{le=\"0.005\"} 2",
            "kvalitetsstandard_answer_seconds_bucket{le=\"+Inf\"} 3",
            "kvalitetsstandard_answer_seconds_count 3",
            "kvalitetsstandard_reloads_total{outcome=\"refused\"} 1",
            "kvalitetsstandard_content{version=\"abc\"} 1",
            "kvalitetsstandard_answer_seconds_sum 3.00201",
            "# TYPE kvalitetsstandard_answer_seconds histogram",
            "# HELP kvalitetsstandard_connections Open connections.",
            "kvalitetsstandard_content_age_seconds 7",
            "kvalitetsstandard_log_lines_lost 3",
        ] {
            assert!(text.lines().any(|have| have == line), "{line} not in\n{text}");
        }
        assert!(text.ends_with("\n# EOF\n"), "{text}");
    }
}
