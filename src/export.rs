//! Writes a site as files, for a static host, a memory stick or an attachment.
//!
//! The same content always gives the same bytes. Links are relative, so the folder can be placed at
//! any path; only the sitemap and canonical links, which must be absolute, use the base URL.

mod links;
mod single;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::edition::Edition;
use crate::edition::Loaded;
use crate::pages::leave;
use crate::publish;
use crate::site::{Effort, Resource, Site, Stored};

/// The file that marks a folder as an export; it contains the site's version.
const MARK: &str = "version.txt";

/// Path below the folder, and contents.
pub type Files = BTreeMap<String, Vec<u8>>;

pub fn files(loaded: &Loaded, base: Option<&str>) -> Files {
    let Loaded { edition, site } = loaded;
    let mut files = Files::new();
    for (address, resource) in site.iter() {
        let (path, bytes) = match resource {
            Resource::Document(stored) if stored.is_page() => {
                (page_path(address), links::relative(&text(&stored.body), address).into_bytes())
            }
            Resource::Document(stored) => (address[1..].to_owned(), stored.body.to_vec()),
            Resource::Moved(to) | Resource::SeeOther(to) => {
                (page_path(address), links::signpost(address, to).into_bytes())
            }
        };
        files.insert(path, bytes);
    }
    let answers = publish::offline_pages(&edition.book, edition.today, base);
    for (address, document) in answers {
        let html = links::relative(&text(&document.body), &address);
        files.insert(page_path(&address), html.into_bytes());
    }
    files.insert(page_path("/ud"), leave::page(&edition.book).body);
    files.extend(lost_pages(site, base));
    files.extend(single_files(edition, base));
    files.insert(MARK.to_owned(), format!("{}\n", site.version()).into_bytes());
    files
}

/// The "not found" pages, where hosts look for them. They can be shown at any depth, so their links
/// start at the site's root.
fn lost_pages(site: &Site, base: Option<&str>) -> Files {
    let root = base.map_or("", links::path_of);
    let page = |stored: &Stored| {
        links::rewrite(&text(&stored.body), |address| format!("{root}{address}")).into_bytes()
    };
    let general = site.lost().map(|lost| ("404.html".to_owned(), page(lost)));
    let local = site.not_found().map(|(id, lost)| (format!("{id}/404.html"), page(lost)));
    general.into_iter().chain(local).collect()
}

/// One file per municipality with the whole standard in it.
fn single_files(edition: &Edition, base: Option<&str>) -> Files {
    let exit = &edition.book.exit.href;
    let all = publish::whole_files(&edition.book, edition.today, base).into_iter().map(|whole| {
        let html = single::file(&text(&whole.document.body), &whole.places, base, exit);
        (format!("{}-hele.html", whole.municipality.id), html.into_bytes())
    });
    all.collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// `/a/b` becomes `a/b/index.html`, which every host serves at `/a/b`.
fn page_path(address: &str) -> String {
    match address.trim_matches('/') {
        "" => "index.html".to_owned(),
        path => format!("{path}/index.html"),
    }
}

/// Adds a brotli and a gzip version of each file, for hosts that serve precompressed files.
pub fn add_encodings(files: &mut Files) {
    let mut more = Files::new();
    for (path, bytes) in files.iter() {
        let made = crate::site::Encodings::make(compression_class(path), bytes, Effort::Best);
        more.extend(made.brotli.map(|body| (format!("{path}.br"), body.to_vec())));
        more.extend(made.gzip.map(|body| (format!("{path}.gz"), body.to_vec())));
    }
    files.extend(more);
}

/// A media type of files that compress as well.
fn compression_class(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("png" | "ico" | "pdf") => "application/octet-stream",
        _ => "text/plain",
    }
}

/// Why nothing was exported.
#[derive(Debug, thiserror::Error)]
pub enum NotExported {
    #[error("mappen indeholder noget, som ikke er en eksport. Vælg en tom mappe.")]
    Occupied,
    #[error(transparent)]
    Refused(#[from] io::Error),
}

/// Writes the files to `folder` in one step: the old contents stay until the last file is written.
/// Only an empty folder or an earlier export is replaced.
///
/// # Errors
/// If the folder contains something else, or the system refuses.
pub fn write(files: &Files, folder: &Path) -> Result<(), NotExported> {
    let replaces = folder.exists();
    if replaces && fs::read_dir(folder)?.next().is_some() && !folder.join(MARK).is_file() {
        return Err(NotExported::Occupied);
    }
    let [fresh, former] = ["new", "old"].map(|ending| beside(folder, ending));
    for left in [&fresh, &former] {
        if left.exists() {
            fs::remove_dir_all(left)?;
        }
    }
    for (path, bytes) in files {
        let file = fresh.join(path);
        fs::create_dir_all(file.parent().unwrap_or(&fresh))?;
        fs::write(file, bytes)?;
    }
    if replaces {
        fs::rename(folder, &former)?;
    }
    fs::rename(&fresh, folder)?;
    if replaces {
        fs::remove_dir_all(&former)?;
    }
    Ok(())
}

/// `site` → `.site.new`, in the same parent folder, so that the swap is a single rename.
fn beside(folder: &Path, ending: &str) -> PathBuf {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    folder.with_file_name(format!(".{name}.{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(text: &str) -> Files {
        Files::from([
            (MARK.to_owned(), b"1".to_vec()),
            ("a/index.html".to_owned(), text.as_bytes().to_vec()),
        ])
    }

    #[test]
    fn an_export_replaces_an_export_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("site");
        write(&some("one"), &target).unwrap();
        fs::write(target.join("stale.html"), "x").unwrap();
        write(&some("two"), &target).unwrap();
        assert_eq!(fs::read_to_string(target.join("a/index.html")).unwrap(), "two");
        assert!(!target.join("stale.html").exists());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);

        let other = folder.path().join("photos");
        fs::create_dir(&other).unwrap();
        fs::write(other.join("cat.jpg"), "x").unwrap();
        let refused = write(&some("three"), &other);
        assert!(matches!(refused, Err(NotExported::Occupied)));
        assert!(other.join("cat.jpg").exists());
    }
}
