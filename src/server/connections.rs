//! All open connections, what each is doing and since when.
//!
//! hyper can time the reading of a head, at the price of a timer per request, and nothing else. Here
//! a request costs a few writes to memory; a sweep twice a second closes what has overstayed, and
//! when there are too many connections those that have waited longest give way. So a thousand slow
//! clients keep nobody out.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::AbortHandle;
use tokio::time::timeout;

use super::config::Limits;

/// How long to wait for room before looking for more.
const MOMENT: Duration = Duration::from_millis(5);

/// What a connection is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// The client is sending the head of a request, or has yet to begin its first.
    Head,
    /// Between two requests.
    Idle,
    /// The client is sending the body of a request.
    Receiving,
    /// The server is working on the answer.
    Working,
    /// The client is taking the answer.
    Sending,
}

/// Milliseconds since the server started, as the last sweep read them: near enough, and free.
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

/// One connection's mark: its phase and since when, in one word.
#[derive(Debug)]
pub(super) struct Mark {
    ticker: Arc<Ticker>,
    word: AtomicU64,
}

impl Mark {
    /// The connection now does this.
    pub(super) fn set(&self, phase: Phase) {
        self.word.store(self.ticker.now() << 3 | phase as u64, Ordering::Relaxed);
    }

    /// What it does.
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

/// All open connections.
#[derive(Debug)]
pub(super) struct Connections {
    ticker: Arc<Ticker>,
    open: Mutex<Open>,
    /// As many permits as there may be connections; each place holds one.
    room: Arc<Semaphore>,
}

#[derive(Debug, Default)]
struct Open {
    next: u64,
    all: HashMap<u64, (Arc<Mark>, Option<AbortHandle>)>,
}

/// A connection's place in the list; dropping it gives the place up.
pub(super) struct Seat {
    connections: Arc<Connections>,
    number: u64,
    mark: Arc<Mark>,
    _room: OwnedSemaphorePermit,
}

impl Connections {
    /// None yet, and never more than this. The one that waits for its place at the open door is one
    /// of them.
    pub(super) fn new(most: usize) -> Arc<Self> {
        let most = most.saturating_sub(1).clamp(1, Semaphore::MAX_PERMITS);
        let room = Arc::new(Semaphore::new(most));
        Arc::new(Self { ticker: Arc::new(Ticker::new()), open: Mutex::default(), room })
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.open().all.len()
    }

    /// A place for a new connection, which has yet to send a head; where there is none, those who
    /// can best be spared make room.
    pub(super) async fn enter(self: &Arc<Self>) -> Seat {
        loop {
            if let Ok(room) = Arc::clone(&self.room).try_acquire_owned() {
                return self.take(room);
            }
            self.make_room();
            // Somebody's task ends, or somebody can be spared who couldn't a moment ago.
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

    /// Says which task serves the connection with this number, so that it can be ended.
    pub(super) fn served_by(&self, number: u64, task: AbortHandle) {
        // It may have ended already; then there is nothing to note.
        if let Some((_, slot)) = self.open().all.get_mut(&number) {
            *slot = Some(task);
        }
    }

    /// Ends the connections that have overstayed; called twice a second.
    pub(super) fn sweep(&self, limits: &Limits) {
        let now = self.ticker.advance();
        self.end(|phase, since| {
            let waited = Duration::from_millis(now.saturating_sub(since));
            match phase {
                Phase::Head => waited > limits.head_time,
                Phase::Idle => waited > limits.idle_time,
                // It is told so in its own time; this is for who doesn't listen.
                Phase::Receiving => waited > limits.body_time * 2,
                Phase::Sending => waited > limits.send_time,
                // The handler's own time limit ends it with an answer; this is for what hangs.
                Phase::Working => waited > limits.request_time * 3,
            }
        });
    }

    /// Ends those that have asked for nothing this long.
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

    /// Makes room: ends a sixteenth of all connections, those that can best be spared.
    /// A request being worked on is never among them.
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

/// How much a connection would be missed, least first; within each, who has waited longest goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Need {
    /// Nothing has come or gone for a while.
    Stalled,
    /// It has asked for nothing yet.
    Begun,
    /// It asks and is answered: the next request may be on its way.
    Lively,
    /// Its answer is on the way out.
    Answered,
}

impl Need {
    /// Longer than this without a sign of life is a while.
    const WHILE: u64 = 1_000;

    /// None for one that can't be spared.
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
    fn who_says_nothing_goes_before_who_is_being_answered() {
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
    fn a_mark_reads_back_as_it_was_set() {
        let mark = Mark { ticker: Arc::new(Ticker::new()), word: AtomicU64::new(0) };
        let all = [Phase::Head, Phase::Idle, Phase::Receiving, Phase::Working, Phase::Sending];
        for phase in all {
            mark.set(phase);
            assert_eq!(mark.phase(), phase);
        }
    }

    #[tokio::test]
    async fn there_are_never_more_than_there_may_be() {
        let connections = Connections::new(3);
        let _held = [connections.enter().await, connections.enter().await];
        // The third is at the door, and nobody here has a task that could be ended.
        let third = timeout(Duration::from_millis(50), connections.enter()).await;
        assert!(third.is_err());
        assert_eq!(connections.count(), 2);
    }
}
