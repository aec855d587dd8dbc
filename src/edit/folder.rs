//! The folder of content: what lies in it, and how it is written to. A file is never half there, never
//! written over somebody else's change, and never outside the folder.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::files::Change;
use super::log::{self, Signed};
use super::system::in_danish;
use crate::source::{MAX_FILE_BYTES, Sources, Unreadable, is_content};

/// The folder of drafts. The loader ignores names that begin with a dot; only the editing interface reads them.
pub const DRAFTS: &str = ".kladder";

/// What a file begins with where some other editor has marked it as UTF-8.
const MARK: &str = "\u{feff}";

/// As deep as content is read.
const MAX_DEPTH: usize = 8;

/// A folder of content, open for changes.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
}

/// What lies in it.
#[derive(Debug, Default)]
pub struct Tray {
    /// What is served: path → text.
    pub files: BTreeMap<String, String>,
    /// What is not ready: path → text.
    pub drafts: BTreeMap<String, String>,
    /// What can't be read.
    pub unreadable: Vec<Unreadable>,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// Not a path of a content file.
    #[error("»{0}« er ikke en fil, der kan rettes her.")]
    Path(String),
    /// It leads somewhere else.
    #[error("{0} er et link til en anden fil. Den skal rettes dér, hvor den ligger.")]
    Link(String),
    /// Somebody else has changed it.
    #[error("{0} er ændret af en anden imens.")]
    Changed(String),
    /// It is too large to be read again.
    #[error("{0} er blevet for stor. Del teksten.")]
    TooLarge(String),
    /// The system refused.
    #[error("{path} kan ikke skrives: {}.", in_danish(error))]
    Refused {
        /// The file.
        path: String,
        /// Why.
        error: io::Error,
    },
}

impl Folder {
    /// Opens a folder.
    ///
    /// # Errors
    /// When it isn't there.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let root = fs::canonicalize(folder)?;
        fs::read_dir(&root)?;
        Ok(Self { root })
    }

    /// Reads all of it, as the server would.
    ///
    /// # Errors
    /// When the folder can't be listed.
    pub fn read(&self) -> io::Result<Tray> {
        let (sources, unreadable) = Sources::read(&self.root)?;
        let drafts = self.root.join(DRAFTS);
        let drafts = if drafts.is_dir() { Sources::read(&drafts)?.0 } else { Sources::default() };
        let texts = |sources: &Sources| {
            sources.iter().map(|(_, file)| (file.path.clone(), file.text.clone())).collect()
        };
        Ok(Tray { files: texts(&sources), drafts: texts(&drafts), unreadable })
    }

    /// The bytes of a file as they are, but for what marks it as UTF-8.
    ///
    /// # Errors
    /// When it is none that may be changed, or can't be read.
    pub fn text(&self, path: &str) -> Result<Option<String>, NotWritten> {
        Ok(self.raw(path)?.map(|text| text.strip_prefix(MARK).unwrap_or(&text).to_owned()))
    }

    fn raw(&self, path: &str) -> Result<Option<String>, NotWritten> {
        let full = self.resolve(path)?;
        match fs::read_to_string(&full) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(NotWritten::Refused { path: path.to_owned(), error }),
        }
    }

    /// Where a file lies: only names of content, only real folders, and no file that is a link.
    fn resolve(&self, path: &str) -> Result<PathBuf, NotWritten> {
        let refused = || NotWritten::Path(path.to_owned());
        let below = path.strip_prefix(DRAFTS).and_then(|rest| rest.strip_prefix('/'));
        let steps: Vec<&str> = below.unwrap_or(path).split('/').collect();
        let plain = |step: &&str| {
            !step.is_empty()
                && !step.starts_with(['.', '#'])
                && !step.contains(['\\', '\0'])
                && !step.chars().any(char::is_control)
        };
        let (name, _) = steps.split_last().ok_or_else(refused)?;
        if !steps.iter().all(plain) || steps.len() > MAX_DEPTH || !is_content(name) {
            return Err(refused());
        }
        let mut full = self.root.clone();
        for step in path.split('/') {
            full.push(step);
            match fs::symlink_metadata(&full) {
                Ok(meta) if meta.is_symlink() => return Err(NotWritten::Link(path.to_owned())),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(NotWritten::Refused { path: path.to_owned(), error }),
            }
        }
        Ok(full)
    }

    /// Writes changes and who made them, and says by which name that is noted. Each file is put in its place whole or not at all; what was
    /// changed by somebody else meanwhile is left alone, and then nothing is written.
    ///
    /// # Errors
    /// When any of them can't be written.
    pub fn write(&self, changes: &[Change], noted: &Signed<'_>) -> Result<String, NotWritten> {
        let mut prepared = Vec::new();
        for change in changes {
            prepared.push(self.prepare(change)?);
        }
        let refused = |error| NotWritten::Refused { path: log::NAME.to_owned(), error };
        // The log comes first, so that no change is without a name.
        let id = log::append(&self.root, noted, changes).map_err(refused)?;
        prepared.into_iter().try_for_each(Waiting::take_place)?;
        Ok(id)
    }

    /// The latest changes, the newest first.
    ///
    /// # Errors
    /// When the log can't be read.
    pub fn latest(&self) -> io::Result<Vec<log::Made>> {
        log::latest(&self.root)
    }

    fn prepare(&self, change: &Change) -> Result<Waiting, NotWritten> {
        let path = &change.path;
        let target = self.resolve(path)?;
        let raw = self.raw(path)?;
        let now = raw.as_deref().map(|text| text.strip_prefix(MARK).unwrap_or(text));
        if now != change.before.as_deref() {
            return Err(NotWritten::Changed(path.clone()));
        }
        let refused = |error| NotWritten::Refused { path: path.clone(), error };
        let marked = raw.as_deref().is_some_and(|text| text.starts_with(MARK));
        let Some(after) = &change.after else {
            return Ok(Waiting { path: path.clone(), target, beside: None });
        };
        if after.len() as u64 > MAX_FILE_BYTES {
            return Err(NotWritten::TooLarge(path.clone()));
        }
        let text = if marked { format!("{MARK}{after}") } else { after.clone() };
        let beside = beside(&target, &text).map_err(refused)?;
        Ok(Waiting { path: path.clone(), target, beside: Some(beside) })
    }
}

/// A file that is written and waits to take its place.
struct Waiting {
    path: String,
    target: PathBuf,
    beside: Option<PathBuf>,
}

impl Waiting {
    fn take_place(mut self) -> Result<(), NotWritten> {
        let placed = match self.beside.take() {
            Some(beside) => fs::rename(&beside, &self.target),
            None => fs::remove_file(&self.target),
        };
        let folder = self.target.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all());
        let path = self.path.clone();
        placed.and(folder).map_err(|error| NotWritten::Refused { path, error })
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some(beside) = &self.beside {
            let _ = fs::remove_file(beside);
        }
    }
}

/// The text in a file of its own beside the one it is to replace, safely on the disk.
fn beside(target: &Path, text: &str) -> io::Result<PathBuf> {
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    let name = target.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let beside = target.with_file_name(format!(".{name}.ny"));
    let written = write_whole(&beside, text).and_then(|()| match fs::metadata(target) {
        Ok(old) => fs::set_permissions(&beside, old.permissions()),
        Err(_) => Ok(()),
    });
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written.map(|()| beside)
}

fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    // What a run that was killed has left is in nobody's way, and may not be a link.
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = File::options().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
