//! What the tests share: the shipped content, the fixtures beside this file, a fixed day.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use jiff::civil::Date;
use kvalitetsstandard::content::Content;
use kvalitetsstandard::edition::{self, Edition, Refused};
use kvalitetsstandard::finding::{Severity, one_line};
use kvalitetsstandard::render;
use kvalitetsstandard::site::Entry;
use kvalitetsstandard::source::Sources;

/// The day on which the tests take place unless they say otherwise.
pub(crate) fn today() -> Date {
    jiff::civil::date(2026, 11, 22)
}

/// The day on which the shipped content is checked: an editor who dates it by a new measurement need
/// not change a test.
pub(crate) fn day_of_measurement() -> Date {
    shipped().content.site.accessibility.measured.expect("it is dated").0
}

/// What `check` would fail at on that day, a line each.
pub(crate) fn failing(sources: Sources) -> Vec<String> {
    let (sources, findings) = match edition::load(sources, &[], day_of_measurement()) {
        Ok(edition) => (Arc::clone(&edition.content.sources), edition.findings),
        Err(refused) => (refused.sources, refused.findings),
    };
    let failing = findings.iter().filter(|finding| finding.severity != Severity::Note);
    failing.map(|finding| one_line(&sources, finding)).collect()
}

/// A folder below `tests/it/fixtures`.
pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures").join(name)
}

/// The shipped content as it stands on the day of the tests, loaded once for all of them.
pub(crate) fn shipped() -> Edition {
    static SHIPPED: LazyLock<Edition> = LazyLock::new(|| load(Sources::embedded()));
    SHIPPED.clone()
}

/// The shipped content as it stands on any day.
pub(crate) fn shipped_on(day: Date) -> Result<Edition, Refused> {
    if day == today() { Ok(shipped()) } else { edition::load(Sources::embedded(), &[], day) }
}

/// The shipped content with the files of a fixture added, loaded once for all tests.
pub(crate) fn shipped_with(name: &'static str) -> Edition {
    static LOADED: Mutex<BTreeMap<&str, Edition>> = Mutex::new(BTreeMap::new());
    // A load that fails fails each test that needs it, and no other.
    let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    loaded.entry(name).or_insert_with(|| load_with(name)).clone()
}

fn load_with(name: &str) -> Edition {
    let (added, unreadable) = Sources::read(&fixture(name)).expect("the fixture is there");
    assert!(unreadable.is_empty(), "{unreadable:?}");
    let embedded = Sources::embedded();
    let files = embedded.iter().chain(added.iter()).map(|(_, file)| file);
    load(Sources::from_files(files.map(|file| (file.path.clone(), file.text.clone()))))
}

fn load(sources: Sources) -> Edition {
    edition::load(sources, &[], today()).unwrap_or_else(|refused| {
        let line = |finding| one_line(&refused.sources, finding);
        panic!("{}", refused.findings.iter().map(line).collect::<Vec<_>>().join("\n"))
    })
}

/// The pages of the shipped content: address → HTML. Made once for all tests.
pub(crate) fn shipped_site() -> &'static BTreeMap<String, String> {
    static SITE: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| site_of(&shipped()));
    &SITE
}

/// The pages of an edition: address → HTML.
pub(crate) fn site_of(edition: &Edition) -> BTreeMap<String, String> {
    pages_on(&edition.content, edition.today)
}

/// The pages of content on a day: address → HTML.
pub(crate) fn pages_on(content: &Content, today: Date) -> BTreeMap<String, String> {
    let entries = render::site(content, today, None);
    let html = |(address, entry)| match entry {
        Entry::Document(document) if document.content_type.starts_with("text/html") => {
            Some((address, String::from_utf8(document.body).expect("a page is UTF-8")))
        }
        _ => None,
    };
    entries.into_iter().filter_map(html).collect()
}

/// The pages below a municipality's address.
pub(crate) fn pages_of<'s>(
    site: &'s BTreeMap<String, String>,
    municipality: &str,
) -> Vec<(&'s String, &'s String)> {
    let front = format!("/{municipality}");
    let below = format!("/{municipality}/");
    site.iter().filter(|(at, _)| **at == front || at.starts_with(&below)).collect()
}

/// The shipped content in a folder of its own, as `content` in it, to be changed at will.
pub(crate) fn copy_of_content() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), &folder.path().join("content"));
    folder
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("it can be copied");
    for entry in std::fs::read_dir(from).expect("it can be copied") {
        let entry = entry.expect("it can be copied");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("it can be copied").is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("it can be copied");
        }
    }
}
