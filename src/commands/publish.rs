//! `check --publish`: adds new addresses to the ledger.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

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

/// Adds the edition's addresses and heading ids to the ledger in its folder, and returns a message
/// with their number. A complete ledger is not touched.
pub(super) fn publish(folder: &Path, edition: &Edition) -> Result<String, NotPublished> {
    let content = &edition.book.content;
    let new = missing(&content.ledger, &existing(content, &Anchors::new(content)));
    let path = folder.join(ledger::PATH);
    if new.is_empty() {
        return Ok(format!("{}: Der er ikke noget nyt.", path.display()));
    }
    let sources = &content.sources;
    let old = sources.find(ledger::PATH).map_or("", |file| sources.get(file).text.as_str());
    let text = with_new(old, &new)?;
    replace(&path, &text)
        .map_err(|error| NotPublished::Refused { path: path.display().to_string(), error })?;
    Ok(format!("{}: Der er skrevet nyt om {} adresser.", path.display(), new.len()))
}

/// Writes a new file and renames it, so that the ledger is never half written.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    // If it is a symbolic link, replace the file it points to.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let beside = path.with_file_name(".adresser.toml.ny");
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
