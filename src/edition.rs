//! One load of the whole site: content read, checked and ready.
//!
//! `serve`, `check` and `export` all come through [`load`]: what passes `check` starts.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use crate::check;
use crate::content::{self, Content};
use crate::finding::{self, Finding};
use crate::source::{Sources, Unreadable};

/// A whole site as it stands on one day.
#[derive(Clone, Debug)]
pub struct Edition {
    /// What editors wrote.
    pub content: Content,
    /// The day the pages speak of as today.
    pub today: Date,
    /// What `check` found that does not stop the site.
    pub findings: Vec<Finding>,
}

/// Content that no site can be built from.
#[derive(Debug)]
pub struct Refused {
    /// The files, for the report.
    pub sources: Arc<Sources>,
    /// What was found, sorted; at least one error.
    pub findings: Vec<Finding>,
}

/// Reads and checks everything.
///
/// # Errors
/// When anything found is an error.
pub fn load(sources: Sources, unreadable: &[Unreadable], today: Date) -> Result<Edition, Refused> {
    let sources = Arc::new(sources);
    let mut findings: Vec<Finding> = unreadable.iter().map(describe_unreadable).collect();
    let content = content::load(&sources, &mut findings);
    if let Some(content) = &content {
        check::run(content, today, &mut findings);
    }
    finding::sort(&mut findings);
    match content {
        Some(content) if !finding::any_error(&findings) => Ok(Edition { content, today, findings }),
        _ => Err(Refused { sources, findings }),
    }
}

/// Reads a folder and checks it.
///
/// # Errors
/// The outer when the folder can't be listed at all, the inner as for [`load`].
pub fn load_folder(folder: &Path, today: Date) -> std::io::Result<Result<Edition, Refused>> {
    let (sources, unreadable) = Sources::read(folder)?;
    Ok(load(sources, &unreadable, today))
}

fn describe_unreadable(unreadable: &Unreadable) -> Finding {
    Finding::file_error(
        "ulaeselig-fil",
        &unreadable.path,
        format!("Filen kan ikke bruges: {}.", unreadable.reason),
        "Ret filens rettigheder, eller gem den igen som UTF-8-tekst.",
    )
}
