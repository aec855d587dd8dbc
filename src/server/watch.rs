//! Sees that content has changed, however an editor saves it.
//!
//! Whether anything changed is decided by looking at every content file: size, time, which file it
//! is. That holds for atomic saves, renames, symbolic links whose target changes, folders deleted and
//! made again, and network drives. The system's own notices (`notify`) say when to look, and which
//! files are still being written: a file that is uploaded slowly is taken when it is whole.

use std::collections::{BTreeMap, HashSet};
use std::ffi::OsStr;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::state::State;
use crate::source::is_content;

/// Nothing may have changed for this long before a change is taken up: an editor that writes a file
/// in two goes is given time for the second.
const SETTLED: Duration = Duration::from_millis(60);

/// The same where a file has grown without a word of who writes it, as on a network drive: the rest
/// of it may be on its way.
const GROWN: Duration = Duration::from_secs(1);

/// A folder in which something is always changing, or a file that is never closed, is read all the
/// same after this long.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often to look when the system says nothing; more seldom where looking takes long.
const LOOK: Duration = Duration::from_millis(500);

/// Looking takes at most this share of the time.
const SHARE: u32 = 300;

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
    let mut writing = Writing::default();
    let mut pause = LOOK;
    loop {
        writing.wait(&told, pause);
        let Some(state) = state.upgrade() else { return };
        let begun = Instant::now();
        let now = look(folder);
        pause = LOOK.max(begun.elapsed() * SHARE);
        if now == seen {
            continue;
        }
        let alone = notices.is_none();
        seen = writing.settle(&told, folder, now, alone);
        // A refusal is reported by the state itself.
        let _ = state.reload();
        // Folders may be new, or other ones under old names.
        drop(notices.take());
        notices = self::notices(folder, &tell);
    }
}

/// The files that somebody has written to and not closed yet.
#[derive(Debug, Default)]
struct Writing(HashSet<PathBuf>);

impl Writing {
    /// Waits for a notice or for `pause`, and takes all notices there are.
    fn wait(&mut self, told: &Receiver<Event>, pause: Duration) {
        match told.recv_timeout(pause) {
            Ok(event) => self.take(event),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(pause),
        }
        told.try_iter().for_each(|event| self.take(event));
    }

    fn take(&mut self, event: Event) {
        let is_open = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) | EventKind::Remove(_) => false,
            EventKind::Modify(notify::event::ModifyKind::Data(_)) => true,
            // Under a new name it is another file; who still writes it says so again.
            EventKind::Modify(notify::event::ModifyKind::Name(_)) => false,
            _ => return,
        };
        for path in event.paths {
            let counts = path.file_name().and_then(OsStr::to_str).is_some_and(is_content);
            if is_open && counts {
                self.0.insert(path);
            } else {
                self.0.remove(&path);
            }
        }
    }

    /// Looks until nothing has changed for a while and nobody is writing; `alone` where the system
    /// doesn't say who does.
    fn settle(
        &mut self,
        told: &Receiver<Event>,
        folder: &Path,
        mut before: Looks,
        alone: bool,
    ) -> Looks {
        let begun = Instant::now();
        let mut settled = SETTLED;
        while begun.elapsed() < PATIENCE {
            std::thread::sleep(settled);
            told.try_iter().for_each(|event| self.take(event));
            let now = look(folder);
            if now == before && self.0.is_empty() {
                return now;
            }
            settled = if alone && has_grown(&before, &now) { GROWN } else { SETTLED };
            before = now;
        }
        self.0.clear();
        before
    }
}

/// Whether a file is longer than it was a moment ago.
fn has_grown(before: &Looks, now: &Looks) -> bool {
    now.iter().any(|(path, stamp)| {
        before.get(path).is_some_and(|old| old.1 < stamp.1 && old.0 == stamp.0)
    })
}

/// The system's notices, where it gives any: it may have none left, or the folder may be gone.
///
/// That a file was read or a folder was looked into is no news: we do it ourselves.
fn notices(folder: &Path, tell: &Sender<Event>) -> Option<RecommendedWatcher> {
    let tell = tell.clone();
    let on_event = move |event: notify::Result<Event>| {
        let closed = EventKind::Access(AccessKind::Close(AccessMode::Write));
        match event {
            Ok(event) if event.kind.is_access() && event.kind != closed => {}
            // What was missed is found by looking.
            Err(_) => {}
            Ok(event) => {
                // Whoever no longer follows the folder needs no news of it.
                let _ = tell.send(event);
            }
        }
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
