//! A real server on its own port, in the test's process or as the real program.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use kvalitetsstandard::clock::Clock;
use kvalitetsstandard::edition::{self, Loaded, Wanted};
use kvalitetsstandard::server::Server;
use kvalitetsstandard::server::config::Config;
use kvalitetsstandard::server::listen::{Address, Listener};
use kvalitetsstandard::server::state::{Refusal, State};
use kvalitetsstandard::site::{CachePolicy, Document, Entry, ErrorPages, Inline, Site, digest};

use crate::support::shipped_on;

/// A clock that the test sets.
#[derive(Clone)]
pub(crate) struct TestClock(Arc<Mutex<Timestamp>>);

impl TestClock {
    pub(crate) fn at(moment: &str) -> Self {
        Self(Arc::new(Mutex::new(moment.parse().unwrap())))
    }

    pub(crate) fn set(&self, moment: &str) {
        *self.0.lock().unwrap() = moment.parse().unwrap();
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

/// A small site made by hand: a front page with the date, a page, a file and two redirects.
pub(crate) fn small_site(today: jiff::civil::Date) -> Site {
    let page = |text: &str| {
        let filler = "<p>Du kan ringe til kommunen.</p>".repeat(60);
        let html = format!("<!DOCTYPE html><style>p{{}}</style><h1>{text}</h1>{filler}");
        let style = Some(digest(b"p{}"));
        let inline = Inline { style, ..Inline::default() };
        Document { indexed: true, ..Document::page(html, inline) }
    };
    let css = Document::file("text/css; charset=utf-8", b"p{}".to_vec(), CachePolicy::Forever);
    let entries = BTreeMap::from([
        ("/".to_owned(), Entry::Document(page(&format!("I dag er det {today}")))),
        ("/ishoj".to_owned(), Entry::Document(page("By"))),
        ("/ishoj/paaroerende".to_owned(), Entry::Document(page("Pårørende"))),
        ("/ishoj/frister".to_owned(), Entry::Document(page("Frister"))),
        ("/s/abc.css".to_owned(), Entry::Document(css)),
        ("/i/klage".to_owned(), Entry::Moved("/ishoj/klage".to_owned())),
        ("/was".to_owned(), Entry::SeeOther("/tilgaengelighed".to_owned())),
    ]);
    let errors = ErrorPages {
        not_found: BTreeMap::from([("ishoj".to_owned(), page("Ikke her i byen"))]),
        lost: Some(page("Ikke her")),
        fault: Some(page("Vores fejl")),
        notices: BTreeMap::new(),
    };
    Site::new(entries, errors, None)
}

/// The built-in content, but with the pages of the small site.
pub(crate) fn small(today: jiff::civil::Date) -> Result<Loaded, Refusal> {
    let edition =
        shipped_on(today).map_err(|refused| Refusal(vec![format!("{:?}", refused.findings)]))?;
    Ok(Loaded { edition, site: small_site(today) })
}

/// A server in the test's process; stopped on drop.
pub(crate) struct Serving {
    pub(crate) address: SocketAddr,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<bool>>,
}

impl Serving {
    /// Serves the small site.
    pub(crate) fn small() -> Self {
        Self::with(Config::default(), TestClock::at("2026-11-22T11:00:00Z"), Box::new(small))
    }

    /// The shipped content with its rendered pages: one server shared by all read-only tests.
    pub(crate) fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Serving> = LazyLock::new(|| {
            let load = |today| Ok(edition::site(&Wanted::default(), today)?);
            let clock = TestClock::at("2026-11-22T11:00:00Z");
            Serving::with(Config::default(), clock, Box::new(load))
        });
        &SHIPPED
    }

    /// Serves what `load` returns.
    pub(crate) fn with(
        config: Config,
        clock: TestClock,
        load: kvalitetsstandard::server::state::Loader,
    ) -> Self {
        let state = State::new(config, Box::new(clock), load, Box::new(|_| ())).unwrap();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let (sender, receiver) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime.block_on(async {
                let door = Address::Tcp("127.0.0.1:0".to_owned());
                let listener = Listener::open(&door).await.unwrap();
                sender.send(listener.port().unwrap()).unwrap();
                let stop = async {
                    let _ = stopped.await;
                };
                Server::new(state).run(listener, stop, std::future::pending()).await
            })
        });
        let address = SocketAddr::from(([127, 0, 0, 1], receiver.recv().unwrap()));
        Self { address, stop: Some(stop), thread: Some(thread) }
    }

    /// Tells it to stop, like SIGTERM.
    pub(crate) fn begin_to_stop(&mut self) {
        drop(self.stop.take());
    }

    /// Waits until it has stopped; returns whether every request was answered.
    pub(crate) fn stopped(mut self) -> bool {
        self.begin_to_stop();
        self.thread.take().unwrap().join().unwrap()
    }
}

