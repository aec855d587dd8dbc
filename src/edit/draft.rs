//! The content as it would be: loaded the way the server does, with some files changed, added or gone.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::files::mark_of;
use super::words;
use crate::edition::{self, Edition};
use crate::finding::{Finding, Severity};
use crate::publish;
use crate::site::Entry;
use crate::source::{Sources, Unreadable};

/// What came of a load.
#[derive(Debug)]
pub(super) struct LoadedDraft {
    /// Names the content it was made from.
    pub mark: String,
    /// What was found.
    pub told: Vec<Told>,
    /// The pages by address; none where there are errors.
    pub pages: Option<BTreeMap<String, Entry>>,
    /// What other pages are computed from; none where there are errors.
    pub edition: Option<Edition>,
}

/// A finding with its place in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// How much it weighs.
    pub severity: Severity,
    pub rule: &'static str,
    /// The file.
    pub path: String,
    /// What the file is called.
    pub name: String,
    /// The bytes in the file; none where the file isn't there.
    pub span: Option<std::ops::Range<usize>>,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
    /// The files it is about, where there are several.
    pub places: Vec<String>,
}

impl Told {
    fn of(sources: &Sources, finding: &Finding) -> Self {
        let file = sources.iter().find(|(id, _)| *id == finding.place.file).map(|(_, file)| file);
        let file = file.filter(|_| finding.path.is_none());
        let line = file.map_or(1, |file| file.line_column(finding.place.span.start).0);
        let path = finding.path.clone().or(file.map(|file| file.path.clone())).unwrap_or_default();
        let title = |path: &str| {
            let (_, file) = sources.iter().find(|(_, file)| file.path == path)?;
            Some(words::title_of(path, &file.text))
        };
        let said = |text: &str| words::in_form_words(finding.rule, &path, text, title);
        Self {
            severity: finding.severity,
            rule: finding.rule,
            name: title(&path).unwrap_or_else(|| path.clone()),
            span: file.map(|_| finding.place.span.clone()),
            line,
            message: said(&finding.message),
            remedy: said(&finding.remedy),
            places: words::places(&finding.message),
            path,
        }
    }

    /// Whether both say the same, wherever in the file it has moved to.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        (self.rule, &self.path, &self.message) == (other.rule, &other.path, &other.message)
    }

    /// Whether it is in the way of serving the content.
    pub(super) fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Whether somebody should look at it.
    pub(super) fn is_warning(&self) -> bool {
        self.severity == Severity::Warning
    }
}

/// Names a set of files and a day.
pub(super) fn mark_of_files(files: &BTreeMap<String, String>, today: Date) -> String {
    let all: String =
        files.iter().map(|(path, text)| format!("{path}\0{}\0", mark_of(text))).collect();
    mark_of(&format!("{today}\0{all}"))[..24].to_owned()
}

/// Loads these files, and makes their pages.
pub(super) fn load(
    files: &BTreeMap<String, String>,
    unreadable: &[Unreadable],
    today: Date,
) -> LoadedDraft {
    let mark = mark_of_files(files, today);
    let sources = Sources::from_files(files.clone());
    let told = |sources: &Sources, findings: &[Finding]| {
        findings.iter().map(|finding| Told::of(sources, finding)).collect()
    };
    match edition::load(sources, unreadable, today) {
        Ok(edition) => LoadedDraft {
            mark,
            told: told(&edition.book.sources, &edition.findings),
            pages: Some(publish::site(&edition.book, today, None)),
            edition: Some(edition),
        },
        Err(refused) => LoadedDraft {
            mark,
            told: told(&refused.sources, &refused.findings),
            pages: None,
            edition: None,
        },
    }
}
