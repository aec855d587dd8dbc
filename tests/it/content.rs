//! Loading: the shipped content is clean, a third municipality is a folder, all mistakes are
//! reported.

use kvalitetsstandard::edition::{self, LoadFailure};
use kvalitetsstandard::finding::{Severity, one_line};
use kvalitetsstandard::source::Sources;

use crate::support::{failing, fixture, shipped, shipped_with, today};

/// What an editor can't fix is a note, and fails nothing.
#[test]
fn the_shipped_content_has_no_errors_or_warnings() {
    assert_eq!(failing(Sources::embedded()), Vec::<String>::new());
}

/// The fixture's page is due for review on 1 December 2026.
#[test]
fn a_review_is_reported_in_advance_and_when_due() {
    let (sources, _) = Sources::read(&fixture("broken")).expect("the fixture is there");
    for (today, severity, words) in [
        ("2026-08-01", None, ""),
        ("2026-09-02", Some(Severity::Note), "inden for 90"),
        ("2026-11-22", Some(Severity::Note), "inden for 30"),
        ("2026-12-01", Some(Severity::Warning), "skulle være gennemgået"),
    ] {
        let today = today.parse().expect("a date");
        let refused = edition::load(sources.clone(), &[], today).expect_err("full of mistakes");
        let found = refused.findings.iter().find(|finding| finding.rule == "gennemgang");
        assert_eq!(found.map(|finding| finding.severity), severity, "{today}");
        assert!(found.is_none_or(|finding| finding.message.contains(words)), "{found:?}");
    }
}

/// The accessibility statement needs a date that is neither missing, in the future, nor too old.
#[test]
fn a_measurement_needs_a_date_within_the_last_year() {
    let with = |measured: &str| {
        let files = Sources::embedded();
        let files = files.iter().map(|(_, file)| {
            let lines = file.text.lines().filter(|line| !line.starts_with("maalt ="));
            let text = match file.path.as_str() {
                "site.toml" => lines.collect::<Vec<_>>().join("\n"),
                _ => file.text.clone(),
            };
            (file.path.clone(), text.replace("[tilgaengelighed]", measured))
        });
        let sources = Sources::from_files(files.collect::<Vec<_>>());
        let loaded = edition::load(sources, &[], today()).expect("it is no error");
        let found = loaded.findings.into_iter().find(|finding| finding.rule == "maaling");
        found.map(|finding| (finding.severity, finding.message))
    };
    for (day, words) in [
        ("", Some("Der står ikke")),
        ("2026-11-23", Some("er ikke kommet endnu")),
        ("2026-11-22", None),
        ("2025-11-23", None),
        ("2025-11-22", Some("mere end et år siden")),
    ] {
        let line = if day.is_empty() { String::new() } else { format!("maalt = {day}") };
        let found = with(&format!("[tilgaengelighed]\n{line}"));
        assert_eq!(found.is_some(), words.is_some(), "{day}: {found:?}");
        for ((severity, message), words) in found.iter().zip(words) {
            assert!(*severity == Severity::Warning && message.contains(words), "{message}");
        }
    }
}

#[test]
fn a_third_municipality_works_by_adding_files_only() {
    let edition = shipped_with("third");
    let ids: Vec<&str> = edition.book.municipalities.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids.last(), Some(&"eksempelby"));
    assert_eq!(ids.len(), shipped().book.municipalities.len() + 1);
    assert_eq!(failing(edition.book.sources.as_ref().clone()), Vec::<String>::new());
}

/// All findings in a fixture, one per line.
fn report(name: &str) -> String {
    let failure = edition::read(Some(&fixture(name)), today());
    let Err(LoadFailure::Refused(refused)) = failure else {
        panic!("full of mistakes: {failure:?}")
    };
    let lines = refused.findings.iter().map(|finding| one_line(&refused.sources, finding));
    lines.collect::<Vec<_>>().join("\n")
}

/// One folder with every known mistake in readable files. The snapshot of the report shows if a
/// rule no longer finds its mistake, or its message changes.
#[test]
fn every_mistake_is_told_with_place_and_remedy() {
    insta::assert_snapshot!(report("broken"));
}

/// Unreadable files are reported, but not the consequences.
#[test]
fn what_cannot_be_read_is_told_and_nothing_that_follows_from_it() {
    insta::assert_snapshot!(report("misread"));
}

#[test]
fn a_folder_that_is_not_there_is_an_error_not_a_panic() {
    let failure = edition::read(Some(&fixture("no-such-folder")), today());
    assert!(matches!(failure, Err(LoadFailure::Folder { .. })), "{failure:?}");
}

/// The name of a generated page comes from `sprog/da.toml`.
#[test]
fn a_generated_page_without_a_name_is_reported() {
    let files = Sources::embedded();
    let files = files.iter().map(|(_, file)| {
        (file.path.clone(), file.text.replace("[sider.ordliste]", "[sider.ordbog]"))
    });
    let refused = edition::load(Sources::from_files(files), &[], today()).unwrap_err();
    let lines = refused.lines();
    assert!(lines.iter().any(|line| line.contains("fejl[side-uden-navn]")), "{lines:?}");
}
