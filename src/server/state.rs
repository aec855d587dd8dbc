//! What is being served now, and how it is replaced: whole, in one step, never by something worse.

use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::time::Instant;

use arc_swap::{ArcSwap, ArcSwapOption, Guard};
use axum::http::HeaderValue;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::rfc2822::DateTimePrinter;
use tokio::sync::watch;

use super::addresses::KnownAddresses;
use super::config::Config;
use super::metrics::Metrics;
use super::table::Table;
use super::work::Work;
use crate::clock::Clock;
use crate::edition::{Edition, LoadFailure, Loaded};
use crate::site::{Effort, Site};

/// Why the content can't be used: what was found, a line each, in Danish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(pub Vec<String>);

impl From<std::io::Error> for Refusal {
    fn from(error: std::io::Error) -> Self {
        Self(vec![error.to_string()])
    }
}

/// Loads the content as of a day. Runs off the request path.
pub type Loader = Box<dyn Fn(Date) -> Result<Loaded, Refusal> + Send + Sync>;

/// Hears how each reload went.
pub type ReloadListener = Box<dyn Fn(Result<&Live, &Refusal>) + Send + Sync>;

/// What is being served.
pub struct Live {
    /// What was read.
    pub edition: Edition,
    /// Its pages.
    pub site: Site,
    /// Its pages, ready to send.
    pub table: Table,
    /// When it was taken into use.
    pub since: Instant,
    /// What its addresses are made of; worked out for the first who asks for one it hasn't.
    pub(super) addresses: OnceLock<KnownAddresses>,
}

/// What every connection shares.
pub struct State {
    /// How the server behaves.
    pub config: Config,
    /// What was counted.
    pub metrics: Metrics,
    /// Where answers are computed.
    pub(super) work: Work,
    clock: Box<dyn Clock>,
    load: Loader,
    heard: ReloadListener,
    live: ArcSwap<Live>,
    /// One load at a time: two would race to be the newest.
    loading: Mutex<()>,
    /// Why the last load was refused, if it was.
    refused: ArcSwapOption<Refusal>,
    /// How many loads there were, for those who wait for the next.
    loads: watch::Sender<u64>,
    draining: AtomicBool,
    /// The latest second the clock has shown, and whether it has shown an earlier one since.
    latest: AtomicI64,
    set_back: AtomicBool,
}

impl State {
    /// Serves what `load` gives; `heard` is reported how every later load went.
    ///
    /// # Errors
    /// When the first load fails: there is nothing to serve.
    pub fn new(
        config: Config,
        clock: Box<dyn Clock>,
        load: Loader,
        heard: ReloadListener,
    ) -> Result<Arc<Self>, Refusal> {
        let live = Live::new(load(clock.today())?, &config);
        let work = Work::new(&config.limits)?;
        Ok(Arc::new(Self {
            config,
            metrics: Metrics::default(),
            work,
            clock,
            load,
            heard,
            live: ArcSwap::from_pointee(live),
            loading: Mutex::new(()),
            refused: ArcSwapOption::empty(),
            loads: watch::Sender::new(0),
            draining: AtomicBool::new(false),
            latest: AtomicI64::new(i64::MIN),
            set_back: AtomicBool::new(false),
        }))
    }

    /// What is being served.
    pub fn live(&self) -> Guard<Arc<Live>> {
        self.live.load()
    }

    /// The same, for those who take longer over it than a look.
    pub fn live_for_long(&self) -> Arc<Live> {
        self.live.load_full()
    }

    /// Loads anew; what is served stays if that fails. Takes as long as loading takes: never called
    /// by what answers requests.
    ///
    /// # Errors
    /// When the content can't be used.
    pub fn reload(&self) -> Result<(), Refusal> {
        let _one_at_a_time = self.loading.lock().unwrap_or_else(PoisonError::into_inner);
        let outcome = self.try_load().map(|mut loaded| {
            loaded.site.adopt(&self.live().site);
            let live = Arc::new(Live::new(loaded, &self.config));
            self.live.store(Arc::clone(&live));
            finish_in_background(&live);
            live
        });
        self.metrics.count_reload(outcome.is_ok());
        self.refused.store(outcome.as_ref().err().cloned().map(Arc::new));
        (self.heard)(outcome.as_deref());
        self.loads.send_modify(|loads| *loads += 1);
        outcome.map(drop)
    }

