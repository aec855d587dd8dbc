//! The command line: `serve`, `check`, `edit`, `export`, `new`. The only layer that prints or
//! exits.

mod check;
mod edit;
mod export;
mod new;
mod publish;
mod serve;
mod shared;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Municipal quality standards as web pages that people can find, trust and use
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
    /// Serve the site over HTTP (the default command)
    Serve(serve::ServeArguments),
    /// Check the content; exits with 0 if clean, 1 on findings, 2 if it could not run
    Check(check::CheckArguments),
    /// Edit the content in forms, on an address of its own that is never public
    Edit(edit::EditArguments),
    /// Write the whole site as files
    Export(export::ExportArguments),
    /// Write the files of a new municipality or section
    New(new::NewArguments),
}

/// Runs the command given on the command line.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.command {
        None => serve::run(&arguments.serve),
        Some(Command::Serve(arguments)) => serve::run(&arguments),
        Some(Command::Check(arguments)) => check::run(&arguments),
        Some(Command::Edit(arguments)) => edit::run(&arguments),
        Some(Command::Export(arguments)) => export::run(&arguments),
        Some(Command::New(arguments)) => new::run(&arguments),
    }
}
