//! What is being served, and how it is replaced: as a whole, atomically, and never by broken
//! content.

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

/// Why the content can't be used: the errors, one per line, in Danish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(pub Vec<String>);

impl From<std::io::Error> for Refusal {
    fn from(error: std::io::Error) -> Self {
        Self(vec![error.to_string()])
    }
}

/// Loads the content for a date. Never runs while handling a request.
pub type Loader = Box<dyn Fn(Date) -> Result<Loaded, Refusal> + Send + Sync>;

/// Called after each reload with the result.
pub type ReloadListener = Box<dyn Fn(Result<&Live, &Refusal>) + Send + Sync>;

pub struct Live {
    pub edition: Edition,
    pub site: Site,
    pub table: Table,
    /// When it was loaded.
    pub since: Instant,
    /// The parts of its addresses; computed when an unknown address is first requested.
    pub(super) addresses: OnceLock<KnownAddresses>,
}

/// What all connections share.
pub struct State {
    pub config: Config,
    pub metrics: Metrics,
    pub(super) work: Work,
    clock: Box<dyn Clock>,
    load: Loader,
    on_reload: ReloadListener,
    live: ArcSwap<Live>,
    /// Only one load at a time, so that an older one can't replace a newer one.
    loading: Mutex<()>,
    /// Why the last load was refused, if it was.
    refused: ArcSwapOption<Refusal>,
    /// The number of loads, for those waiting for the next one.
    loads: watch::Sender<u64>,
    draining: AtomicBool,
    /// The latest second the clock has shown, and whether it has been set back since.
    latest: AtomicI64,
    set_back: AtomicBool,
}

impl State {
    /// Serves what `load` returns; `on_reload` is called after each later load.
    ///
    /// # Errors
    /// If the first load fails, because there is nothing to serve.
    pub fn new(
        config: Config,
        clock: Box<dyn Clock>,
        load: Loader,
        on_reload: ReloadListener,
    ) -> Result<Arc<Self>, Refusal> {
        let live = Live::new(load(clock.today())?, &config);
        let work = Work::new(&config.limits)?;
        Ok(Arc::new(Self {
            config,
            metrics: Metrics::default(),
            work,
            clock,
            load,
            on_reload,
            live: ArcSwap::from_pointee(live),
            loading: Mutex::new(()),
            refused: ArcSwapOption::empty(),
            loads: watch::Sender::new(0),
            draining: AtomicBool::new(false),
            latest: AtomicI64::new(i64::MIN),
            set_back: AtomicBool::new(false),
        }))
    }

    pub fn live(&self) -> Guard<Arc<Live>> {
        self.live.load()
    }

    /// The same, for holding it longer.
    pub fn live_for_long(&self) -> Arc<Live> {
        self.live.load_full()
    }

    /// Loads the content again; on failure, the old content stays. Slow, so never called while
    /// handling a request.
    ///
    /// # Errors
    /// If the content can't be used.
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
        (self.on_reload)(outcome.as_deref());
        self.loads.send_modify(|loads| *loads += 1);
        outcome.map(drop)
    }

    /// A panic while loading is treated as a refusal, so the old content stays.
    fn try_load(&self) -> Result<Loaded, Refusal> {
        let load = AssertUnwindSafe(|| (self.load)(self.clock.today()));
        std::panic::catch_unwind(load).unwrap_or_else(|_| {
            Err(Refusal(vec!["Programmet fejlede, da det læste indholdet.".to_owned()]))
        })
    }

    pub fn refusal(&self) -> Option<Arc<Refusal>> {
        self.refused.load_full()
    }

    /// A receiver for the number of loads.
    pub fn loads(&self) -> watch::Receiver<u64> {
        self.loads.subscribe()
    }

    /// Reloads if the pages were made for another date. This also notices when the clock jumps.
    pub fn follow_the_day(&self) {
        let today = self.clock.today();
        if self.live().edition.today != today && self.reload().is_ok() {
            tracing::info!(%today, "a new day: pages rendered again");
        }
    }

    /// Starts building what pages can do without: search and encodings.
    pub fn begin_finishing(&self) {
        finish_in_background(&self.live());
    }

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

    /// The `Date` header after the clock was set back; hyper would keep the old one until the clock
    /// catches up.
    pub(super) fn date(&self) -> Option<HeaderValue> {
        let set_back = self.set_back.load(Ordering::Relaxed);
        let printer = DateTimePrinter::new();
        let date = set_back.then(|| printer.timestamp_to_rfc9110_string(&self.clock.now()))?;
        HeaderValue::from_str(&date.ok()?).ok()
    }

    /// Makes every following response the last on its connection.
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

/// Builds the search, then the encodings, on a low-priority thread that stops when `live` is no
/// longer served.
fn finish_in_background(live: &Arc<Live>) {
    let live = Arc::downgrade(live);
    let work = move || {
        build_search(&live);
        // If the priority can't be lowered, the work still gets done, but slows down others.
        let _ = rustix::process::setpriority_process(Some(rustix::thread::gettid()), 19);
        for effort in [Effort::Quick, Effort::Best] {
            encode(&live, effort);
        }
    };
    if let Err(error) = std::thread::Builder::new().name("finish".into()).spawn(work) {
        tracing::error!(%error, "no thread for building search and encodings: pages are sent unencoded");
    }
}

/// Requests wait for search, so it is built before the thread lowers its priority.
fn build_search(live: &Weak<Live>) {
    if let Some(search) = live.upgrade().map(|live| Arc::clone(&live.edition.search)) {
        search.build();
    }
}

fn encode(live: &Weak<Live>, effort: Effort) {
    if let Some(strong) = live.upgrade() {
        // We hold one reference; if it is the only one, another edition is being served.
        strong.table.encode(effort, || Arc::strong_count(&strong) > 1);
        tracing::debug!(?effort, "encodings are ready");
    }
}

impl From<LoadFailure> for Refusal {
    fn from(failure: LoadFailure) -> Self {
        Self(failure.lines())
    }
}
