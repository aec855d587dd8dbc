//! `edit`: serves the forms for editing the content.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use tokio::signal::unix::{SignalKind, signal};

use super::shared::{FAILED, HelpArgument, base_url, complain, tell};
use crate::clock::SystemClock;
use crate::edit::guard::Settings;
use crate::edit::{Desk, Folder, door};
use crate::server::listen::{Address, Listener};
use crate::server::serve_beside;

#[derive(Args, Debug)]
#[command(next_help_heading = "Tilvalg")]
pub(super) struct EditArguments {
    /// Mappen med det indhold, der skal rettes.
    #[arg(long, value_name = "DIR", env = "KVALITETSSTANDARD_CONTENT")]
    content: PathBuf,
    /// Hvor der lyttes: 127.0.0.1:PORT for denne maskine alene, eller `unix:/sti` for en proxy med login.
    #[arg(long, value_name = "ADDR", env = "KVALITETSSTANDARD_EDIT_LISTEN")]
    listen: Address,
    /// Det felt, hvor proxyen skriver, hvem der er logget ind, fx X-Auth-Request-Email. Proxyen skal sætte eller slette
    /// det i hver forespørgsel. Kun med `unix:/sti`, hvor ingen anden kommer ind.
    #[arg(long, value_name = "NAME", env = "KVALITETSSTANDARD_EDIT_USER_HEADER", value_parser = header)]
    user_header: Option<String>,
    /// Et navn, folk når formularerne ved, fx ret.eksempel.dk. Kan skrives flere gange. På 127.0.0.1 svares der også på
    /// adressen selv og localhost.
    #[arg(long, value_name = "HOST", env = "KVALITETSSTANDARD_EDIT_HOST", value_delimiter = ',')]
    host: Vec<String>,
    /// Hvor læserne finder webstedet, til links, når en rettelse er gemt.
    #[arg(long, value_name = "URL", env = "KVALITETSSTANDARD_BASE_URL", value_parser = base_url)]
    site: Option<String>,
    #[command(flatten)]
    help: HelpArgument,
}

fn header(name: &str) -> Result<String, &'static str> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if !name.is_empty() && name.bytes().all(plain) {
        return Ok(name.to_ascii_lowercase());
    }
    Err("a header name can only contain letters, digits and hyphens")
}

/// Why the editor can't start.
#[derive(Debug, thiserror::Error)]
enum Shut {
    #[error("{folder}: mappen kan ikke læses: {error}")]
    Folder { folder: String, error: io::Error },
    #[error("{address}: {error}")]
    Listen { address: Address, error: io::Error },
    #[error(
        "{0} kan nås fra andre maskiner. Brug 127.0.0.1, eller unix:/sti bag en proxy med login."
    )]
    Public(Address),
    #[error(
        "--user-header kan kun bruges med --listen unix:/sti: Ellers kan enhver på maskinen skrive et navn."
    )]
    NotASocket,
    #[error(
        "Skriv med --host, hvilket navn døren har hos dem, der bruger den, fx --host ret.eksempel.dk."
    )]
    NoHost,
    #[error(
        "Med --listen unix:/sti skal --user-header sige, i hvilket felt proxyen skriver, hvem der er logget ind."
    )]
    NoHeader,
    #[error(transparent)]
    System(#[from] io::Error),
}

pub(super) fn run(arguments: &EditArguments) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let outcome =
        runtime.map_err(Shut::from).and_then(|runtime| runtime.block_on(serve(arguments)));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            complain(reason);
            ExitCode::from(FAILED)
        }
    }
}

async fn serve(arguments: &EditArguments) -> Result<(), Shut> {
    let folder = Folder::open(&arguments.content)
        .map_err(|error| Shut::Folder { folder: arguments.content.display().to_string(), error })?;
    let listener = open(arguments).await?;
    let mut hosts = arguments.host.clone();
    if let Some(port) = listener.port() {
        hosts.extend(["127.0.0.1", "localhost", "[::1]"].map(|name| format!("{name}:{port}")));
    }
    let settings = Settings {
        hosts,
        user_header: arguments.user_header.clone(),
        site: arguments.site.clone(),
    };
    let desk = Desk::new(folder, settings, Box::new(SystemClock), secret()?);
    let (mut term, mut interrupt) =
        (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    // If nobody reads the message, the editor starts anyway.
    let _ = tell(listener.describe());
    // A save in progress is finished, because the runtime waits for it.
    tokio::select! {
        () = serve_beside(listener, door::router(desk)) => {}
        _ = term.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

async fn open(arguments: &EditArguments) -> Result<Listener, Shut> {
    let address = &arguments.listen;
    match address {
        Address::Unix(_) if arguments.host.is_empty() => return Err(Shut::NoHost),
        Address::Unix(_) if arguments.user_header.is_none() => return Err(Shut::NoHeader),
        Address::Tcp(_) if arguments.user_header.is_some() => return Err(Shut::NotASocket),
        Address::Unix(_) | Address::Tcp(_) => {}
    }
    let opened = Listener::open(address).await;
    let listener = opened.map_err(|error| Shut::Listen { address: address.clone(), error })?;
    if listener.is_public() { Err(Shut::Public(address.clone())) } else { Ok(listener) }
}

/// Random bytes that nobody can guess.
fn secret() -> io::Result<[u8; 32]> {
    let mut secret = [0; 32];
    File::open("/dev/urandom")?.read_exact(&mut secret)?;
    Ok(secret)
}
