//! `check --publish`: adds new addresses to the ledger.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use crate::content::kept;
use crate::content::ledger::{self, missing};
use crate::content::publish::{LedgerFault, with_new};
use crate::edition::Edition;
use crate::markdown::addresses::existing;
use crate::markdown::anchors::Anchors;

/// Why the ledger was not written.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotPublished {
    #[error(transparent)]
    Ledger(#[from] LedgerFault),
    #[error("{path} kan ikke skrives: {error}")]
    Refused { path: String, error: io::Error },
}

/// Adds to the folder's ledgers what is new in the edition: addresses and heading ids, what limits each
/// record, and codes. Returns a message with a line per ledger. A complete ledger is not touched.
pub(super) fn publish(folder: &Path, edition: &Edition) -> Result<String, NotPublished> {
    let content = &edition.book.content;
    let addresses = missing(&content.ledger, &existing(content, &Anchors::new(content)));
    let codes = kept::new_codes(&content.codes, &content.kept_codes);
    let mut said = vec![
        add(folder, edition, ledger::PATH, addresses.len(), |old| with_new(old, &addresses))?,
        add(folder, edition, kept::CODES, codes.len(), |old| Ok(kept::with_codes(old, &codes)))?,
    ];
    for own in &content.municipalities {
        let (new, path) = (kept::new_qualifiers(own), format!("{}/{}", own.id, kept::QUALIFIERS));
        said.push(add(folder, edition, &path, new.len(), |old| {
            Ok(kept::with_qualifiers(old, &new))
        })?);
    }
    Ok(said.join("\n"))
}

/// Writes a ledger with its new entries, if there are any.
fn add(
    folder: &Path,
    edition: &Edition,
    name: &str,
    new: usize,
    text: impl FnOnce(&str) -> Result<String, LedgerFault>,
) -> Result<String, NotPublished> {
    let path = folder.join(name);
    if new == 0 {
        return Ok(format!("{}: Der er ikke noget nyt.", path.display()));
    }
    let sources = &edition.book.content.sources;
    let old = sources.find(name).map_or("", |file| sources.get(file).text.as_str());
    replace(&path, &text(old)?)
        .map_err(|error| NotPublished::Refused { path: path.display().to_string(), error })?;
    Ok(format!("{}: Der er skrevet {new} nye.", path.display()))
}

/// Writes a new file and renames it, so that the ledger is never half written.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    // If it is a symbolic link, replace the file it points to.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.ny"));
    let written = write_whole(&beside, text).and_then(|()| {
        if let Ok(old) = fs::metadata(&path) {
            fs::set_permissions(&beside, old.permissions())?;
        }
        fs::rename(&beside, &path)
    });
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
