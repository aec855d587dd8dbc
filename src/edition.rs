//! One load of the whole site: content read, checked and ready.
//!
//! `serve`, `check` and `export` all come through [`load`]: what passes `check` starts.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use crate::check;
use crate::content::{self, Content};
use crate::finding::{self, Finding};
use crate::search::Deferred;
use crate::source::{Sources, Unreadable, UnreadableReason};

/// A whole site as it stands on one day.
#[derive(Clone, Debug)]
pub struct Edition {
    /// What editors wrote.
    pub content: Arc<Content>,
    /// The day the pages speak of as today.
    pub today: Date,
    /// What `check` found that does not stop the site.
    pub findings: Vec<Finding>,
    /// Search in it, built when it is first asked for.
    pub search: Arc<Deferred>,
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
    let fit = content.filter(|_| !finding::any_error(&findings));
    finding::sort(&mut findings);
    let Some(content) = fit.map(Arc::new) else { return Err(Refused { sources, findings }) };
    let search = Arc::new(Deferred::new(Arc::clone(&content)));
    Ok(Edition { content, today, findings, search })
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
        remedy(&unreadable.reason),
    )
}

fn remedy(reason: &UnreadableReason) -> &'static str {
    match reason {
        UnreadableReason::Io(_) => "Se, om filen er der, og om den må læses.",
        UnreadableReason::NotUtf8(..) => "Gem filen igen som UTF-8. Det vælges i »Gem som«.",
        UnreadableReason::TooLarge(_) => "Del filen. Er det et billede, så slet den.",
        UnreadableReason::TooMuch => "Slet de filer, der ikke er indhold.",
        UnreadableReason::Loop => "Slet linket.",
    }
}
