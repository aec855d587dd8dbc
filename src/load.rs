//! From files to a site that can be served or written out: the one way `serve`, `check` and `export`
//! take. What passes `check` starts, and is what gets exported.

use std::path::Path;

use jiff::civil::Date;

use crate::edition::{self, Edition, Refused};
use crate::finding::{self, Finding};
use crate::render;
use crate::server::preview;
use crate::server::state::{Loaded, Refusal};
use crate::site::Site;
use crate::source::Sources;

/// What to load, and for whom.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// A folder of content; none for the content in the program.
    pub folder: Option<std::path::PathBuf>,
    /// The address people use, where it is known.
    pub base_url: Option<String>,
    /// Whether pages reload themselves for an editor.
    pub preview: bool,
}

/// Why there is no edition.
#[derive(Debug)]
pub enum Failure {
    /// The folder can't be read at all.
    Folder(String),
    /// The content has errors.
    Refused(Refused),
}

/// Reads and checks the content.
///
/// # Errors
/// When no site can be built from it.
pub fn edition(folder: Option<&Path>, today: Date) -> Result<Edition, Failure> {
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
///
/// # Errors
/// When no site can be built from it.
pub fn site(wanted: &Wanted, today: Date) -> Result<Loaded, Failure> {
    let edition = edition(wanted.folder.as_deref(), today)?;
    let base = wanted.base_url.as_deref();
    let mut pages = render::site(&edition.content, today, base);
    if wanted.preview {
        preview::with_reload(&mut pages);
    }
    let errors = render::error_pages(&edition.content, today, base);
    let site = Site::new(pages, errors, base);
    Ok(Loaded { edition, site })
}

/// Every finding on a line.
pub fn lines(sources: &Sources, findings: &[Finding]) -> Vec<String> {
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
