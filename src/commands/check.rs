//! `check`: reads the content as the server would and reports everything found.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::{ContentArguments, FAILED, FINDINGS, complain, tell};
use crate::check::Corpus;
use crate::clock::{Clock as _, SystemClock};
use crate::content::{Content, ledger};
use crate::finding::{Finding, Severity};
use crate::load::{self, Failure};
use crate::report;
use crate::source::Sources;

#[derive(Args, Debug)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    content: ContentArguments,
    /// Check as of this day instead of today, e.g. 2027-01-01: what will be due then?
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// How to write the report.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Add new addresses and heading ids to the ledger `adresser.toml`; needs --content.
    #[arg(long, requires = "content")]
    publish: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people: each finding with its line.
    Text,
    /// For programs.
    Json,
    /// For code hosts that show findings beside the changed line.
    Annotations,
}

pub(super) fn run(arguments: &CheckArguments) -> ExitCode {
    let today = arguments.date.unwrap_or_else(|| SystemClock.today());
    let folder = arguments.content.content.as_deref();
    let (sources, findings, content) = match load::edition(folder, today) {
        Ok(edition) => {
            (Arc::clone(&edition.content.sources), edition.findings, Some(edition.content))
        }
        Err(Failure::Refused(refused)) => (refused.sources, refused.findings, None),
        Err(Failure::Folder(reason)) => {
            complain(reason);
            return ExitCode::from(FAILED);
        }
    };
    tell(write(arguments.format, &sources, &findings));
    if findings.iter().any(|finding| finding.severity != Severity::Note) {
        return ExitCode::from(FINDINGS);
    }
    match (arguments.publish, folder, content) {
        (true, Some(folder), Some(content)) => publish(folder, &content, today),
        _ => ExitCode::SUCCESS,
    }
}

fn write(format: Format, sources: &Sources, findings: &[Finding]) -> String {
    match format {
        Format::Text => report::text(sources, findings),
        Format::Json => report::json(sources, findings),
        Format::Annotations => report::annotations(sources, findings),
    }
}

/// Writes the ledger anew beside the old one and renames it, so that it is never half written.
fn publish(folder: &Path, content: &Content, today: Date) -> ExitCode {
    let corpus = Corpus::new(content, today);
    let text = ledger::with_new(&content.ledger, corpus.addresses());
    let path = folder.join(ledger::PATH);
    let new = folder.join(".adresser.toml.ny");
    let written = std::fs::write(&new, text).and_then(|()| std::fs::rename(&new, &path));
    match written {
        Ok(()) => {
            tell(format!("{} er skrevet: {} adresser.", path.display(), corpus.addresses().len()));
            ExitCode::SUCCESS
        }
        Err(error) => {
            complain(format!("{} kan ikke skrives: {error}", path.display()));
            ExitCode::from(FAILED)
        }
    }
}
