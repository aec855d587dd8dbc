//! What all pages of the door work at: the folder, what was loaded of it lately, and who may save.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;

use super::draft::{self, LoadedDraft};
use super::files::{Change, mark_of};
use super::folder::{DRAFTS, Folder, NotWritten, Tray};
use super::guard::{Seal, Settings};
use super::log::{self, Signed};
use crate::clock::{Clock, in_copenhagen};

/// So many loads are kept: the content as it is, and what is being weighed.
const LOADS: usize = 4;

/// So many texts are kept as they were when a form was made of them.
const TEXTS: usize = 64;

/// What stands in a new draft where an editor is to write, and what a preview shows instead: a number that nobody has.
const TO_FILL_IN: [(&str, &str); 2] =
    [("UDFYLD", "(Mangler endnu)"), ("\"00000000\"", "\"10000000\"")];

/// What the pages are answered from.
pub struct Desk {
    /// The folder of content.
    pub(super) folder: Folder,
    /// What the operator has said.
    pub(super) settings: Settings,
    /// What forms are known by.
    pub(super) seal: Seal,
    clock: Box<dyn Clock>,
    loads: Mutex<VecDeque<Arc<LoadedDraft>>>,
    texts: Mutex<VecDeque<Arc<str>>>,
    saving: Mutex<()>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    /// At a folder; `secret` is something nobody can guess.
    pub fn new(
        folder: Folder,
        settings: Settings,
        clock: Box<dyn Clock>,
        secret: [u8; 32],
    ) -> Self {
        Self {
            folder,
            settings,
            seal: Seal::new(secret),
            clock,
            loads: Mutex::default(),
            texts: Mutex::default(),
            saving: Mutex::default(),
        }
    }

    /// What day it is.
    pub(super) fn today(&self) -> Date {
        self.clock.today()
    }

    /// The content as it is, or would be.
    pub(super) fn load(&self, files: &BTreeMap<String, String>, tray: &Tray) -> Arc<LoadedDraft> {
        let today = self.today();
        let mark = draft::mark_of_files(files, today);
        if let Some(known) = self.loaded(&mark) {
            return known;
        }
        let loaded = Arc::new(draft::load(files, &tray.unreadable, today));
        // What couldn't be read isn't part of the mark, so such a load is not kept.
        if tray.unreadable.is_empty() {
            let mut loads = locked(&self.loads);
            loads.push_front(Arc::clone(&loaded));
            loads.truncate(LOADS);
        }
        loaded
    }

    /// A load that is kept, by its mark.
    pub(super) fn loaded(&self, mark: &str) -> Option<Arc<LoadedDraft>> {
        let mut loads = locked(&self.loads);
        let at = loads.iter().position(|one| one.mark == mark)?;
        let found = loads.remove(at)?;
        loads.push_front(Arc::clone(&found));
        Some(found)
    }

    /// Keeps a text of which a form is made, and names it.
    pub(super) fn keep(&self, text: &str) -> String {
        let mut texts = locked(&self.texts);
        if !texts.iter().any(|kept| **kept == *text) {
            texts.push_front(text.into());
            texts.truncate(TEXTS);
        }
        mark_of(text)
    }

    /// A text that was kept.
    pub(super) fn kept(&self, mark: &str) -> Option<Arc<str>> {
        locked(&self.texts).iter().find(|text| mark_of(text) == mark).cloned()
    }

    /// Writes changes, one after another, and says by which name they are noted.
    ///
    /// # Errors
    /// When they can't be written.
    pub(super) fn save(
        &self,
        changes: &[Change],
        who: &str,
        what: &str,
    ) -> Result<String, NotWritten> {
        let _alone = locked(&self.saving);
        let when = in_copenhagen(self.clock.now());
        let when = when.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
        self.folder.write(changes, &Signed { when: &when, who, what })
    }

    /// The latest changes, the newest first.
    ///
    /// # Errors
    /// When the log can't be read.
    pub(super) fn latest(&self) -> std::io::Result<Vec<log::Made>> {
        self.folder.latest()
    }
}

impl Tray {
    /// A file's text, and whether it is a draft.
    pub(super) fn text(&self, path: &str) -> Option<(&str, bool)> {
        let served = self.files.get(path).map(|text| (text.as_str(), false));
        served.or_else(|| self.drafts.get(path).map(|text| (text.as_str(), true)))
    }

    /// Where a file lies below the folder.
    pub(super) fn place(&self, path: &str) -> String {
        let is_draft = !self.files.contains_key(path) && self.drafts.contains_key(path);
        if is_draft { format!("{DRAFTS}/{path}") } else { path.to_owned() }
    }

    /// What would be served with the drafts of a folder; what they lack is said in its place.
    pub(super) fn with_drafts(&self, folder: &str) -> BTreeMap<String, String> {
        let below = format!("{folder}/");
        let drafts = self.drafts.iter().filter(|(path, _)| path.starts_with(&below));
        let shown = |text: &str| {
            let pairs = TO_FILL_IN.iter();
            pairs.fold(text.to_owned(), |text, (lacking, shown)| text.replace(lacking, shown))
        };
        let drafts = drafts.map(|(path, text)| (path.clone(), shown(text)));
        self.files.clone().into_iter().chain(drafts).collect()
    }

    /// What would be served with these changes, by what they do to the paths of the content. A draft is seen
    /// with the other drafts of its municipality.
    pub(super) fn with(&self, changes: &[Change]) -> BTreeMap<String, String> {
        let mut files = self.files.clone();
        for change in changes {
            let draft = change.path.strip_prefix(DRAFTS).and_then(|path| path.strip_prefix('/'));
            let path = draft.unwrap_or(&change.path);
            if let (Some(_), Some((folder, _))) = (draft, path.split_once('/')) {
                let beside = format!("{folder}/");
                let drafts = self.drafts.iter().filter(|(path, _)| path.starts_with(&beside));
                files.extend(drafts.map(|(path, text)| (path.clone(), text.clone())));
            }
        }
        for change in changes {
            let draft = change.path.strip_prefix(DRAFTS).and_then(|path| path.strip_prefix('/'));
            let path = draft.unwrap_or(&change.path);
            match &change.after {
                Some(text) => {
                    files.insert(path.to_owned(), text.clone());
                }
                // A draft that goes away may have become content.
                None if draft.is_some() => {}
                None => {
                    files.remove(path);
                }
            }
        }
        files
    }
}
