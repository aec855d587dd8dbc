//! `check`: loads the content like the server and reports all findings.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::publish::publish;
use super::shared::{ContentArguments, DONE, FAILED, FINDINGS, complain, said, tell};
use crate::check::search_words;
use crate::clock::{Clock as _, SystemClock};
use crate::content::ledger;
use crate::edition::{self, Edition, LoadFailure};
use crate::finding::{self, Finding, Severity};
use crate::report;
use crate::source::Sources;

#[derive(Args, Debug)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    content: ContentArguments,
    /// Check as of this date instead of today, e.g. 2027-01-01, to see what will be due then
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// The format of the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Add new addresses and heading ids to the ledger `adresser.toml`; needs --content
    #[arg(long)]
    publish: bool,
    /// Request every external link in the content to see whether it still works; only if built with
    /// the feature `online`
    #[arg(long)]
    online: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people: each finding with its line
    Text,
    /// For programs
    Json,
    /// For code hosts that show findings beside the changed line
    Annotations,
}

pub(super) fn run(arguments: &CheckArguments) -> ExitCode {
    let folder = arguments.content.content.as_deref();
    if arguments.publish && folder.is_none() {
        complain(
            "Indholdet i programmet kan ikke ændres. Skriv --content og mappen med indholdet.",
        );
        return ExitCode::from(FAILED);
    }
    if arguments.online && cfg!(not(feature = "online")) {
        complain(
            "Dette program kan ikke spørge andre steder. Byg et, der kan: cargo build --release --features online",
        );
        return ExitCode::from(FAILED);
    }
    let today = arguments.date.unwrap_or_else(|| SystemClock.today());
    match edition::read(folder, today) {
        Ok(edition) => passed(arguments, folder, edition),
        Err(LoadFailure::Refused(refused)) => {
            let told = tell(write(arguments.format, &refused.sources, &refused.findings));
            if arguments.publish {
                complain("adresser.toml er ikke ændret. Ret fejlene først.");
            }
            said(told, FINDINGS)
        }
        Err(failure @ LoadFailure::Folder { .. }) => {
            complain(failure);
            ExitCode::from(FAILED)
        }
    }
}

/// Runs the slow rules on content that can be served, then publishes if requested.
fn passed(arguments: &CheckArguments, folder: Option<&Path>, mut edition: Edition) -> ExitCode {
    let mut findings = std::mem::take(&mut edition.findings);
    search_words::check(&edition.book.content, &edition.search, &mut findings);
    #[cfg(feature = "online")]
    if arguments.online {
        crate::online::check(&edition.book.content, &mut findings);
    }
    if arguments.publish {
        // The ledger is about to be updated.
        findings
            .retain(|one| one.path.as_deref() != Some(ledger::PATH) || one.rule == "ny-adresse");
        findings.retain(|one| one.rule != "tom-fil");
    }
    finding::sort(&mut findings);
    let sources = Arc::clone(&edition.book.sources);
    let told = tell(write(arguments.format, &sources, &findings));
    if let Some(folder) = folder.filter(|_| arguments.publish) {
        match publish(folder, &edition) {
            Ok(said) => complain(said),
            Err(reason) => {
                complain(reason);
                return ExitCode::from(FAILED);
            }
        }
    }
    let failing = findings.iter().any(|finding| finding.severity != Severity::Note);
    said(told, if failing { FINDINGS } else { DONE })
}

fn write(format: Format, sources: &Sources, findings: &[Finding]) -> String {
    match format {
        Format::Text => report::text(sources, findings),
        Format::Json => report::json(sources, findings),
        Format::Annotations => report::annotations(sources, findings),
    }
}
