//! The command line: `serve`, `check`, `export`. The only layer that prints or ends the process.

mod check;
mod export;
mod new;
mod publish;
mod serve;

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

/// The command's own failure, or that there is something to look at.
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

/// Tells the operator something went wrong.
#[expect(clippy::print_stderr, reason = "commands are where the program speaks")]
fn complain(message: impl std::fmt::Display) {
    eprintln!("{message}");
}

/// Tells the operator something.
#[expect(clippy::print_stdout, reason = "commands are where the program speaks")]
fn tell(message: impl std::fmt::Display) {
    println!("{message}");
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
