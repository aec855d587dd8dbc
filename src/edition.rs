//! One complete load: content read, bound, checked and made into a site. `serve`, `check` and
//! `export` all go through here, so content that passes `check` can be served and exported.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use crate::book::{self, Book};
use crate::check;
use crate::content;
use crate::finding::{self, Finding};
use crate::publish;
use crate::registry::BUILT_IN;
use crate::search::Deferred;
use crate::site::{Entry, HTML, Site};
use crate::source::{Sources, Unreadable, UnreadableReason};

/// The book for one date, with its search.
#[derive(Clone, Debug)]
pub struct Edition {
    pub book: Arc<Book>,
    /// The date that the pages treat as today.
    pub today: Date,
    /// Findings that don't stop the site.
    pub findings: Vec<Finding>,
    /// The search, built on first use.
    pub search: Arc<Deferred>,
}

/// What to load, and how to serve it.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The content folder; `None` for the content built into the program.
    pub folder: Option<PathBuf>,
    /// The public address, if known.
    pub base_url: Option<String>,
    /// Whether pages reload themselves for an editor.
    pub preview: bool,
}

/// An edition with its pages.
#[derive(Debug)]
pub struct Loaded {
    pub edition: Edition,
    pub site: Site,
}

#[derive(Debug)]
pub struct Refused {
    /// The files, for the report.
    pub sources: Arc<Sources>,
    /// The findings, sorted; at least one is an error.
    pub findings: Vec<Finding>,
}

/// Why there is no edition.
#[derive(Debug, thiserror::Error)]
pub enum LoadFailure {
    /// The folder can't be read at all.
    #[error("{}: mappen kan ikke læses: {error}", folder.display())]
    Folder { folder: PathBuf, error: std::io::Error },
    /// The content has errors.
    #[error("indholdet har fejl")]
    Refused(Refused),
}

impl LoadFailure {
    /// The errors to show the operator, one per line.
    pub fn lines(&self) -> Vec<String> {
        match self {
            Self::Folder { .. } => vec![self.to_string()],
            Self::Refused(refused) => refused.lines(),
        }
    }
}

impl Refused {
    /// The errors, one per line.
    pub fn lines(&self) -> Vec<String> {
        let errors =
            self.findings.iter().filter(|found| found.severity == finding::Severity::Error);
        errors.map(|found| finding::one_line(&self.sources, found)).collect()
    }
}

/// Reads, binds and checks everything.
///
/// # Errors
/// If any finding is an error.
pub fn load(sources: Sources, unreadable: &[Unreadable], today: Date) -> Result<Edition, Refused> {
    let sources = Arc::new(sources);
    let mut findings: Vec<Finding> = unreadable.iter().map(describe_unreadable).collect();
    let content = content::load(&sources, &BUILT_IN, &mut findings).map(Arc::new);
    let book = content.as_ref().and_then(|content| {
        let mut following = Vec::new();
        let book = book::bind(content, &mut following);
        check::run(content, today, &mut following);
        let left = check::causes(&sources, content, &findings, following);
        findings.extend(left);
        book
    });
    let book = book.filter(|_| !finding::any_error(&findings));
    finding::sort(&mut findings);
    let Some(book) = book.map(Arc::new) else { return Err(Refused { sources, findings }) };
    let search = Arc::new(Deferred::new(Arc::clone(&book)));
    Ok(Edition { book, today, findings, search })
}

/// Reads, binds and checks a folder, or the built-in content.
///
/// # Errors
/// If no site can be built from it.
pub fn read(folder: Option<&Path>, today: Date) -> Result<Edition, LoadFailure> {
    let Some(folder) = folder else {
        return load(Sources::embedded(), &[], today).map_err(LoadFailure::Refused);
    };
    let (sources, unreadable) = Sources::read(folder)
        .map_err(|error| LoadFailure::Folder { folder: folder.to_owned(), error })?;
    load(sources, &unreadable, today).map_err(LoadFailure::Refused)
}

/// Like [`read`], and builds the pages.
///
/// # Errors
/// If no site can be built from it.
pub fn site(wanted: &Wanted, today: Date) -> Result<Loaded, LoadFailure> {
    let edition = read(wanted.folder.as_deref(), today)?;
    let base = wanted.base_url.as_deref();
    let mut pages = publish::site(&edition.book, today, base);
    if wanted.preview {
        pages.values_mut().for_each(with_reload);
    }
    let errors = publish::error_pages(&edition.book, today, base);
    let site = Site::new(pages, errors, base);
    Ok(Loaded { edition, site })
}

/// Adds the script that reloads a page for an editor.
fn with_reload(entry: &mut Entry) {
    if let Entry::Document(document) = entry
        && document.content_type == HTML
    {
        document.body.extend_from_slice(b"<script src=\"/_preview/reload.js\" defer></script>");
        document.inline.own_scripts = true;
    }
}

fn describe_unreadable(unreadable: &Unreadable) -> Finding {
    if matches!(unreadable.reason, UnreadableReason::Unused) {
        return Finding::file_error(
            "ukendt-fil",
            &unreadable.path,
            format!("Filen bliver ikke brugt: {}.", unreadable.reason),
            remedy(&unreadable.reason),
        );
    }
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
        UnreadableReason::NotUtf8(..) | UnreadableReason::Utf16 => {
            "Gem filen igen som UTF-8. Det vælges i »Gem som« under »Kodning«."
        }
        UnreadableReason::Unused => {
            "Skal den bruges, så gem den som ren tekst med et navn, der ender på .md eller .toml. \
             Ellers flyt den ud af mappen."
        }
        UnreadableReason::TooLarge(_) => "Del filen. Er det et billede, så slet den.",
        UnreadableReason::TooMuch => "Slet de filer, der ikke er indhold.",
        UnreadableReason::Loop => "Slet linket.",
    }
}
