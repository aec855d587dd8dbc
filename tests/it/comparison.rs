//! The comparison: what the sources share and what they don't, also with a third municipality.

use kvalitetsstandard::book::record::{self, Field, Record};
use kvalitetsstandard::book::{Book, Municipality};
use kvalitetsstandard::features::compare::said::{SourceText, is_compared};
use kvalitetsstandard::features::compare::verdict::{
    self, RecordRow, SectionRow, Verdict, line_is_same,
};

use crate::support::{shipped, shipped_with};

/// The municipalities that have it.
fn have<'b>(book: &'b Book, verdict: &Verdict) -> Vec<&'b str> {
    verdict.have.iter().map(|at| book.municipalities[*at].name.as_str()).collect()
}

fn section<'r, 'b>(rows: &'r [SectionRow<'b>], id: &str) -> &'r SectionRow<'b> {
    rows.iter().find(|row| row.kind.id == id).expect("a row")
}

fn row<'r, 'b>(rows: &'r [RecordRow<'b>], id: &str) -> &'r RecordRow<'b> {
    rows.iter().find(|row| row.id == id).expect("a row")
}

fn rights<'b>(book: &'b Book, own: &'b Municipality) -> Vec<Record<'b>> {
    own.rights.iter().map(|right| record::right(book, own, right)).collect()
}

fn routes<'b>(book: &'b Book, own: &'b Municipality) -> Vec<Record<'b>> {
    own.routes.iter().map(|route| record::route(book, own, route)).collect()
}

fn deadlines<'b>(book: &'b Book, own: &'b Municipality) -> Vec<Record<'b>> {
    own.deadlines.with_handles().map(|(one, _)| record::deadline(book, own, one)).collect()
}

#[test]
fn sections_in_only_one_source_are_marked() {
    let book = &shipped().book;
    let rows = verdict::sections(book);
    for only in ["maalgruppe", "behandling"] {
        let verdict = &section(&rows, only).pages.verdict;
        assert_eq!(have(book, verdict), ["Ishøj"], "{only}");
        assert!(!verdict.is_same() && !verdict.is_everywhere());
    }
    for different in ["klage", "indgang", "visitation", "egenbetaling", "anonym", "raadgivning"] {
        let verdict = &section(&rows, different).pages.verdict;
        assert!(verdict.is_everywhere() && !verdict.is_same(), "{different}");
    }
}

#[test]
fn names_alone_are_not_differences() {
    let book = &shipped().book;
    // The same in both sources word for word, except for names.
    let sections = verdict::sections(book);
    let plan = section(&sections, "handleplan");
    let part = plan.parts.iter().find(|part| part.id == "hvem").expect("a part");
    assert!(part.parts.verdict.is_same(), "{:?}", part.parts.verdict);
    let rights = verdict::records(book, rights);
    for same in ["handleplan", "laegesamtale", "under-18"] {
        let row = row(&rights, same);
        assert!(row.records.verdict.is_same(), "{same}: {row:?}");
    }
}

/// Notes, doubts and phone numbers are not differences between rules.
#[test]
fn only_what_the_sources_say_is_compared() {
    for ours in [Field::Note, Field::Doubt] {
        assert!(!is_compared(ours), "{ours:?}");
    }
    for own in [Field::Phone, Field::Mail, Field::Web, Field::Role] {
        assert!(!is_compared(own), "{own:?}");
    }
    // What is sent to the wrong address is lost.
    for said in [Field::Who, Field::What, Field::Deadline, Field::Exceptions, Field::Address] {
        assert!(is_compared(said), "{said:?}");
    }
}

