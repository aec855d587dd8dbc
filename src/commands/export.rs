//! `export`: writes the whole site as files.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;

use super::shared::{ContentArguments, DONE, FAILED, HelpArgument, base_url, complain, said, tell};
use crate::clock::{Clock as _, SystemClock};
use crate::edition::{self, Wanted};
use crate::export;
use crate::server::state::Refusal;

#[derive(Args, Debug)]
#[command(next_help_heading = "Tilvalg")]
pub(super) struct ExportArguments {
    /// Den mappe, der skrives. En tidligere eksport bliver skiftet ud på én gang.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    content: ContentArguments,
    /// Den adresse, folk skal bruge, fx `https://eksempel.dk/hjaelp`.
    #[arg(long, value_name = "URL", env = "KVALITETSSTANDARD_BASE_URL", value_parser = base_url)]
    base_url: Option<String>,
    /// Skriv siderne, som de er denne dag, i stedet for i dag.
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    /// Skriv også hver fil som brotli (.br) og gzip (.gz).
    #[arg(long)]
    encode: bool,
    #[command(flatten)]
    help: HelpArgument,
}

pub(super) fn run(arguments: &ExportArguments) -> ExitCode {
    match export(arguments) {
        Ok(count) => said(tell(format!("{}: {count} filer.", arguments.folder.display())), DONE),
        Err(Refusal(lines)) => {
            lines.iter().for_each(complain);
            ExitCode::from(FAILED)
        }
    }
}

fn export(arguments: &ExportArguments) -> Result<usize, Refusal> {
    let today = arguments.date.unwrap_or_else(|| SystemClock.today());
    let wanted = Wanted {
        folder: arguments.content.content.clone(),
        base_url: arguments.base_url.clone(),
        preview: false,
    };
    let loaded = edition::site(&wanted, today)?;
    let mut files = export::files(&loaded, arguments.base_url.as_deref());
    if arguments.encode {
        export::add_encodings(&mut files);
    }
    let written = export::write(&files, &arguments.folder);
    written.map_err(|error| Refusal(vec![format!("{}: {error}", arguments.folder.display())]))?;
    Ok(files.len())
}
