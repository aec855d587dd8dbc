//! Shared by the tests: the shipped content, the fixtures, and a fixed date.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use jiff::civil::Date;
use kvalitetsstandard::book::{self, Book};
use kvalitetsstandard::content::Content;
use kvalitetsstandard::edition::{self, Edition, Refused};
use kvalitetsstandard::finding::{Severity, one_line};
use kvalitetsstandard::kind::{Answer, Ask, Asking};
use kvalitetsstandard::render::context::Whole;
use kvalitetsstandard::site::Entry;
use kvalitetsstandard::source::Sources;
use kvalitetsstandard::{publish, registry};

/// The date used by the tests unless they set another.
pub(crate) fn today() -> Date {
    jiff::civil::date(2026, 11, 22)
}

/// The date on which the shipped content is checked: a new measurement by an editor needs no change
/// in a test.
pub(crate) fn day_of_measurement() -> Date {
    shipped().book.content.site.accessibility.measured.expect("it is dated").0
}

/// What `check` fails on at that date, one per line.
pub(crate) fn failing(sources: Sources) -> Vec<String> {
    let (sources, findings) = match edition::load(sources, &[], day_of_measurement()) {
        Ok(edition) => (Arc::clone(&edition.book.sources), edition.findings),
        Err(refused) => (refused.sources, refused.findings),
    };
    let failing = findings.iter().filter(|finding| finding.severity != Severity::Note);
    failing.map(|finding| one_line(&sources, finding)).collect()
}

/// A folder below `tests/it/fixtures`.
pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures").join(name)
}

/// The shipped content on the tests' date, loaded once.
pub(crate) fn shipped() -> Edition {
    static SHIPPED: LazyLock<Edition> = LazyLock::new(|| load(Sources::embedded()));
    SHIPPED.clone()
}

/// The shipped content on any date.
pub(crate) fn shipped_on(day: Date) -> Result<Edition, Refused> {
    if day == today() { Ok(shipped()) } else { edition::load(Sources::embedded(), &[], day) }
}

/// The shipped content with the files of a fixture, loaded once.
pub(crate) fn shipped_with(name: &'static str) -> Edition {
    static LOADED: Mutex<BTreeMap<&str, Edition>> = Mutex::new(BTreeMap::new());
    // A failed load fails only the tests that need it.
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

/// The pages of the shipped content: address → HTML. Made once.
pub(crate) fn shipped_site() -> &'static BTreeMap<String, String> {
    static SITE: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| site_of(&shipped()));
    &SITE
}

/// The pages of an edition: address → HTML.
pub(crate) fn site_of(edition: &Edition) -> BTreeMap<String, String> {
    pages_on(&edition.book, edition.today)
}

/// The pages of a book on a date: address → HTML.
pub(crate) fn pages_on(book: &Book, today: Date) -> BTreeMap<String, String> {
    let entries = publish::site(book, today, None);
    let html = |(address, entry)| match entry {
        Entry::Document(document) if document.content_type.starts_with("text/html") => {
            Some((address, String::from_utf8(document.body).expect("a page is UTF-8")))
        }
        _ => None,
    };
    entries.into_iter().filter_map(html).collect()
}

/// Binds content that a test has changed.
pub(crate) fn bound(content: Content) -> Book {
    let mut findings = Vec::new();
    let content = Arc::new(content);
    book::bind(&content, &mut findings).unwrap_or_else(|| {
        let line = |finding| one_line(&content.sources, finding);
        panic!("{}", findings.iter().map(line).collect::<Vec<_>>().join("\n"))
    })
}

/// The base URL for tests that need one.
pub(crate) const BASE: &str = "https://eksempel.dk";

/// A request for a computed page, by the pattern of its address.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) method: Asking,
    /// The pattern in the registry, e.g. `/{municipality}/frister/{code}`.
    pub(crate) path: &'a str,
    /// The municipality's id; empty for the whole site.
    pub(crate) municipality: &'a str,
    /// The part of the address that matches `{code}`.
    pub(crate) code: &'a str,
    /// The query string, without the question mark.
    pub(crate) query: &'a str,
    /// The submitted form.
    pub(crate) body: &'a str,
}

impl<'a> Asked<'a> {
    /// A GET with a query.
    pub(crate) fn get(path: &'a str, municipality: &'a str, query: &'a str) -> Self {
        Self { method: Asking::Get, path, municipality, code: "", query, body: "" }
    }

    /// A POST with a form.
    pub(crate) fn post(path: &'a str, municipality: &'a str, body: &'a str) -> Self {
        Self { method: Asking::Post, path, municipality, code: "", query: "", body }
    }

    /// Sets the part that matches `{code}`.
    pub(crate) fn of(self, code: &'a str) -> Self {
        Self { code, ..self }
    }
}

/// The answer of a computed page, without a server.
pub(crate) fn answered(edition: &Edition, asked: Asked<'_>) -> Answer {
    let mut computed = registry::computed();
    let computed = computed.find(|one| one.method == asked.method && one.path == asked.path);
    let whole = Whole::new(&edition.book, edition.today, Some(BASE));
    let municipality = edition.book.municipality(asked.municipality);
    assert_eq!(municipality.is_none(), asked.municipality.is_empty(), "{}", asked.municipality);
    let ask = Ask {
        whole: &whole,
        municipality,
        search: &edition.search,
        code: asked.code,
        query: asked.query,
        body: asked.body.as_bytes(),
    };
    (computed.unwrap_or_else(|| panic!("nothing is computed at {}", asked.path)).answer)(&ask)
}

/// The page in the answer.
pub(crate) fn answered_page(edition: &Edition, asked: Asked<'_>) -> String {
    match answered(edition, asked) {
        Answer::Document(document) => String::from_utf8(document.body).expect("a page is UTF-8"),
        other => panic!("{}: {other:?}", asked.path),
    }
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

/// A copy of the shipped content in a temporary folder, under `content`, for changes.
pub(crate) fn copy_of_content() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), &folder.path().join("content"));
    folder
}

/// Copies a folder recursively.
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
