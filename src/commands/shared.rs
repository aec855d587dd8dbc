//! Shared by the commands: the content folder, output, and exit codes.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgAction, Args};

/// How a command's help is laid out, in the editors' language as the rest of it is.
pub(super) const TEMPLATE: &str = "{about-with-newline}\nBrug: {usage}\n\n{all-args}";

/// Asks for the help: the words that clap has of its own are not an editor's.
#[derive(Args, Clone, Debug)]
pub(super) struct HelpArgument {
    /// Vis denne hjælp. -h er kort, --help siger det hele.
    #[arg(short, long, action = ArgAction::Help)]
    help: Option<bool>,
}

#[derive(Args, Clone, Debug)]
pub(super) struct ContentArguments {
    /// En mappe med indhold i stedet for det, der er i programmet.
    #[arg(long, value_name = "DIR", env = "KVALITETSSTANDARD_CONTENT")]
    pub(super) content: Option<PathBuf>,
}

/// Success.
pub(super) const DONE: u8 = 0;
/// There are findings.
pub(super) const FINDINGS: u8 = 1;
/// The command could not run.
pub(super) const FAILED: u8 = 2;

/// Prints an error message. If that fails, there is nobody left to tell.
pub(super) fn complain(message: impl std::fmt::Display) {
    let _ = writeln!(io::stderr(), "{message}");
}

/// Prints a message. A closed pipe, as in `check | head`, is not an error; any other failure is
/// reported.
pub(super) fn tell(message: impl std::fmt::Display) -> Result<(), Unheard> {
    match writeln!(io::stdout(), "{message}").and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            complain(format!("Svaret kan ikke skrives: {error}"));
            Err(Unheard)
        }
        _ => Ok(()),
    }
}

/// The output could not be written; the error has been reported.
#[derive(Debug)]
pub(super) struct Unheard;

/// The exit code of a command after its output.
pub(super) fn said(told: Result<(), Unheard>, code: u8) -> ExitCode {
    ExitCode::from(told.map_or(FAILED, |()| code))
}

/// Parses the site's own address.
pub(super) fn base_url(text: &str) -> Result<String, &'static str> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]/_~".contains(&byte);
    match host {
        Some(host) if !host.is_empty() && host.bytes().all(plain) => {
            Ok(text.trim_end_matches('/').to_owned())
        }
        _ => Err("the base URL must begin with https:// or http:// and have no query"),
    }
}
