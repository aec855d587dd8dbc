//! All open connections, with what each is doing and since when.
//!
//! hyper only has a timeout for reading headers, and it costs a timer per request. Here a request
//! costs a few writes to memory. A sweep twice a second closes connections that have timed out, and
//! when there are too many, those that have waited longest are closed. So a thousand slow clients
//! can't keep others out.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::AbortHandle;
use tokio::time::timeout;

use super::config::Limits;

/// How long to wait for a free place before making room again.
const MOMENT: Duration = Duration::from_millis(5);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// The client is sending the headers of a request, or hasn't started its first.
    Head,
    /// Between two requests.
    Idle,
    /// The client is sending the body of a request.
    Receiving,
    /// The server is computing the response.
    Working,
    /// The client is receiving the response.
    Sending,
}

/// Milliseconds since the server started, read at the last sweep: accurate enough, and free.
#[derive(Debug)]
pub(super) struct Ticker {
    start: Instant,
    now: AtomicU64,
}

impl Ticker {
    fn new() -> Self {
        Self { start: Instant::now(), now: AtomicU64::new(0) }
    }

    fn now(&self) -> u64 {
        self.now.load(Ordering::Relaxed)
    }

    fn advance(&self) -> u64 {
        let now = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX >> 3);
        self.now.store(now, Ordering::Relaxed);
        now
    }
}

/// A connection's phase and the time it began, packed into one word.
#[derive(Debug)]
pub(super) struct Mark {
    ticker: Arc<Ticker>,
    word: AtomicU64,
}

impl Mark {
    /// Starts a phase.
    pub(super) fn set(&self, phase: Phase) {
        self.word.store(self.ticker.now() << 3 | phase as u64, Ordering::Relaxed);
    }

    pub(super) fn phase(&self) -> Phase {
        self.read().0
    }

    fn read(&self) -> (Phase, u64) {
        let word = self.word.load(Ordering::Relaxed);
        let phase = match word & 7 {
            0 => Phase::Head,
            1 => Phase::Idle,
            2 => Phase::Receiving,
            3 => Phase::Working,
            _ => Phase::Sending,
        };
        (phase, word >> 3)
    }
}

#[derive(Debug)]
pub(super) struct Connections {
    ticker: Arc<Ticker>,
    open: Mutex<Open>,
    /// One permit per possible connection; each seat holds one.
    room: Arc<Semaphore>,
}

#[derive(Debug, Default)]
struct Open {
    next: u64,
    all: HashMap<u64, (Arc<Mark>, Option<AbortHandle>)>,
}

/// A connection's place in the list, freed on drop.
pub(super) struct Seat {
    connections: Arc<Connections>,
    number: u64,
    mark: Arc<Mark>,
    _room: OwnedSemaphorePermit,
}

