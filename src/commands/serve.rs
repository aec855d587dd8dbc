//! `serve`: loads the content and serves it until told to stop.

use std::io;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, ValueEnum};
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::shared::{ContentArguments, FAILED, HelpArgument, base_url, complain, tell};
use crate::clock::SystemClock;
use crate::edition::{self, Wanted};
use crate::server::Server;
use crate::server::config::{Config, Limits};
use crate::server::listen::{Address, Listener};
use crate::server::log::Log;
use crate::server::record::LogTime;
use crate::server::state::{Live, Refusal, State};
use crate::server::watch::Watch;

#[derive(Args, Debug)]
#[command(next_help_heading = "Tilvalg")]
pub(super) struct ServeArguments {
    /// Hvor der lyttes: VÆRT:PORT eller `unix:/sti`. Giver systemd et socket, bruges det i stedet, og et til bruges som
    /// --metrics.
    #[arg(
        long,
        value_name = "ADDR",
        env = "KVALITETSSTANDARD_LISTEN",
        default_value = "127.0.0.1:8080"
    )]
    listen: Address,
    #[command(flatten)]
    content: ContentArguments,
    /// Tag ændringer i --content i brug, når de gemmes.
    #[arg(long, env = "KVALITETSSTANDARD_WATCH", requires = "content")]
    watch: bool,
    /// Som --watch, og siderne henter sig selv igen. /_preview viser, hvad der er galt. Ikke for offentligheden.
    #[arg(long, env = "KVALITETSSTANDARD_PREVIEW", requires = "content")]
    preview: bool,
    /// Lad andre maskiner se --preview. De ser også det, der ikke er klar til læsere.
    #[arg(long, env = "KVALITETSSTANDARD_ALLOW_PUBLIC")]
    allow_public: bool,
    /// Den adresse, folk bruger, fx `https://eksempel.dk`. Med https slås HSTS til.
    #[arg(long, value_name = "URL", env = "KVALITETSSTANDARD_BASE_URL", value_parser = base_url)]
    base_url: Option<String>,
    /// En adresse mere, kun for driften: /readyz og /metrics.
    #[arg(long, value_name = "ADDR", env = "KVALITETSSTANDARD_METRICS")]
    metrics: Option<Address>,
    /// Notér slags, status og tid for hvert besøg. Andet om det bliver aldrig noteret.
    #[arg(long, env = "KVALITETSSTANDARD_LOG_REQUESTS")]
    log_requests: bool,
    /// Hvordan loggen skrives.
    #[arg(long, value_name = "FORM", env = "KVALITETSSTANDARD_LOG", default_value = "text")]
    log: LogForm,
    #[command(flatten)]
    limits: LimitArguments,
    #[command(flatten)]
    help: HelpArgument,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LogForm {
    /// En linje, folk kan læse.
    Text,
    /// Et JSON-objekt på hver linje, til programmer.
    Json,
}

/// Limits that an operator may need to change.
#[derive(Args, Debug)]
struct LimitArguments {
    /// Forbindelser ad gangen.
    #[arg(long, value_name = "NUMBER", env = "KVALITETSSTANDARD_MAX_CONNECTIONS",
          default_value_t = Limits::default().connections, hide_short_help = true)]
    max_connections: usize,
    /// Byte i en forespørgsels hoved, mindst 8192.
    #[arg(long, value_name = "BYTES", env = "KVALITETSSTANDARD_MAX_HEAD",
          default_value_t = Limits::default().head_bytes, hide_short_help = true)]
    max_head: usize,
    /// Byte i en formular.
    #[arg(long, value_name = "BYTES", env = "KVALITETSSTANDARD_MAX_BODY",
          default_value_t = Limits::default().body_bytes, hide_short_help = true)]
    max_body: usize,
    /// Sekunder til at sende en forespørgsels hoved.
    #[arg(long, value_name = "SECONDS", env = "KVALITETSSTANDARD_HEAD_TIME",
          default_value_t = Limits::default().head_time.as_secs(), hide_short_help = true)]
    head_time: u64,
    /// Sekunder mellem to forespørgsler på en forbindelse.
    #[arg(long, value_name = "SECONDS", env = "KVALITETSSTANDARD_IDLE_TIME",
          default_value_t = Limits::default().idle_time.as_secs(), hide_short_help = true)]
    idle_time: u64,
    /// Sekunder til at regne et svar ud.
    #[arg(long, value_name = "SECONDS", env = "KVALITETSSTANDARD_REQUEST_TIME",
          default_value_t = Limits::default().request_time.as_secs(), hide_short_help = true)]
    request_time: u64,
}

impl LimitArguments {
    fn limits(&self) -> Limits {
        Limits {
            connections: self.max_connections.max(1),
            head_bytes: self.max_head.max(8192),
            body_bytes: self.max_body,
            head_time: Duration::from_secs(self.head_time),
            idle_time: Duration::from_secs(self.idle_time),
            request_time: Duration::from_secs(self.request_time),
            ..Limits::default()
        }
        .within_files()
    }
}

/// How long the program waits at exit for the log to be written.
const LAST_LINES: Duration = Duration::from_millis(500);

pub(super) fn run(arguments: &ServeArguments) -> ExitCode {
    let log = match Log::to(io::stderr()) {
        Ok(log) => log,
        Err(error) => {
            complain(error);
            return ExitCode::from(FAILED);
        }
    };
    start_log(arguments.log, log.clone());
    quiet_panics();
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(Refusal::from)
        .and_then(|runtime| runtime.block_on(serve(arguments, &log)));
    if let Err(Refusal(lines)) = &outcome {
        lines.iter().for_each(|line| log.line(line));
    }
    log.flush(LAST_LINES);
    if outcome.is_ok() { ExitCode::SUCCESS } else { ExitCode::from(FAILED) }
}

