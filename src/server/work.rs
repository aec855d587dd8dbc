//! Computes responses on separate threads, a few at a time, after a short wait, or not at all.
//!
//! However busy search is, prepared pages are sent as if nobody searched: the threads here have a
//! lower priority, and there is one fewer than there are cores.

use std::num::NonZero;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::config::Limits;

/// The most requests waiting for a thread. Beyond this, requests are refused at once; those let in
/// wait at most `turn_time`.
const ROOM: usize = 1024;

/// How much the priority is lowered.
const NICENESS: i32 = 10;

/// Longer than any pause between searches: an idle thread costs nothing.
const KEEP: Duration = Duration::from_secs(3600);

/// The worker threads.
#[derive(Debug)]
pub(super) struct Work {
    /// An option only so that it can be taken on drop.
    threads: Option<Runtime>,
    turns: Arc<Semaphore>,
    room: Semaphore,
    turn_time: Duration,
    work_time: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unfinished {
    /// Too many requests, or the computation took too long.
    #[error("too many requests at once")]
    Busy,
    /// The computation panicked.
    #[error("the computation panicked")]
    Fault,
}

impl Work {
    /// Starts the threads.
    ///
    /// # Errors
    /// If no threads can be started.
    pub(super) fn new(limits: &Limits) -> std::io::Result<Self> {
        let number = number();
        let threads = Builder::new_current_thread()
            .max_blocking_threads(number)
            .thread_keep_alive(KEEP)
            .thread_name("work")
            .on_thread_start(yield_to_others)
            .build()?;
        Ok(Self {
            threads: Some(threads),
            turns: Arc::new(Semaphore::new(number)),
            room: Semaphore::new(ROOM),
            turn_time: limits.turn_time,
            work_time: limits.request_time,
        })
    }

    /// Runs `job` on a worker thread when it is its turn.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Unfinished> {
        let _room = self.room.try_acquire().map_err(|_| Unfinished::Busy)?;
        let turn = timeout(self.turn_time, Arc::clone(&self.turns).acquire_owned()).await;
        let Ok(Ok(turn)) = turn else { return Err(Unfinished::Busy) };
        let threads = self.threads.as_ref().ok_or(Unfinished::Busy)?;
        let mut task = threads.spawn_blocking(move || {
            let _turn = turn;
            job()
        });
        match timeout(self.work_time, &mut task).await {
            Ok(done) => done.map_err(|_| Unfinished::Fault),
            Err(_) => Err(Unfinished::Busy),
        }
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        if let Some(threads) = self.threads.take() {
            // Dropping a runtime waits for its threads, but nobody needs the results any more.
            threads.shutdown_background();
        }
    }
}

/// One fewer than the number of cores, so that one core is always free to answer.
fn number() -> usize {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    cores.saturating_sub(1).max(1)
}

fn yield_to_others() {
    // If this fails, only the limits protect the other threads.
    let _ = rustix::process::setpriority_process(Some(rustix::thread::gettid()), NICENESS);
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::time::Instant;

    use super::*;

    fn work(turn_time: u64, request_time: u64) -> Arc<Work> {
        let limits = Limits {
            turn_time: Duration::from_millis(turn_time),
            request_time: Duration::from_millis(request_time),
            ..Limits::default()
        };
        Arc::new(Work::new(&limits).unwrap())
    }

    #[tokio::test]
    async fn a_job_that_waits_too_long_is_refused_and_the_next_one_runs() {
        let work = work(50, 10_000);
        let (release, held) = channel::<()>();
        let held = Arc::new(std::sync::Mutex::new(held));
        let busy: Vec<_> = (0..number())
            .map(|_| {
                let (work, held) = (Arc::clone(&work), Arc::clone(&held));
                tokio::spawn(
                    async move { work.run(move || held.lock().unwrap().recv().unwrap()).await },
                )
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert_eq!(work.run(|| 1).await, Err(Unfinished::Busy));
        (0..number()).for_each(|_| release.send(()).unwrap());
        for one in busy {
            one.await.unwrap().unwrap();
        }
        assert_eq!(work.run(|| 1).await, Ok(1));
    }

    #[tokio::test]
    async fn a_slow_job_times_out() {
        let work = work(60_000, 50);
        let started = Instant::now();
        let slow = work.run(|| std::thread::sleep(Duration::from_secs(30))).await;
        assert_eq!(slow, Err(Unfinished::Busy));
        assert!(started.elapsed() < Duration::from_secs(15), "{:?}", started.elapsed());
    }

    #[tokio::test]
    async fn a_panic_in_one_job_does_not_affect_others() {
        let work = work(60_000, 60_000);
        let none: Option<u8> = None;
        assert_eq!(work.run(move || none.unwrap()).await, Err(Unfinished::Fault));
        assert_eq!(work.run(|| 1).await, Ok(1));
    }
}
