//! `check`: loads the content like the server and reports all findings.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::publish::publish;
use super::shared::{ContentArguments, DONE, FAILED, FINDINGS, HelpArgument, complain, said, tell};
use crate::check::search_words;
use crate::clock::{Clock as _, SystemClock};
use crate::content::ledger;
use crate::edition::{self, Edition, LoadFailure};
use crate::finding::{self, Finding, Severity};
use crate::report;
use crate::source::Sources;

#[derive(Args, Debug)]
#[command(next_help_heading = "Tilvalg")]
pub(super) struct CheckArguments {
    #[command(flatten)]
    content: ContentArguments,
    /// Kontrollér, som om det var denne dag, fx 2027-01-01: Hvad skal være gjort til den tid?
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// Hvordan rapporten skrives.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Skriv nye adresser og overskrifter i `adresser.toml`. Kræver --content.
    #[arg(long)]
    publish: bool,
    /// Spørg hvert sted, indholdet linker til, om det er der endnu. Kun i et program, der er bygget med `online`.
    #[arg(long)]
    online: bool,
    #[command(flatten)]
    help: HelpArgument,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// Til mennesker: hvert fund med sin linje.
    Text,
    /// Til programmer.
    Json,
    /// Til steder, der viser fund ved siden af den rettede linje.
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
