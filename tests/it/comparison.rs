//! Municipalities side by side: what the sources share and what they don't, also with a third.

use std::collections::BTreeMap;

use kvalitetsstandard::content::Content;
use kvalitetsstandard::guidance::compare::{self, RecordRow};
use kvalitetsstandard::guidance::records;

use crate::support::{shipped, shipped_with};

fn names(content: &Content) -> Vec<&str> {
    content.municipalities.iter().map(|one| one.profile.name.as_str()).collect()
}

fn verdicts(content: &Content) -> BTreeMap<String, String> {
    let rows = compare::sections(content);
    let words = |row: &compare::SectionRow<'_>| row.pages.verdict.words(&names(content));
    rows.iter().map(|row| (row.id.to_owned(), words(row))).collect()
}

fn row<'r, 'a>(rows: &'r [RecordRow<'a>], id: &str) -> &'r RecordRow<'a> {
    rows.iter().find(|row| row.id == id).expect("a row")
}

#[test]
fn sections_that_only_one_source_has_are_told_as_such() {
    let content = shipped().content;
    let verdicts = verdicts(&content);
    assert_eq!(verdicts["maalgruppe"], "Kun beskrevet i Ishøj");
    assert_eq!(verdicts["behandling"], "Kun beskrevet i Ishøj");
    for different in ["klage", "indgang", "visitation", "egenbetaling", "anonym", "raadgivning"] {
        assert_eq!(verdicts[different], "Forskel", "{different}");
    }
}

#[test]
fn names_alone_make_no_difference() {
    let content = shipped().content;
    // Word for word the same in both sources but for names.
    let section = compare::section(&content, "handleplan").expect("a section");
    let part = section.parts.iter().find(|part| part.id == "hvem").expect("a part");
    assert!(part.parts.verdict.is_same(), "{:?}", part.parts.verdict);
    let rights = compare::records(&content, |one| records::rights(&content, one));
    for same in ["handleplan", "laegesamtale", "under-18", "ny-vurdering"] {
        let verdict = &row(&rights, same).records.verdict;
        let differs = &row(&rights, same).differs;
        let only_a_note = differs.iter().all(|label| *label == "Note fra redaktionen");
        assert!(verdict.is_same() || only_a_note, "{same}: {differs:?}");
    }
}

#[test]
fn what_differs_in_a_right_or_a_route_is_named() {
    let content = shipped().content;
    let rights = compare::records(&content, |one| records::rights(&content, one));
    for only in ["anonym-raadgivning", "skriftlig-afgoerelse", "ambulant-efter-afslag"] {
        assert_eq!(
            row(&rights, only).records.verdict.words(&names(&content)),
            "Kun beskrevet i Ishøj"
        );
    }
    assert!(row(&rights, "dag-doegn").differs.contains("Hvad"));
    assert!(!row(&rights, "garanti-14-dage").differs.contains("Frist"));
    let routes = compare::records(&content, |one| records::routes(&content, one));
    let decision = row(&routes, "afgoerelse");
    assert!(decision.differs.contains("Adresse") && !decision.differs.contains("Frist"));
    let deadlines = compare::records(&content, records::deadlines);
    assert!(deadlines.iter().all(|row| row.records.verdict.is_same()), "the same in both sources");
}

#[test]
fn a_third_municipality_takes_its_place_without_a_change() {
    let content = shipped_with("third").content;
    let names = names(&content);
    assert_eq!(names.len(), 3);
    let verdicts = verdicts(&content);
    assert_eq!(verdicts["maalgruppe"], "Kun beskrevet i Ishøj");
    assert_eq!(verdicts["klage"], "Forskel");
    assert!(
        verdicts["handleplan"].starts_with("Kun beskrevet i Ishøj og Vallensbæk"),
        "{verdicts:?}"
    );
    for row in compare::sections(&content) {
        assert_eq!(row.pages.each.len(), 3);
        assert!(row.parts.iter().all(|part| part.parts.each.len() == 3));
    }
}
