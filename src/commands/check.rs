//! `check`: reads the content as the server would and reports everything found.

use std::process::ExitCode;

use clap::Args;

use super::load::{self, ContentArguments, Failure};
use super::{FAILED, FINDINGS, complain, tell};
use crate::clock::{Clock as _, SystemClock};
use crate::finding::Severity;

#[derive(Args, Debug)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    content: ContentArguments,
}

pub(super) fn run(arguments: &CheckArguments) -> ExitCode {
    let today = SystemClock.today();
    let (sources, findings) = match load::edition(arguments.content.content.as_deref(), today) {
        Ok(edition) => (edition.content.sources, edition.findings),
        Err(Failure::Refused(refused)) => (refused.sources, refused.findings),
        Err(Failure::Folder(reason)) => {
            complain(reason);
            return ExitCode::from(FAILED);
        }
    };
    load::lines(&sources, &findings).iter().for_each(tell);
    if findings.iter().any(|finding| finding.severity != Severity::Note) {
        return ExitCode::from(FINDINGS);
    }
    tell(format!("{} filer læst, intet at rette.", sources.iter().count()));
    ExitCode::SUCCESS
}