async fn serve(arguments: &ServeArguments, log: &Log) -> Result<(), Refusal> {
    let folder = arguments.content.content.as_deref();
    let watch = folder.filter(|_| arguments.watch || arguments.preview).map(Watch::on);
    let state = state(arguments, log)?;
    let (listener, operations) = doors(arguments).await?;
    if arguments.preview && listener.is_public() && !arguments.allow_public {
        let place = listener.describe();
        return Err(Refusal(vec![format!(
            "--preview viser det, der ikke er klar til læsere, og {place} kan nås fra andre \
             maskiner. Brug --listen 127.0.0.1:8080, eller skriv --allow-public."
        )]));
    }
    if arguments.preview && listener.is_public() {
        let at = listener.describe();
        tracing::warn!(at, "ANYBODY who reaches this address sees what isn't ready for readers");
    }
    if let Some(door) = operations.as_ref().filter(|door| door.is_public()) {
        let at = door.describe();
        tracing::warn!(
            at,
            "ANYBODY who reaches this address can read /metrics; it is not for readers"
        );
    }
    let (mut first, mut second) = (Stop::new()?, Stop::new()?);
    let where_to = listener.describe();
    let mut server = Server::new(Arc::clone(&state));
    let mut doors = where_to.clone();
    if let Some(door) = operations {
        doors = format!("{doors}\n{}", door.describe());
        server = server.with_operations(door);
    }
    if let Some(watch) = watch {
        watch.begin(&state)?;
    }
    reload_on_hangup(&state)?;
    tracing::info!(listen = where_to, version = state.live().site.version(), "serving");
    // If nobody reads the message, the log says the same.
    let _ = tell(doors);
    let at_once = async {
        second.wait().await;
        second.wait().await;
    };
    let finished = server.run(listener, first.wait(), at_once).await;
    tracing::info!(finished, "stopped");
    Ok(())
}

/// The listener for readers and, if configured, the operator's. Sockets passed by systemd take
/// precedence over the arguments.
async fn doors(arguments: &ServeArguments) -> Result<(Listener, Option<Listener>), Refusal> {
    let mut given = Listener::given()?.into_iter();
    let readers = match given.next() {
        Some(door) => door,
        None => open(&arguments.listen).await?,
    };
    let operations = match (given.next(), &arguments.metrics) {
        (Some(door), _) => Some(door),
        (None, Some(address)) => Some(open(address).await?),
        (None, None) => None,
    };
    Ok((readers, operations))
}

async fn open(address: &Address) -> Result<Listener, Refusal> {
    let opened = Listener::open(address).await;
    opened.map_err(|error| Refusal(vec![format!("{address}: {error}")]))
}

fn state(arguments: &ServeArguments, log: &Log) -> Result<Arc<State>, Refusal> {
    let base_url = arguments.base_url.clone();
    let https = base_url.as_ref().is_some_and(|base| base.starts_with("https://"));
    let preview = arguments.preview;
    let limits = arguments.limits.limits();
    let log_requests = arguments.log_requests;
    let config = Config { https, preview, log_requests, limits, lost: log.lost() };
    let wanted = Wanted { folder: arguments.content.content.clone(), base_url, preview };
    let load = move |today| edition::site(&wanted, today).map_err(Refusal::from);
    let log = log.clone();
    let on_reload = move |outcome: Result<&Live, &Refusal>| report_reload(&log, outcome);
    State::new(config, Box::new(SystemClock), Box::new(load), Box::new(on_reload))
}

/// Tells the editor at the console the result of a reload.
fn report_reload(log: &Log, outcome: Result<&Live, &Refusal>) {
    match outcome {
        Ok(live) => tracing::info!(version = live.site.version(), "nyt indhold er taget i brug"),
        Err(Refusal(lines)) => {
            let findings = lines.len();
            tracing::warn!(findings, "indholdet kan ikke bruges; det gamle vises stadig");
            lines.iter().for_each(|line| log.line(line));
        }
    }
}

/// Reloads on SIGHUP, for those who don't use --watch.
fn reload_on_hangup(state: &Arc<State>) -> io::Result<()> {
    let mut hangup = signal(SignalKind::hangup())?;
    let state = Arc::clone(state);
    tokio::spawn(async move {
        while hangup.recv().await.is_some() {
            let state = Arc::clone(&state);
            let _ = tokio::task::spawn_blocking(move || state.reload()).await;
        }
    });
    Ok(())
}

/// SIGTERM and SIGINT.
struct Stop(Signal, Signal);

impl Stop {
    fn new() -> io::Result<Self> {
        Ok(Self(signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?))
    }

    async fn wait(&mut self) {
        tokio::select! {
            _ = self.0.recv() => {}
            _ = self.1.recv() => {}
        }
    }
}

/// The log goes to standard error, and contains only this program's own events.
fn start_log(form: LogForm, log: Log) {
    let log = tracing_subscriber::fmt()
        .with_writer(log)
        .log_internal_errors(false)
        .with_target(false)
        .with_timer(LogTime);
    // A second start in the same process (in a test) keeps the first logger.
    let _ = match form {
        LogForm::Text => log.with_ansi(false).try_init(),
        LogForm::Json => log.json().try_init(),
    };
}

/// A panic's message may quote a visitor's input; its location is enough to fix it.
fn quiet_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "the program panicked");
    }));
}
