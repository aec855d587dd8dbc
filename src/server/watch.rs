//! Detects changes of the content, however an editor saves it.
//!
//! Whether anything changed is decided by checking size, time and inode of every content file. This
//! handles atomic saves, renames, symbolic links with a new target, folders that are deleted and
//! created again, and network drives. The system's notifications (`notify`) tell when to check, and
//! which files are still being written: a file that is uploaded slowly is read when it is complete.

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

/// How long nothing must change before a change is loaded: some editors write a file in two steps.
const SETTLED: Duration = Duration::from_millis(60);

/// The same for a file that has grown without any notification of the writer, as on a network
/// drive: the rest may still be coming.
const GROWN: Duration = Duration::from_secs(1);

/// After this long, the folder is loaded even if something keeps changing or a file is never
/// closed.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often to check without notifications; less often if checking is slow.
const LOOK: Duration = Duration::from_millis(500);

/// Checking takes at most one part in this many of the time.
const SHARE: u32 = 300;

/// The same depth as for reading; also stops cycles of symbolic links.
const MAX_DEPTH: usize = 8;

/// The state of a file: inode, size and change time, which a change of permissions also updates.
type Stamp = (u64, u64, i64, i64);

/// Every content file below the folder; empty if the folder is gone.
type Looks = BTreeMap<PathBuf, Stamp>;

/// A folder and its state before it was first loaded.
pub struct Watch {
    folder: PathBuf,
    seen: Looks,
}

impl Watch {
    /// Reads the state of `folder`; all later changes are detected.
    pub fn on(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), seen: look(folder) }
    }

    /// Watches on a separate thread as long as `state` is in use, and reloads when the folder has
    /// changed and settled.
    ///
    /// # Errors
    /// If the thread can't be started.
    pub fn begin(self, state: &Arc<State>) -> std::io::Result<()> {
        let state = Arc::downgrade(state);
        let work = move || follow(&state, &self.folder, self.seen);
        std::thread::Builder::new().name("watch".into()).spawn(work)?;
        Ok(())
    }
}

fn follow(state: &Weak<State>, folder: &Path, mut seen: Looks) {
    let (sender, events) = channel();
    let mut notices = notices(folder, &sender);
    let mut writing = Writing::default();
    let mut pause = LOOK;
    loop {
        writing.wait(&events, pause);
        let Some(state) = state.upgrade() else { return };
        let started = Instant::now();
        let now = look(folder);
        pause = LOOK.max(started.elapsed() * SHARE);
        if now == seen {
            continue;
        }
        let alone = notices.is_none();
        seen = writing.settle(&events, folder, now, alone);
        // `state` reports a refusal itself.
        let _ = state.reload();
        // There may be new folders, or other folders under old names.
        drop(notices.take());
        notices = self::notices(folder, &sender);
    }
}

/// The files that have been written to and not closed yet.
#[derive(Debug, Default)]
struct Writing(HashSet<PathBuf>);

impl Writing {
    /// Waits for a notification or for `pause`, then takes all pending notifications.
    fn wait(&mut self, events: &Receiver<Event>, pause: Duration) {
        match events.recv_timeout(pause) {
            Ok(event) => self.take(event),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(pause),
        }
        events.try_iter().for_each(|event| self.take(event));
    }

    fn take(&mut self, event: Event) {
        let is_open = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) | EventKind::Remove(_) => false,
            EventKind::Modify(notify::event::ModifyKind::Data(_)) => true,
            // A renamed file is a new file; if it is still being written, there will be another
            // notification.
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

    /// Waits until nothing has changed for a while and no file is being written; `alone` if the
    /// system doesn't report open files.
    fn settle(
        &mut self,
        events: &Receiver<Event>,
        folder: &Path,
        mut before: Looks,
        alone: bool,
    ) -> Looks {
        let started = Instant::now();
        let mut settled = SETTLED;
        while started.elapsed() < PATIENCE {
            std::thread::sleep(settled);
            events.try_iter().for_each(|event| self.take(event));
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

/// Whether any file has grown.
fn has_grown(before: &Looks, now: &Looks) -> bool {
    now.iter().any(|(path, stamp)| {
        before.get(path).is_some_and(|old| old.1 < stamp.1 && old.0 == stamp.0)
    })
}

/// The system's notifications, if available: it may have run out of watches, or the folder may be
/// gone.
///
/// Reading files and listing folders are ignored, because we do that ourselves.
fn notices(folder: &Path, sender: &Sender<Event>) -> Option<RecommendedWatcher> {
    let sender = sender.clone();
    let on_event = move |event: notify::Result<Event>| {
        let closed = EventKind::Access(AccessKind::Close(AccessMode::Write));
        match event {
            Ok(event) if event.kind.is_access() && event.kind != closed => {}
            // What was missed is found by checking.
            Err(_) => {}
            Ok(event) => {
                // If nobody follows the folder any more, the event isn't needed.
                let _ = sender.send(event);
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
        // A link counts as its target; a broken link is a state too.
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