#[test]
fn differences_in_rights_and_routes_are_named() {
    let book = &shipped().book;
    let rights = verdict::records(book, rights);
    for only in ["anonym-raadgivning", "skriftlig-afgoerelse", "ambulant-efter-afslag"] {
        assert_eq!(have(book, &row(&rights, only).records.verdict), ["Ishøj"], "{only}");
    }
    assert!(!line_is_same(book, row(&rights, "dag-doegn"), Field::What));
    assert!(line_is_same(book, row(&rights, "garanti-14-dage"), Field::Deadline));
    let routes = verdict::records(book, routes);
    let decision = row(&routes, "afgoerelse");
    assert!(!line_is_same(book, decision, Field::Address));
    assert!(line_is_same(book, decision, Field::Deadline));
    let deadlines = verdict::records(book, deadlines);
    for deadline in &deadlines {
        assert!(line_is_same(book, deadline, Field::Deadline), "{}", deadline.id);
    }
    // Its exceptions belong to it, and about alcohol the two sources differ.
    assert!(row(&deadlines, "garanti").records.verdict.is_same());
    assert!(!line_is_same(book, row(&deadlines, "klage"), Field::Exceptions));
}

#[test]
fn a_third_municipality_takes_its_place_without_a_change() {
    let book = &shipped_with("third").book;
    assert_eq!(book.municipalities.len(), 3);
    let rows = verdict::sections(book);
    let verdict = |id| &section(&rows, id).pages.verdict;
    assert_eq!(have(book, verdict("maalgruppe")), ["Ishøj"]);
    assert!(verdict("klage").is_everywhere() && !verdict("klage").is_same());
    assert_eq!(have(book, verdict("handleplan")), ["Ishøj", "Vallensbæk"]);
    for row in &rows {
        assert_eq!(row.pages.each.len(), 3);
        assert!(row.parts.iter().all(|part| part.parts.each.len() == 3));
    }
}

/// Our own advice, notes and numbers are not differences, and a part without a source is not
/// compared.
#[test]
fn editorial_parts_are_not_differences() {
    let book = &shipped().book;
    let rows = verdict::sections(book);
    for row in &rows {
        for part in &row.parts {
            let ours = part.said.iter().flatten().all(|said| !said.is_of_source());
            assert_eq!(part.parts.verdict.of_sources, !ours, "{}#{}", row.kind.id, part.id);
        }
        let verdict = &row.pages.verdict;
        if verdict.is_everywhere() {
            let same = row.parts.iter().all(|part| part.parts.verdict.is_same());
            assert_eq!(verdict.is_same(), same, "{}: the page as its parts", row.kind.id);
        }
    }
    let part = |section_id: &str, id: &str| {
        let row = section(&rows, section_id);
        row.parts.iter().find(|part| part.id == id).expect("a part").parts.verdict.clone()
    };
    for ours in ["indgang#sig", "alkohol#sig", "raadgivning#sig"] {
        let (section_id, id) = ours.split_once('#').expect("both");
        assert!(!part(section_id, id).of_sources, "{ours}");
    }
    assert!(section(&rows, "maal").pages.verdict.is_same());
}

/// A part of a section, what the verdict must be, and what of it each says that not all say.
struct Pair {
    part: &'static str,
    rank: u8,
    ishoj: &'static [&'static str],
    vallensbaek: &'static [&'static str],
}

/// The same in both sources but for names, numbers and our notes.
const fn same(part: &'static str) -> Pair {
    Pair { part, rank: 2, ishoj: &[], vallensbaek: &[] }
}

/// In both, and not alike.
const fn differs(
    part: &'static str,
    ishoj: &'static [&'static str],
    vallensbaek: &'static [&'static str],
) -> Pair {
    Pair { part, rank: 0, ishoj, vallensbaek }
}

