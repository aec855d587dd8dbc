//! What the server counts: how much, how fast, how it went. Never who, from where, or what for.
//!
//! Counting a request is a few additions to memory. [`Metrics::text`] turns the numbers into the
//! Prometheus text format for the second listener.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric as _, NoLabelSet};
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::registry::Registry;

/// The kind of thing asked for; all that is ever noted of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouteClass {
    /// A page made at load.
    Page,
    /// A style sheet, an icon, `robots.txt`.
    File,
    /// A short or old address.
    Redirect,
    /// A search.
    Search,
    /// A deadline worked out.
    Deadline,
    /// A hand-over put together.
    Handover,
    /// Leaving quickly.
    Leave,
    /// Health, sitemap and the like.
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

    /// Its name in figures and logs.
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

/// The statuses counted by themselves; any other counts as the last.
const STATUSES: [u16; 13] = [200, 301, 303, 304, 400, 404, 405, 408, 413, 429, 500, 503, 0];

/// Upper bounds of the latency classes, in microseconds; above the last is a class of its own.
const BOUNDS: [u64; 9] = [50, 100, 500, 1_000, 5_000, 20_000, 100_000, 500_000, 2_000_000];

/// All counts since the start.
#[derive(Debug, Default)]
pub struct Metrics {
    requests: [[AtomicU64; STATUSES.len()]; RouteClass::ALL.len()],
    latencies: [AtomicU64; BOUNDS.len() + 1],
    latency_sum: AtomicU64,
    reloads_good: AtomicU64,
    reloads_refused: AtomicU64,
}

/// What is true at the moment of asking.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The content's version.
    pub version: String,
    /// Since it was taken into use.
    pub age: Duration,
    /// Warnings and notes in it.
    pub findings: usize,
    /// Errors in the content that was last refused; none if the last load was good.
    pub refused_findings: usize,
    /// Open connections.
    pub connections: usize,
    /// Lines of the log that could not be written.
    pub lost_lines: u64,
}

impl Metrics {
    /// Counts a request.
    pub fn count(&self, class: RouteClass, status: u16, took: Duration) {
        let last = STATUSES.len() - 1;
        let at = STATUSES.iter().position(|&one| one == status).unwrap_or(last);
        add(&self.requests[class as usize][at], 1);
        let took = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let slot = BOUNDS.iter().position(|&bound| took <= bound).unwrap_or(BOUNDS.len());
        add(&self.latencies[slot], 1);
        add(&self.latency_sum, took);
    }

    /// Counts a reload.
    pub fn count_reload(&self, good: bool) {
        add(if good { &self.reloads_good } else { &self.reloads_refused }, 1);
    }

    /// Everything in the Prometheus text format.
    pub fn text(&self, moment: &Moment) -> String {
        let mut registry = Registry::with_prefix("kvalitetsstandard");
        registry.register_collector(Box::new(Snapshot {
            requests: self.requests_by_name(),
            latency: self.latency(),
            reloads: [read(&self.reloads_good), read(&self.reloads_refused)],
            moment: moment.clone(),
        }));
        let mut text = String::new();
        // Writing to memory does not fail.
        let _ = prometheus_client::encoding::text::encode(&mut text, &registry);
        text
    }

    fn requests_by_name(&self) -> Vec<([(&'static str, String); 2], u64)> {
        let classes = RouteClass::ALL.iter().zip(&self.requests);
        let all = classes.flat_map(|(class, row)| {
            STATUSES.iter().zip(row).map(|(status, count)| {
                let status = if *status == 0 { "other".to_owned() } else { status.to_string() };
                ([("class", class.word().to_owned()), ("status", status)], read(count))
            })
        });
        all.filter(|(_, count)| *count > 0).collect()
    }

    #[expect(clippy::cast_precision_loss, reason = "microseconds as seconds, for people")]
    fn latency(&self) -> Latency {
        let bounds = BOUNDS.iter().map(|&bound| bound as f64 / 1e6).chain([f64::INFINITY]);
        let buckets: Vec<(f64, u64)> = bounds.zip(self.latencies.iter().map(read)).collect();
        let count = buckets.iter().map(|(_, count)| count).sum();
        Latency { sum: read(&self.latency_sum) as f64 / 1e6, count, buckets }
    }
}

fn add(to: &AtomicU64, number: u64) {
    to.fetch_add(number, Ordering::Relaxed);
}

fn read(from: &AtomicU64) -> u64 {
    from.load(Ordering::Relaxed)
}

#[derive(Debug)]
struct Latency {
    sum: f64,
    count: u64,
    buckets: Vec<(f64, u64)>,
}

/// The numbers at one moment, as Prometheus wants them.
#[derive(Debug)]
struct Snapshot {
    requests: Vec<([(&'static str, String); 2], u64)>,
    latency: Latency,
    reloads: [u64; 2],
    moment: Moment,
}

impl Collector for Snapshot {
    fn encode(&self, mut encoder: DescriptorEncoder) -> Result<(), std::fmt::Error> {
        use prometheus_client::metrics::MetricType::{Counter, Gauge, Histogram};
        let mut family =
            encoder.encode_descriptor("requests", "Requests answered", None, Counter)?;
        for (labels, count) in &self.requests {
            ConstCounter::new(*count).encode(family.encode_family(labels)?)?;
        }
        let help = "Time to make an answer, in seconds";
        let mut histogram = encoder.encode_descriptor("answer_seconds", help, None, Histogram)?;
        let Latency { sum, count, buckets } = &self.latency;
        histogram.encode_histogram::<NoLabelSet>(*sum, *count, buckets, None)?;
        let mut reloads = encoder.encode_descriptor("reloads", "Reloads", None, Counter)?;
        for (outcome, count) in ["good", "refused"].into_iter().zip(self.reloads) {
            let labels = [("outcome", outcome)];
            ConstCounter::new(count).encode(reloads.encode_family(&labels)?)?;
        }
        let info = [("version", self.moment.version.as_str())];
        let mut version = encoder.encode_descriptor("content", "Content in use", None, Gauge)?;
        ConstGauge::new(1i64).encode(version.encode_family(&info)?)?;
        let moment = &self.moment;
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
            let gauge = ConstGauge::new(i64::try_from(value).unwrap_or(i64::MAX));
            gauge.encode(encoder.encode_descriptor(name, help, None, Gauge)?)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_come_out_by_class_status_and_time() {
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
            "kvalitetsstandard_content_age_seconds 7",
            "kvalitetsstandard_log_lines_lost 3",
        ] {
            assert!(text.lines().any(|have| have == line), "{line} not in\n{text}");
        }
    }
}
