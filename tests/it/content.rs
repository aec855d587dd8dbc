//! Loading: the shipped content is clean, a third municipality is a folder, mistakes are all told.

use kvalitetsstandard::edition;
use kvalitetsstandard::finding::one_line;

use crate::support::{fixture, shipped, shipped_with, today};

#[test]
fn the_shipped_content_has_no_finding() {
    let edition = shipped();
    let sources = &edition.content.sources;
    let lines: Vec<String> =
        edition.findings.iter().map(|finding| one_line(sources, finding)).collect();
    assert_eq!(lines, Vec::<String>::new());
}

#[test]
fn a_third_municipality_works_by_adding_files_only() {
    let edition = shipped_with("third");
    let ids: Vec<&str> = edition.content.municipalities.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids.last(), Some(&"eksempelby"));
    assert_eq!(ids.len(), shipped().content.municipalities.len() + 1);
    assert_eq!(edition.findings, []);
}

/// One folder with every mistake we know of: the whole report, so that a rule which stops finding
/// its mistake, or says something else about it, is seen.
#[test]
fn every_mistake_is_told_with_place_and_remedy() {
    let refused = edition::load_folder(&fixture("broken"), today())
        .expect("the folder is there")
        .expect_err("the folder is full of mistakes");
    let report: Vec<String> =
        refused.findings.iter().map(|finding| one_line(&refused.sources, finding)).collect();
    insta::assert_snapshot!(report.join("\n"));
}

#[test]
fn a_folder_that_is_not_there_is_an_error_not_a_panic() {
    assert!(edition::load_folder(&fixture("no-such-folder"), today()).is_err());
}
