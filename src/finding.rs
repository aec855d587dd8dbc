//! What a check found: rule, severity, place, and what to do about it.
//!
//! Findings are data. [`crate::commands`] prints them, the server's preview shows them, and tests
//! compare them with snapshots; nothing in the lower layers writes to the console.

use crate::source::{FileId, Place, Sources};

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site can't be built, and loading stops.
    Error,
    /// The site works, but somebody should look: `check` fails, but loading doesn't.
    Warning,
    /// Worth knowing; fails nothing.
    Note,
}

impl Severity {
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "fejl",
            Self::Warning => "advarsel",
            Self::Note => "oplysning",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id, e.g. `ukendt-kontakt`; `docs/checks.md` has a section for each.
    pub rule: &'static str,
    pub severity: Severity,
    pub place: Place,
    /// The path of a file that is missing or can't be read, and so has no place.
    pub path: Option<String>,
    /// What is wrong, in Danish, quoting the offending word.
    pub message: String,
    /// What to do, in Danish.
    pub remedy: String,
    /// The missing thing that was referred to, if that is what is wrong.
    pub missing: Option<Missing>,
}

/// Something that is referred to but doesn't exist. It counts as one mistake, however often it is
/// referred to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    pub thing: Thing,
    pub id: String,
    /// The municipality it is missing from; `None` for the whole site.
    pub municipality: Option<String>,
}

/// The things that editors refer to by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    Address,
    Contact,
    ContactField,
    Course,
    Deadline,
    Entry,
    Figure,
    Heading,
    Law,
    Municipality,
    Page,
    Right,
    Route,
    SourceHeading,
    Term,
    Website,
}

impl Finding {
    /// A finding that stops loading.
    pub fn error(
        rule: &'static str,
        place: Place,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            severity: Severity::Error,
            place,
            path: None,
            missing: None,
            message: message.into(),
            remedy: remedy.into(),
        }
    }

    /// An error about a file that is missing or can't be read.
    pub fn file_error(
        rule: &'static str,
        path: &str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        let nowhere = Place::start_of(FileId::FIRST);
        Self { path: Some(path.to_owned()), ..Self::error(rule, nowhere, message, remedy) }
    }

    /// Path, line and column, as `sti:linje:kolonne`, or only the path if there is no such file.
    pub fn describe_place(&self, sources: &Sources) -> String {
        self.path.clone().unwrap_or_else(|| sources.describe(&self.place))
    }

    /// Adds the missing thing that the finding is about.
    #[must_use]
    pub fn lacking(self, thing: Thing, id: &str, municipality: Option<&str>) -> Self {
        let municipality = municipality.map(str::to_owned);
        Self { missing: Some(Missing { thing, id: id.to_owned(), municipality }), ..self }
    }

    /// A finding that fails `check` but not loading.
    pub fn warning(
        rule: &'static str,
        place: Place,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self { severity: Severity::Warning, ..Self::error(rule, place, message, remedy) }
    }

    /// A finding that fails nothing.
    pub fn note(
        rule: &'static str,
        place: Place,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self { severity: Severity::Note, ..Self::error(rule, place, message, remedy) }
    }
}

/// Sorts by path, place and rule and removes duplicates, so that reports are reproducible.
pub fn sort(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| {
        let key = |f: &Finding| (f.place.file, f.place.span.start, f.place.span.end, f.rule);
        key(a).cmp(&key(b)).then_with(|| (&a.path, &a.message).cmp(&(&b.path, &b.message)))
    });
    findings.dedup();
}

pub fn any_error(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// One line per finding: `sti:linje:kolonne: fejl[regel]: besked. råd`.
pub fn one_line(sources: &Sources, finding: &Finding) -> String {
    format!(
        "{}: {}[{}]: {} {}",
        finding.describe_place(sources),
        finding.severity.word(),
        finding.rule,
        finding.message,
        finding.remedy
    )
}