    /// A fault of ours while loading is a refusal like any other: what is served stays.
    fn try_load(&self) -> Result<Loaded, Refusal> {
        let load = AssertUnwindSafe(|| (self.load)(self.clock.today()));
        std::panic::catch_unwind(load).unwrap_or_else(|_| {
            Err(Refusal(vec!["Programmet fejlede, da det læste indholdet.".to_owned()]))
        })
    }

    /// Why the last load was refused, if it was.
    pub fn refusal(&self) -> Option<Arc<Refusal>> {
        self.refused.load_full()
    }

    /// The number of loads so far, to wait on.
    pub fn loads(&self) -> watch::Receiver<u64> {
        self.loads.subscribe()
    }

    /// Reloads if the pages were made for another day than today. A clock that jumps, either way,
    /// is seen at the next look.
    pub fn follow_the_day(&self) {
        let today = self.clock.today();
        if self.live().edition.today != today && self.reload().is_ok() {
            tracing::info!(%today, "a new day: pages made anew");
        }
    }

    /// Begins to build what pages can do without: search, and the encodings.
    pub fn begin_finishing(&self) {
        finish_in_background(&self.live());
    }

    /// This moment.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Notices when the clock is set back; called twice a second.
    pub(super) fn look_at_the_clock(&self) {
        let now = self.clock.now().as_second();
        if self.latest.fetch_max(now, Ordering::Relaxed) > now {
            self.set_back.store(true, Ordering::Relaxed);
        }
    }

    /// What `Date` must say, where hyper would say what it was before the clock was set back: it only
    /// ever looks for a later second.
    pub(super) fn date(&self) -> Option<HeaderValue> {
        let set_back = self.set_back.load(Ordering::Relaxed);
        let printer = DateTimePrinter::new();
        let date = set_back.then(|| printer.timestamp_to_rfc9110_string(&self.clock.now()))?;
        HeaderValue::from_str(&date.ok()?).ok()
    }

    /// From now on every answer is the last on its connection.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// Whether the server is stopping.
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }
}

impl Live {
    fn new(loaded: Loaded, config: &Config) -> Self {
        let table = Table::new(&loaded.site, config.https);
        Self {
            edition: loaded.edition,
            site: loaded.site,
            table,
            since: Instant::now(),
            addresses: OnceLock::new(),
        }
    }
}

/// Builds the search, then encodes, on a thread that yields to everything else and gives up once
/// nobody serves `live`.
fn finish_in_background(live: &Arc<Live>) {
    let live = Arc::downgrade(live);
    let work = move || {
        build_search(&live);
        // A lower priority is a courtesy; without it the pages only arrive at another's cost.
        let _ = rustix::process::setpriority_process(Some(rustix::thread::gettid()), 19);
        for effort in [Effort::Quick, Effort::Best] {
            encode(&live, effort);
        }
    };
    if let Err(error) = std::thread::Builder::new().name("finish".into()).spawn(work) {
        tracing::error!(%error, "no thread to build search and encodings on: pages go out as they are");
    }
}

/// Search is waited for, so it is built before the thread becomes a patient one.
fn build_search(live: &Weak<Live>) {
    if let Some(search) = live.upgrade().map(|live| Arc::clone(&live.edition.search)) {
        search.build();
    }
}

fn encode(live: &Weak<Live>, effort: Effort) {
    if let Some(strong) = live.upgrade() {
        // Ours is one hold; when it is the only one, another edition is being served.
        strong.table.encode(effort, || Arc::strong_count(&strong) > 1);
        tracing::debug!(?effort, "encodings are there");
    }
}

impl From<LoadFailure> for Refusal {
    fn from(failure: LoadFailure) -> Self {
        Self(failure.lines())
    }
}
