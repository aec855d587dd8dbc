//! `export`: writes the whole site as files.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::{ContentArguments, FAILED, complain};

#[derive(Args, Debug)]
pub(super) struct ExportArguments {
    /// The folder to write to.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    content: ContentArguments,
}

pub(super) fn run(arguments: &ExportArguments) -> ExitCode {
    complain(format!("{}: export is not written yet", arguments.folder.display()));
    ExitCode::from(FAILED)
}
