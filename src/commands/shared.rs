//! What the commands share: where the content lies, what is said to whom, exit codes.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

/// Where the content lies.
#[derive(Args, Clone, Debug)]
pub(super) struct ContentArguments {
    /// A folder of content, instead of the content in the program.
    #[arg(long, value_name = "DIR", env = "KVALITETSSTANDARD_CONTENT")]
    pub(super) content: Option<PathBuf>,
}

/// The command has done its work.
pub(super) const DONE: u8 = 0;
/// There is something to look at.
pub(super) const FINDINGS: u8 = 1;
/// The command could not do its work.
pub(super) const FAILED: u8 = 2;

/// Tells the operator something went wrong. Where nobody hears it there is nobody left to tell.
pub(super) fn complain(message: impl std::fmt::Display) {
    let _ = writeln!(io::stderr(), "{message}");
}

/// Tells the operator what was asked for. Who has heard enough, as in `check | head`, is content;
/// where it can't be written for another reason, they are told.
pub(super) fn tell(message: impl std::fmt::Display) -> Result<(), Unheard> {
    match writeln!(io::stdout(), "{message}").and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            complain(format!("Svaret kan ikke skrives: {error}"));
            Err(Unheard)
        }
        _ => Ok(()),
    }
}

/// What was asked for could not be written; the operator has been told why.
#[derive(Debug)]
pub(super) struct Unheard;

/// The exit code of a command that has said what it had to say.
pub(super) fn said(told: Result<(), Unheard>, code: u8) -> ExitCode {
    ExitCode::from(told.map_or(FAILED, |()| code))
}

/// Reads the site's own address.
pub(super) fn base_url(text: &str) -> Result<String, &'static str> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]/_~".contains(&byte);
    match host {
        Some(host) if !host.is_empty() && host.bytes().all(plain) => {
            Ok(text.trim_end_matches('/').to_owned())
        }
        _ => Err("a base address begins with https:// or http:// and has no query"),
    }
}
