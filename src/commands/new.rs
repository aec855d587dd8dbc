//! `new`: writes the files of a new municipality or section, for editors to fill in.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Subcommand};

use super::shared::{FAILED, HelpArgument, TEMPLATE, complain, tell};
use crate::check::RESERVED;
use crate::content::address::is_plain;
use crate::content::{self, Content, RawMunicipality, SHARED_FOLDERS};
use crate::danish::plain;
use crate::finding;
use crate::registry::BUILT_IN;
use crate::scaffold::{self, NewFile};
use crate::source::Sources;

#[derive(Args, Debug)]
#[command(next_help_heading = "Tilvalg")]
pub(super) struct NewArguments {
    #[command(subcommand)]
    what: What,
    #[command(flatten)]
    help: HelpArgument,
}

#[derive(Debug, Subcommand)]
enum What {
    /// En kommune: dens mappe med de filer, alle kommuner har.
    #[command(help_template = TEMPLATE, next_help_heading = "Tilvalg")]
    Kommune {
        /// Mappens navn og det første i adresserne: a-z, cifre og bindestreger.
        id: String,
        /// Kommunens navn. Uden det bruges mappens navn med stort.
        #[arg(long)]
        name: Option<String>,
        /// Den mappe med indhold, der skrives i.
        #[arg(long, value_name = "DIR", env = "KVALITETSSTANDARD_CONTENT")]
        content: PathBuf,
        #[command(flatten)]
        help: HelpArgument,
    },
    /// Et afsnit i en kommune.
    #[command(help_template = TEMPLATE, next_help_heading = "Tilvalg")]
    Afsnit {
        /// Kommunens mappe.
        kommune: String,
        /// Afsnittets kodeord i `afsnit.toml`.
        id: String,
        /// Den mappe med indhold, der skrives i.
        #[arg(long, value_name = "DIR", env = "KVALITETSSTANDARD_CONTENT")]
        content: PathBuf,
        #[command(flatten)]
        help: HelpArgument,
    },
}

pub(super) fn run(arguments: &NewArguments) -> ExitCode {
    let (What::Kommune { content: folder, .. } | What::Afsnit { content: folder, .. }) =
        &arguments.what;
    let made = read(folder).and_then(|content| files(&content, &arguments.what));
    match made.and_then(|files| write(folder, &files)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            complain(reason);
            ExitCode::from(FAILED)
        }
    }
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
enum NotMade {
    #[error("{folder}: mappen kan ikke læses: {error}")]
    Folder { folder: String, error: io::Error },
    #[error("Der er filer, der ikke kan læses. Kør check, og ret dem først.")]
    Unreadable,
    #[error("»{id}« kan ikke stå i en adresse. Brug a-z, tal og bindestreg, fx »{}«.", plain(id))]
    NoAddress { id: String },
    #[error("Adressen /{0} er optaget. Vælg et andet navn til mappen.")]
    Taken(String),
    #[error("Kommunen »{0}« findes ikke.")]
    NoMunicipality(String),
    #[error("Afsnittet står ikke i afsnit.toml. Tilføj det der først.")]
    NoSection,
    #[error(transparent)]
    Template(#[from] askama::Error),
    #[error("{0} findes allerede. Intet er skrevet.")]
    Exists(String),
    #[error("{path} kan ikke skrives: {error}")]
    Refused { path: String, error: io::Error },
}

/// Only unreadable files are a problem: a municipality that was begun can be filled in later.
fn read(folder: &Path) -> Result<Arc<Content>, NotMade> {
    let (sources, unreadable) = Sources::read(folder)
        .map_err(|error| NotMade::Folder { folder: folder.display().to_string(), error })?;
    let mut findings = Vec::new();
    let content = content::load(&Arc::new(sources), &BUILT_IN, &mut findings);
    content
        .filter(|_| unreadable.is_empty() && !finding::any_error(&findings))
        .map(Arc::new)
        .ok_or(NotMade::Unreadable)
}

fn files(content: &Content, what: &What) -> Result<Vec<NewFile>, NotMade> {
    let made = match what {
        What::Kommune { id, .. } if !is_plain(id) => {
            return Err(NotMade::NoAddress { id: id.clone() });
        }
        What::Kommune { id, .. } if is_taken(content, id) => {
            return Err(NotMade::Taken(id.clone()));
        }
        What::Kommune { id, name, .. } => {
            let name = name.clone().unwrap_or_else(|| capitalised(id));
            scaffold::municipality(content, id, &name)
        }
        What::Afsnit { kommune, id, .. } => {
            let municipality = content
                .municipality(kommune)
                .ok_or_else(|| NotMade::NoMunicipality(kommune.clone()))?;
            let file = scaffold::section(content, municipality, id);
            file.map(|file| file.into_iter().collect())
        }
    };
    let files = made?;
    if files.is_empty() {
        return Err(NotMade::NoSection);
    }
    Ok(files)
}

/// Whether an address is used by the site itself, a page or another municipality.
fn is_taken(content: &Content, id: &str) -> bool {
    let short = |one: &RawMunicipality| *one.profile.short == *id && one.id != id;
    RESERVED.contains(&id)
        || SHARED_FOLDERS.contains(&id)
        || content.pages.iter().any(|page| page.id == id)
        || content.municipalities.iter().any(short)
}

fn capitalised(id: &str) -> String {
    let mut letters = id.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Writes the files, unless one of them exists.
fn write(folder: &Path, files: &[NewFile]) -> Result<(), NotMade> {
    if let Some((path, _)) = files.iter().find(|(path, _)| folder.join(path).exists()) {
        return Err(NotMade::Exists(path.clone()));
    }
    for (path, text) in files {
        let full = folder.join(path);
        let parent = full.parent().map_or(Ok(()), std::fs::create_dir_all);
        parent
            .and_then(|()| std::fs::write(&full, text))
            .map_err(|error| NotMade::Refused { path: path.clone(), error })?;
        // The file has been written, even if nobody reads the message.
        let _ = tell(format!("{} er skrevet.", full.display()));
    }
    Ok(())
}