const PAIRS: [Pair; 27] = [
    same("behandlingsgaranti#frist"),
    same("behandlingsgaranti#doegn"),
    same("behandlingsgaranti#laege"),
    same("behandlingsgaranti#undtagelser"),
    // Only our note differs.
    same("behandlingsgaranti#start"),
    same("egenbetaling#gratis"),
    same("klage#sundhedsfaglig"),
    same("maal#maalene"),
    same("alkohol#find-sted"),
    same("alkohol#"),
    // An address, with the doubt about it.
    differs(
        "klage#afgoerelser",
        &["Ishøj Store Torv 20, 2635 Ishøj."],
        &["Vallensbæk Stationstorv 10, 2665 Vallensbæk. Vi er ikke sikre på adressen."],
    ),
    differs(
        "klage#fem-linjer",
        &["Ishøj Store Torv 20", "borgerrådgiver"],
        &["Vallensbæk Stationstorv 10, 2665 Vallensbæk. Vi er ikke sikre", "misbrugskonsulent"],
    ),
    differs("klage#alkohol", &["klage over et afslag på dag- eller døgnbehandling"], &[]),
    differs("klage#stedet", &["behandlingen på Pitstop"], &["behandlingen på behandlingsstedet"]),
    // Whom to ask, not at which number.
    differs("alkohol#tvivl", &["henvende dig til Pitstop"], &["til en misbrugskonsulent"]),
    differs("raadgivning#", &["borgerrådgiver"], &["misbrugskonsulent"]),
    differs("raadgivning#raadgiver", &["styrke dialogen"], &["råd og vejledning"]),
    // A price.
    differs(
        "egenbetaling#",
        &["kan måske koste dig noget"],
        &["ikke klart, om døgn også er gratis"],
    ),
    differs("egenbetaling#doegn", &["sidestillet"], &["siger ikke noget om døgntilbud"]),
    differs("behandlingsgaranti#", &["måske koste dig noget"], &["Det er ikke klart"]),
    // Whether the answer comes in writing.
    differs("visitation#", &["Du får svar på skrift."], &["skal der søges om hos kommunen"]),
    differs("visitation#dag-doegn", &["skriftlig afgørelse"], &["søges hos Vallensbæk Kommune"]),
    // Who makes the plan, and whether it must come first.
    differs(
        "behandlingsplan#",
        &["kommunen laver en behandlingsplan"],
        &["Der står ikke af hvem."],
    ),
    differs("behandlingsplan#hvornaar", &[], &["frit kan henvende dig"]),
    differs("valg-af-behandlingssted#", &[], &["siger kilden to ting"]),
    // Free anonymous advice, of which only one speaks.
    differs("anonym#", &["gratis anonym rådgivning"], &["Gælder det alkohol"]),
    Pair { part: "anonym#raadgivning", rank: 1, ishoj: &["gratis anonym"], vallensbaek: &[] },
];

#[test]
fn each_pair_of_parts_compares_as_its_sources_do() {
    let book = &shipped().book;
    let rows = verdict::sections(book);
    for pair in &PAIRS {
        let (section_id, id) = pair.part.split_once('#').expect("both");
        let row = section(&rows, section_id);
        let part = row.parts.iter().find(|part| part.id == id).expect("a part");
        assert_eq!(part.parts.verdict.rank(), pair.rank, "{}: {:?}", pair.part, part.said);
        let all: Vec<&SourceText> = part.said.iter().flatten().collect();
        for (said, told) in part.said.iter().zip([pair.ishoj, pair.vallensbaek]) {
            let apart = said.as_ref().map(|said| said.apart(&all)).unwrap_or_default().join(" ");
            let apart = apart.replace('\u{a0}', " ");
            for words in told {
                // What only one has is all its own.
                let only = pair.rank == 1 || apart.contains(words);
                assert!(only, "{}: »{words}« in »{apart}«", pair.part);
            }
            assert!(pair.rank < 2 || apart.is_empty(), "{}: {apart}", pair.part);
        }
    }
}

/// With three, those that agree are known, and what only two of them say is a difference.
#[test]
fn those_that_agree_are_named() {
    let book = &shipped_with("third").book;
    let rows = verdict::sections(book);
    let beginning = |id: &str| {
        let row = section(&rows, id);
        row.parts.iter().find(|part| part.id.is_empty()).expect("it begins").clone()
    };
    let klage = beginning("klage");
    assert_eq!(klage.parts.verdict.agree, [vec![0, 1], vec![2]]);
    let all: Vec<&SourceText> = klage.said.iter().flatten().collect();
    assert!(all[0].apart(&all).concat().contains("alkohol"), "{:?}", all[0].apart(&all));
    assert_eq!(beginning("indgang").parts.verdict.agree.len(), 3);
    assert_eq!(section(&rows, "klage").pages.verdict.agree.len(), 3);
}