/// The real program; killed on drop.
pub(crate) struct Program {
    pub(crate) address: SocketAddr,
    pub(crate) child: Child,
    /// The operator's address.
    operations: Option<SocketAddr>,
    log: Option<Log>,
}

/// A program's log, read continuously: a full pipe would block the program.
struct Log {
    text: Arc<Mutex<String>>,
    reading: std::thread::JoinHandle<()>,
}

impl Log {
    fn of(mut from: std::process::ChildStderr) -> Self {
        let text = Arc::new(Mutex::new(String::new()));
        let to = Arc::clone(&text);
        let reading = std::thread::spawn(move || {
            let mut piece = [0; 4096];
            while let Ok(length @ 1..) = from.read(&mut piece) {
                to.lock().unwrap().push_str(&String::from_utf8_lossy(&piece[..length]));
            }
        });
        Self { text, reading }
    }
}

impl Program {
    /// Starts it with these arguments on a free port.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        Self::logging_to(Stdio::piped(), arguments)
    }

    /// The same, with the log going elsewhere.
    pub(crate) fn logging_to(log: Stdio, arguments: &[&str]) -> Self {
        Self::started(command(), log, arguments)
    }

    /// The same, with a limit on open files.
    pub(crate) fn start_limited_to(files: usize, arguments: &[&str]) -> Self {
        let program = command();
        let mut shell = Command::new("sh");
        shell.env_clear().current_dir(program.get_current_dir().unwrap());
        shell.arg("-c").arg(format!("ulimit -n {files}; exec \"$0\" \"$@\""));
        shell.arg(program.get_program());
        Self::started(shell, Stdio::piped(), arguments)
    }

    fn started(mut program: Command, log: Stdio, arguments: &[&str]) -> Self {
        let mut child = program
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut address = || {
            let mut line = String::new();
            lines.read_line(&mut line).unwrap();
            line.trim().strip_prefix("http://").and_then(|address| address.parse().ok())
        };
        let log = child.stderr.take().map(Log::of);
        let Some(first) = address() else {
            let said = log.map(|log| {
                log.reading.join().unwrap();
                log.text.lock().unwrap().clone()
            });
            panic!("did not start: {said:?}");
        };
        let operations = arguments.contains(&"--metrics").then(|| address().unwrap());
        Self { address: first, child, operations, log }
    }

    /// The operator's address, if it was started with `--metrics`.
    pub(crate) fn operations(&self) -> SocketAddr {
        self.operations.unwrap()
    }

    /// The log so far.
    pub(crate) fn log(&self) -> String {
        self.log.as_ref().map_or_else(String::new, |log| log.text.lock().unwrap().clone())
    }

    /// Sends it a signal by name.
    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
    }

    /// Waits for it to exit within this time; returns its exit code and log.
    pub(crate) fn ended(mut self, within: Duration) -> Option<(Option<i32>, String)> {
        let started = Instant::now();
        while started.elapsed() < within {
            if let Some(status) = self.child.try_wait().unwrap() {
                // Its end of the pipe is closed, so reading ends after the rest.
                let read = || self.log.as_ref().is_none_or(|log| log.reading.is_finished());
                until("the log is read", read);
                return Some((status.code(), self.log()));
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        None
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program, without any settings from the environment.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kvalitetsstandard"));
    command.env_clear().current_dir(Path::new(env!("CARGO_MANIFEST_DIR")));
    command
}

/// Waits until `is_so` is true, for at most ten seconds.
pub(crate) fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let started = Instant::now();
    while !is_so() {
        assert!(started.elapsed() < Duration::from_secs(10), "not within ten seconds: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}
