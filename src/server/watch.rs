//! Sees that content has changed, however an editor saves it.
//!
//! Whether anything changed is decided by looking at every content file: size, time, which file it
//! is. That holds for atomic saves, renames, symbolic links whose target changes, folders deleted and
//! made again, and network drives. The system's own notices (`notify`) only say when to look.

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use super::state::State;
use crate::source::is_content;

/// Nothing may have changed for this long before a change is taken up: an editor that writes a file
/// in two goes is given time for the second.
const SETTLED: Duration = Duration::from_millis(60);

/// A folder in which something is always changing is read all the same after this many looks.
const PATIENCE: usize = 10;

/// How often to look when the system says nothing; more seldom where looking takes long.
const LOOK: Duration = Duration::from_millis(500);

/// Looking takes at most this share of the time.
const SHARE: u32 = 20;

/// As deep as content is read; also ends a loop of symbolic links.
const MAX_DEPTH: usize = 8;

/// What tells one state of a file from another: its number, size, and time of last change, which
/// a change of permissions moves too.
type Stamp = (u64, u64, i64, i64);

/// Every content file below the folder; empty where the folder is gone.
type Looks = BTreeMap<PathBuf, Stamp>;

/// A folder as it looked before it was first loaded.
pub struct Watch {
    folder: PathBuf,
    seen: Looks,
}

impl Watch {
    /// Looks at `folder`; what changes from here on is seen.
    pub fn on(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), seen: look(folder) }
    }

    /// Watches on a thread of its own for as long as `state` is served, and reloads when what lies
    /// in the folder has changed and settled.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn begin(self, state: &Arc<State>) -> std::io::Result<()> {
        let state = Arc::downgrade(state);
        let work = move || follow(&state, &self.folder, self.seen);
        std::thread::Builder::new().name("watch".into()).spawn(work)?;
        Ok(())
    }
}

fn follow(state: &Weak<State>, folder: &Path, mut seen: Looks) {
    let (tell, told) = channel();
    let mut notices = notices(folder, &tell);
    let mut pause = LOOK;
    loop {
        wait(&told, pause);
        let Some(state) = state.upgrade() else { return };
        let begun = Instant::now();
        let now = look(folder);
        pause = LOOK.max(begun.elapsed() * SHARE);
        if now == seen {
            continue;
        }
        seen = settle(folder, now);
        // A refusal is told by the state itself.
        let _ = state.reload();
        // Folders may be new, or other ones under old names.
        drop(notices.take());
        notices = self::notices(folder, &tell);
    }
}

/// Waits for a notice or for `pause`, and takes all notices there are.
fn wait(told: &Receiver<()>, pause: Duration) {
    if told.recv_timeout(pause) == Err(RecvTimeoutError::Disconnected) {
        std::thread::sleep(pause);
    }
    while told.try_recv().is_ok() {}
}

/// Looks until two looks in a row are the same.
fn settle(folder: &Path, mut before: Looks) -> Looks {
    for _ in 0..PATIENCE {
        std::thread::sleep(SETTLED);
        let now = look(folder);
        if now == before {
            break;
        }
        before = now;
    }
    before
}

/// The system's notices, where it gives any: it may have none left, or the folder may be gone.
fn notices(folder: &Path, tell: &Sender<()>) -> Option<RecommendedWatcher> {
    let tell = tell.clone();
    let on_event = move |_: notify::Result<notify::Event>| {
        let _ = tell.send(());
    };
    let mut watcher = notify::recommended_watcher(on_event).ok()?;
    watcher.watch(folder, RecursiveMode::Recursive).ok()?;
    Some(watcher)
}

fn look(folder: &Path) -> Looks {
    let mut looks = Looks::new();
    look_into(folder, 0, &mut looks);
    looks
}

fn look_into(folder: &Path, depth: usize, looks: &mut Looks) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let counts = entry.file_name().to_str().is_some_and(is_content);
        // What a link points to counts, not the link; one that points nowhere is a state too.
        match std::fs::metadata(&path) {
            Ok(meta) if meta.is_dir() && depth < MAX_DEPTH => {
                look_into(&path, depth + 1, looks);
            }
            Ok(meta) if meta.is_file() && counts => {
                looks.insert(path, stamp(&meta));
            }
            Err(_) if counts => {
                looks.insert(path, Stamp::default());
            }
            _ => {}
        }
    }
}

fn stamp(meta: &std::fs::Metadata) -> Stamp {
    (meta.ino(), meta.len(), meta.ctime(), meta.ctime_nsec())
}
