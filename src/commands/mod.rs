//! The command line: `serve`, `check`, `export`. The only layer that prints or ends the process.

mod check;
mod export;
mod new;
mod publish;
mod serve;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

/// Municipal quality standards as pages people can find, trust and use.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: serve::ServeArguments,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the site over HTTP (also what happens without a command).
    Serve(serve::ServeArguments),
    /// Check the content; exits with 0 if clean, 1 on findings, 2 if it could not run.
    Check(check::CheckArguments),
    /// Write the whole site as files.
    Export(export::ExportArguments),
    /// Write the files of a new municipality or section.
    New(new::NewArguments),
}

/// Where the content lies.
#[derive(Args, Clone, Debug)]
struct ContentArguments {
    /// A folder of content, instead of the content in the program.
    #[arg(long, value_name = "DIR", env = "KVALITETSSTANDARD_CONTENT")]
    content: Option<PathBuf>,
}

/// The command has done its work.
const DONE: u8 = 0;
/// There is something to look at.
const FINDINGS: u8 = 1;
/// The command could not do its work.
const FAILED: u8 = 2;

/// Runs the command the arguments name.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.command {
        None => serve::run(&arguments.serve),
        Some(Command::Serve(arguments)) => serve::run(&arguments),
        Some(Command::Check(arguments)) => check::run(&arguments),
        Some(Command::Export(arguments)) => export::run(&arguments),
        Some(Command::New(arguments)) => new::run(&arguments),
    }
}

/// Tells the operator something went wrong. Where nobody hears it there is nobody left to tell.
fn complain(message: impl std::fmt::Display) {
    let _ = writeln!(io::stderr(), "{message}");
}

/// Tells the operator what was asked for. Who has heard enough, as in `check | head`, is content;
/// where it can't be written for another reason, they are told.
fn tell(message: impl std::fmt::Display) -> Result<(), Unheard> {
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
struct Unheard;

/// The exit code of a command that has said what it had to say.
fn said(told: Result<(), Unheard>, code: u8) -> ExitCode {
    ExitCode::from(told.map_or(FAILED, |()| code))
}

/// Reads the site's own address.
fn base_url(text: &str) -> Result<String, &'static str> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]/_~".contains(&byte);
    match host {
        Some(host) if !host.is_empty() && host.bytes().all(plain) => {
            Ok(text.trim_end_matches('/').to_owned())
        }
        _ => Err("a base address begins with https:// or http:// and has no query"),
    }
}