impl Connections {
    /// No connections yet, and at most `most` of them, including the one waiting to be accepted.
    pub(super) fn new(most: usize) -> Arc<Self> {
        let most = most.saturating_sub(1).clamp(1, Semaphore::MAX_PERMITS);
        let room = Arc::new(Semaphore::new(most));
        Arc::new(Self { ticker: Arc::new(Ticker::new()), open: Mutex::default(), room })
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn count(&self) -> usize {
        self.open().all.len()
    }

    /// A place for a new connection. If there is none, the most dispensable connections are closed.
    pub(super) async fn enter(self: &Arc<Self>) -> Seat {
        loop {
            if let Ok(room) = Arc::clone(&self.room).try_acquire_owned() {
                return self.take(room);
            }
            self.make_room();
            // Wait until a task ends, or another connection becomes dispensable.
            let room = timeout(MOMENT, Arc::clone(&self.room).acquire_owned()).await;
            if let Ok(Ok(room)) = room {
                return self.take(room);
            }
        }
    }

    fn take(self: &Arc<Self>, room: OwnedSemaphorePermit) -> Seat {
        self.ticker.advance();
        let mark = Arc::new(Mark { ticker: Arc::clone(&self.ticker), word: AtomicU64::new(0) });
        mark.set(Phase::Head);
        let mut open = self.open();
        let number = open.next;
        open.next += 1;
        open.all.insert(number, (Arc::clone(&mark), None));
        Seat { connections: Arc::clone(self), number, mark, _room: room }
    }

    /// Registers the task that serves a connection, so that it can be aborted.
    pub(super) fn served_by(&self, number: u64, task: AbortHandle) {
        // The connection may have ended already; then there is nothing to register.
        if let Some((_, slot)) = self.open().all.get_mut(&number) {
            *slot = Some(task);
        }
    }

    /// Closes connections that have timed out; called twice a second.
    pub(super) fn sweep(&self, limits: &Limits) {
        let now = self.ticker.advance();
        self.end(|phase, since| {
            let waited = Duration::from_millis(now.saturating_sub(since));
            match phase {
                Phase::Head => waited > limits.head_time,
                Phase::Idle => waited > limits.idle_time,
                // The reader of the body answers with an error first; this catches clients that
                // ignore it.
                Phase::Receiving => waited > limits.body_time * 2,
                Phase::Sending => waited > limits.send_time,
                // The handler's own timeout sends a response; this catches handlers that hang.
                Phase::Working => waited > limits.request_time * 3,
            }
        });
    }

    /// Closes connections without any request for this long.
    pub(super) fn end_silent(&self, long: Duration) {
        let now = self.ticker.advance();
        self.end(|phase, since| {
            let waited = Duration::from_millis(now.saturating_sub(since));
            matches!(phase, Phase::Idle | Phase::Head) && waited >= long
        });
    }

    pub(super) fn end_all(&self) {
        self.end(|_, _| true);
    }

    fn end(&self, overstayed: impl Fn(Phase, u64) -> bool) {
        for (mark, task) in self.open().all.values() {
            let (phase, since) = mark.read();
            if let Some(task) = task.as_ref().filter(|_| overstayed(phase, since)) {
                task.abort();
            }
        }
    }

    /// Closes the most dispensable sixteenth of all connections. Requests being computed are never
    /// closed.
    pub(super) fn make_room(&self) {
        let now = self.ticker.advance();
        let open = self.open();
        let mut spared: Vec<((Need, u64), &AbortHandle)> = open
            .all
            .values()
            .filter_map(|(mark, task)| {
                let (phase, since) = mark.read();
                let need = Need::of(phase, now.saturating_sub(since))?;
                Some(((need, since), task.as_ref()?))
            })
            .collect();
        let share = (open.all.len() / 16).max(1);
        spared.sort_unstable_by_key(|(order, _)| *order);
        for (_, task) in spared.into_iter().take(share) {
            task.abort();
        }
    }
}

/// How dispensable a connection is, most dispensable first; among equals, the one that has waited
/// longest is closed first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Need {
    /// No bytes either way for a while.
    Stalled,
    /// No request yet.
    Begun,
    /// In use: the next request may be on its way.
    Lively,
    /// A response is being sent.
    Answered,
}

impl Need {
    /// Longer than this without activity counts as stalled.
    const WHILE: u64 = 1_000;

    /// `None` for a connection that must not be closed.
    fn of(phase: Phase, waited: u64) -> Option<Self> {
        match phase {
            Phase::Working => None,
            _ if waited > Self::WHILE => Some(Self::Stalled),
            Phase::Head | Phase::Receiving => Some(Self::Begun),
            Phase::Idle => Some(Self::Lively),
            Phase::Sending => Some(Self::Answered),
        }
    }
}

impl Seat {
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    pub(super) fn mark(&self) -> &Arc<Mark> {
        &self.mark
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.connections.open().all.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silent_connections_are_closed_before_active_ones() {
        let spared = [Phase::Head, Phase::Receiving, Phase::Idle, Phase::Sending];
        let fresh = spared.map(|phase| Need::of(phase, 10));
        let needs = [Need::Begun, Need::Begun, Need::Lively, Need::Answered];
        assert_eq!(fresh, needs.map(Some));
        for phase in spared {
            let stalled = Need::of(phase, Need::WHILE + 1);
            assert!(stalled.is_some() && fresh.iter().all(|other| stalled < *other), "{phase:?}");
        }
        assert_eq!(Need::of(Phase::Working, 60_000), None);
    }

    #[test]
    fn a_mark_round_trips() {
        let mark = Mark { ticker: Arc::new(Ticker::new()), word: AtomicU64::new(0) };
        let all = [Phase::Head, Phase::Idle, Phase::Receiving, Phase::Working, Phase::Sending];
        for phase in all {
            mark.set(phase);
            assert_eq!(mark.phase(), phase);
        }
    }

    #[tokio::test]
    async fn the_limit_on_connections_is_never_exceeded() {
        let connections = Connections::new(3);
        let _held = [connections.enter().await, connections.enter().await];
        // The third one waits, and no connection here has a task that could be aborted.
        let third = timeout(Duration::from_millis(50), connections.enter()).await;
        assert!(third.is_err());
        assert_eq!(connections.count(), 2);
    }
}
