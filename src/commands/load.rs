//! The one way content is loaded: what passes `check` starts, and is what `export` writes.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use crate::edition::{self, Edition, Refused};
use crate::finding::{self, Finding};
use crate::server::preview;
use crate::server::state::{Loaded, Refusal};
use crate::site::{Document, Entry, ErrorPages, Site};
use crate::source::Sources;

/// Where the content lies.
#[derive(Args, Clone, Debug)]
pub(super) struct ContentArguments {
    /// A folder of content, instead of the content in the program.
    #[arg(long, value_name = "DIR", env = "KVALITETSSTANDARD_CONTENT")]
    pub(super) content: Option<PathBuf>,
}

/// Why there is no edition.
pub(super) enum Failure {
    /// The folder can't be read at all.
    Folder(String),
    /// The content has errors.
    Refused(Refused),
}

/// Reads and checks the content.
pub(super) fn edition(folder: Option<&Path>, today: Date) -> Result<Edition, Failure> {
    let Some(folder) = folder else {
        return edition::load(Sources::embedded(), &[], today).map_err(Failure::Refused);
    };
    match edition::load_folder(folder, today) {
        Ok(loaded) => loaded.map_err(Failure::Refused),
        Err(error) => {
            Err(Failure::Folder(format!("{}: mappen kan ikke læses: {error}", folder.display())))
        }
    }
}

/// Reads, checks and renders the content.
pub(super) fn load(
    folder: Option<&Path>,
    today: Date,
    base: Option<&str>,
    preview: bool,
) -> Result<Loaded, Failure> {
    let edition = edition(folder, today)?;
    let mut pages = pages(&edition);
    if preview {
        preview::with_reload(&mut pages);
    }
    let site = Site::new(pages, ErrorPages::default(), base);
    Ok(Loaded { edition, site })
}

/// Until the renderer is here: each municipality by name.
fn pages(edition: &Edition) -> std::collections::BTreeMap<String, Entry> {
    let page = |title: &str| {
        let html =
            format!("<!DOCTYPE html><html lang=\"da\"><title>{title}</title><h1>{title}</h1>");
        Entry::Document(Document::html(html))
    };
    let content = &edition.content;
    let front = [("/".to_owned(), page(&content.site.name))];
    let all = content.municipalities.iter();
    front
        .into_iter()
        .chain(all.map(|one| (format!("/{}", one.id), page(&one.profile.name))))
        .collect()
}

/// Every finding on a line.
pub(super) fn lines(sources: &Sources, findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| finding::one_line(sources, finding)).collect()
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Folder(reason) => Self(vec![reason]),
            Failure::Refused(refused) => Self(lines(&refused.sources, &refused.findings)),
        }
    }
}
