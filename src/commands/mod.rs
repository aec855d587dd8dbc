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

use clap::{ArgAction, Parser, Subcommand};

use shared::TEMPLATE;

/// Kommuners kvalitetsstandarder som sider, folk kan finde, stole på og bruge.
#[derive(Debug, Parser)]
#[command(
    version,
    args_conflicts_with_subcommands = true,
    subcommand_help_heading = "Kommandoer",
    subcommand_value_name = "KOMMANDO",
    help_template = TEMPLATE,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: serve::ServeArguments,
    /// Vis programmets version.
    #[arg(short = 'V', long, action = ArgAction::Version, help_heading = "Tilvalg")]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Vis webstedet (det sker også uden en kommando).
    #[command(help_template = TEMPLATE)]
    Serve(serve::ServeArguments),
    /// Kontrollér indholdet. Slutter med 0, når alt er i orden, 1, når noget skal rettes, og 2, når det ikke kunne køre.
    #[command(help_template = TEMPLATE)]
    Check(check::CheckArguments),
    /// Ret indholdet i formularer. De åbnes for sig selv, aldrig sammen med webstedet.
    #[command(help_template = TEMPLATE)]
    Edit(edit::EditArguments),
    /// Skriv hele webstedet som filer.
    #[command(help_template = TEMPLATE)]
    Export(export::ExportArguments),
    /// Skriv filerne til en ny kommune eller et nyt afsnit.
    #[command(help_template = TEMPLATE, subcommand_help_heading = "Kommandoer", subcommand_value_name = "KOMMANDO")]
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
