//! The guides: every path walked, every end compared with a table taken from the sources.
//!
//! The table holds numbers, addresses and deadlines as the sources print them, not as ids: a wrong
//! id in the content is found, and so is a wrong number behind a right id.

// A row of the table stands for itself, also where another says the same.
#![allow(clippy::match_same_arms)]

use std::collections::{BTreeMap, BTreeSet};

use kvalitetsstandard::check::readability::Measure;
use kvalitetsstandard::content::guide::Leaf;
use kvalitetsstandard::content::{Content, Municipality, Word};
use kvalitetsstandard::finding::{Finding, Severity, one_line};
use kvalitetsstandard::guidance::guide::{self, Guide, MAX_QUESTIONS, Place};
use kvalitetsstandard::markdown::{self, Resolver};
use kvalitetsstandard::source::Sources;

use crate::support::{shipped, today};

/// What the source says at an end: number, postal address, deadline, section.
type Row = (&'static str, Option<&'static str>, Option<&'static str>, &'static str);

const PITSTOP: &str = "20692833";
const KONSULENT: &str = "47974000";
const PITSTOP_ADDRESS: Option<&str> = Some("Pitstop, Ishøj Søvej 1a, 2635 Ishøj");
const ISHOJ_COMPLAINTS: Option<&str> =
    Some("Ishøj Kommune, Center for Voksne og Velfærd, Ishøj Store Torv 20, 2635 Ishøj");
const VALLENSBAEK_COMPLAINTS: Option<&str> = Some(
    "Vallensbæk Kommune, Center for beskæftigelse, Voksensociale indsatser, \
     Vallensbæk Stationstorv 10, 2665 Vallensbæk",
);
const DAYS_14: Option<&str> = Some("14 dage");
const WEEKS_4: Option<&str> = Some("4 uger");

/// "Hvor skal jeg henvende mig?", by what it is about and how far one is. Who asks and how old the
/// person is change nothing but the additions.
fn where_to_turn(municipality: &str, what: &str, how: &str) -> Row {
    match (municipality, what, how) {
        ("ishoj", "alkohol", "navn") => (PITSTOP, None, DAYS_14, "alkohol"),
        ("ishoj", "alkohol", "anonym") => (PITSTOP, None, DAYS_14, "anonym#alkohol"),
        ("ishoj", "andre", "ny" | "ved-ikke") => {
            (PITSTOP, PITSTOP_ADDRESS, DAYS_14, "indgang#kontakt")
        }
        ("ishoj", "andre", "visiteret") => {
            (PITSTOP, PITSTOP_ADDRESS, DAYS_14, "valg-af-behandlingssted#andre-rusmidler")
        }
        ("ishoj", "andre", "anonym") => (PITSTOP, PITSTOP_ADDRESS, None, "anonym#andre-rusmidler"),
        ("ishoj", "begge", "ny" | "ved-ikke") => {
            (PITSTOP, PITSTOP_ADDRESS, DAYS_14, "indgang#kontakt")
        }
        ("ishoj", "begge", "visiteret") => {
            (PITSTOP, PITSTOP_ADDRESS, DAYS_14, "valg-af-behandlingssted")
        }
        ("ishoj", "begge", "anonym") => (PITSTOP, PITSTOP_ADDRESS, None, "anonym"),
        ("ishoj", "ved-ikke", "navn") => (PITSTOP, PITSTOP_ADDRESS, DAYS_14, "indgang#kontakt"),
        ("ishoj", "ved-ikke", "anonym") => {
            (PITSTOP, PITSTOP_ADDRESS, DAYS_14, "anonym#raadgivning")
        }
        ("vallensbaek", "alkohol", "navn") => (KONSULENT, None, DAYS_14, "alkohol"),
        ("vallensbaek", "alkohol", "anonym") => (KONSULENT, None, DAYS_14, "anonym#alkohol"),
        ("vallensbaek", "andre", "ny" | "ved-ikke") => {
            (KONSULENT, None, DAYS_14, "indgang#kontakt")
        }
        ("vallensbaek", "andre", "visiteret") => {
            (KONSULENT, None, DAYS_14, "valg-af-behandlingssted#andre-rusmidler")
        }
        ("vallensbaek", "andre", "anonym") => (KONSULENT, None, None, "anonym#andre-rusmidler"),
        ("vallensbaek", "begge", "ny" | "ved-ikke") => {
            (KONSULENT, None, DAYS_14, "indgang#kontakt")
        }
        ("vallensbaek", "begge", "visiteret") => {
            (KONSULENT, None, DAYS_14, "valg-af-behandlingssted")
        }
        ("vallensbaek", "begge", "anonym") => (KONSULENT, None, None, "anonym"),
        ("vallensbaek", "ved-ikke", "anonym") => (KONSULENT, None, DAYS_14, "anonym"),
        ("vallensbaek", "ved-ikke", "navn") => (KONSULENT, None, DAYS_14, "indgang#kontakt"),
        other => panic!("the source has no row for {other:?}"),
    }
}

/// "Hvad kan jeg klage over, og hvem skal have klagen?"
fn where_to_complain(municipality: &str, answers: &[&str]) -> Row {
    match (municipality, answers) {
        ("ishoj", ["afgoerelse", "andre" | "begge"]) => {
            (PITSTOP, ISHOJ_COMPLAINTS, WEEKS_4, "klage#afgoerelser")
        }
        // The source says two things of refused day-and-night treatment: nothing may be lost.
        ("ishoj", ["afgoerelse", "alkohol"]) => {
            (PITSTOP, ISHOJ_COMPLAINTS, WEEKS_4, "klage#alkohol")
        }
        ("ishoj", ["afgoerelse", "ved-ikke"]) => {
            (PITSTOP, ISHOJ_COMPLAINTS, WEEKS_4, "raadgivning")
        }
        ("ishoj", ["sundhedsfaglig"]) => (PITSTOP, None, None, "klage#sundhedsfaglig"),
        ("ishoj", ["stedet", "andre" | "begge"]) => {
            (PITSTOP, PITSTOP_ADDRESS, None, "klage#stedet")
        }
        ("ishoj", ["stedet", "alkohol"]) => (PITSTOP, None, None, "klage#alkohol"),
        ("vallensbaek", ["afgoerelse", "andre" | "begge"]) => {
            (KONSULENT, VALLENSBAEK_COMPLAINTS, WEEKS_4, "klage#afgoerelser")
        }
        ("vallensbaek", ["afgoerelse", "alkohol"]) => (KONSULENT, None, None, "klage#alkohol"),
        ("vallensbaek", ["afgoerelse", "ved-ikke"]) => {
            (KONSULENT, VALLENSBAEK_COMPLAINTS, WEEKS_4, "raadgivning")
        }
        ("vallensbaek", ["sundhedsfaglig"]) => (KONSULENT, None, None, "klage#sundhedsfaglig"),
        ("vallensbaek", ["stedet", "andre" | "begge"]) => (KONSULENT, None, None, "klage#stedet"),
        ("vallensbaek", ["stedet", "alkohol"]) => (KONSULENT, None, None, "klage#alkohol"),
        other => panic!("the source has no row for {other:?}"),
    }
}

fn expected(guide: &Guide<'_>, answers: &[&str]) -> Row {
    match (guide.id, answers) {
        ("henvendelse", [_, what, how, _]) => where_to_turn(&guide.municipality.id, what, how),
        ("klage", answers) => where_to_complain(&guide.municipality.id, answers),
        other => panic!("no table for {other:?}"),
    }
}

fn found(
    municipality: &Municipality,
    leaf: &Leaf,
) -> (String, Option<String>, Option<String>, String) {
    let phone = municipality.contact(&leaf.contact).and_then(|one| one.phone.as_ref());
    let address = leaf.address.as_ref().map(|id| {
        let lines = municipality.contact(id).and_then(|one| one.address.as_ref());
        let lines = lines.expect("an address").iter().map(Word::as_str);
        lines.collect::<Vec<_>>().join(", ")
    });
    let deadline =
        leaf.deadline.as_ref().map(|id| municipality.deadline(id).expect("a deadline").words());
    (phone.expect("a number").to_string(), address, deadline, leaf.section.to_string())
}

/// Everything an end says, references filled in.
fn words(content: &Content, municipality: &Municipality, leaf: &Leaf) -> String {
    let resolver = Resolver::new(content, Some(municipality));
    let texts = leaf.now.iter().chain(&leaf.no_deadline).chain(&leaf.exceptions).chain(&leaf.note);
    let mut words: Vec<String> = texts.map(|text| markdown::plain(text, &resolver)).collect();
    words.insert(0, leaf.title.to_string());
    words.join("\n")
}

#[test]
fn every_path_of_every_guide_ends_where_the_source_says() {
    let edition = shipped();
    let mut walked: BTreeMap<(String, String), usize> = BTreeMap::new();
    for municipality in &edition.content.municipalities {
        for guide in guide::guides(&edition.content, municipality) {
            for path in guide.paths() {
                let position = guide.walk(&path).expect("a place");
                let Place::End { leaf, additions } = position.place else { panic!("{path:?}") };
                let (phone, address, deadline, section) = expected(&guide, &path);
                let table = (
                    phone.to_owned(),
                    address.map(str::to_owned),
                    deadline.map(str::to_owned),
                    section.to_owned(),
                );
                assert_eq!(found(municipality, leaf), table, "{} {path:?}", guide.id);
                assert!(path.len() <= MAX_QUESTIONS, "{path:?}");
                assert!(!leaf.now.is_empty() && !leaf.source.is_empty(), "{path:?}");
                let added: Vec<&str> = additions.iter().map(|one| one.id.as_str()).collect();
                let wanted = ["paaroerende", "fagperson", "under-18"];
                let wanted: Vec<&str> =
                    path.iter().copied().filter(|answer| wanted.contains(answer)).collect();
                assert_eq!(added, wanted, "{path:?}");
                *walked.entry((municipality.id.clone(), guide.id.to_owned())).or_default() += 1;
            }
        }
    }
    let counts: Vec<usize> = walked.values().copied().collect();
    assert_eq!(counts, [72, 8, 72, 8], "{walked:?}");
}

#[test]
fn an_end_speaks_of_its_own_municipality_only() {
    let edition = shipped();
    for municipality in &edition.content.municipalities {
        let strange: &[&str] = if municipality.id == "vallensbaek" {
            &["Pitstop", "Ishøj", "20\u{a0}69", "borgerrådgiver", "visitationsudvalg", "VUM"]
        } else {
            &["misbrugskonsulent", "Stationstorv", "47\u{a0}97", "egen læge"]
        };
        for leaves in municipality.leaves.values() {
            for leaf in &leaves.leaves {
                let words = words(&edition.content, municipality, leaf);
                for name in strange {
                    assert!(!words.contains(name), "{} {}: {words}", municipality.id, leaf.id);
                }
            }
        }
    }
}

#[test]
fn what_an_end_must_not_leave_out_stands_there() {
    let edition = shipped();
    for municipality in &edition.content.municipalities {
        let says = |guide: &str, leaf: &str, parts: &[&str]| {
            let leaf = municipality.leaves[guide].leaf(leaf).expect("a leaf");
            let words = words(&edition.content, municipality, leaf).replace('\u{a0}', " ");
            for part in parts {
                assert!(words.contains(part), "{} {}: {part}: {words}", municipality.id, leaf.id);
            }
        };
        // Both wordings of the condition, and that the guarantee lapses.
        for leaf in ["andre-anonym", "begge-anonym"] {
            says(
                "henvendelse",
                leaf,
                &[
                    "ikke har andre sociale problemer",
                    "andre sociale problemer, som du får hjælp til",
                    "Garantien på 14 dage falder bort",
                    "servicelovens § 101 a",
                    "Tilbudsportalen",
                    "kun ambulant",
                ],
            );
        }
        // Own choice for other drugs: plan first, approved, the same type, the date may move.
        for leaf in ["andre-visiteret", "begge-visiteret"] {
            says(
                "henvendelse",
                leaf,
                &["behandlingsplan", "godkendt", "samme type", "kan fristen fraviges"],
            );
        }
        says(
            "henvendelse",
            "alkohol-anonym",
            &["Kilden siger ikke, at den falder bort ved alkohol"],
        );
        for leaf in ["alkohol", "andre-ny", "begge-ny", "ved-ikke"] {
            says("henvendelse", leaf, &["mere end ambulant", "Kilden siger ikke, om fristen"]);
        }
        for leaf in ["alkohol", "alkohol-anonym", "begge-ny", "begge-anonym"] {
            says("henvendelse", leaf, &["om fristen begynder, når man går direkte til et sted"]);
        }
        for leaf in ["andre-anonym", "begge-anonym", "ved-ikke-anonym", "alkohol-anonym"] {
            says("henvendelse", leaf, &["Spørg", "før du siger dit navn"]);
        }
        for leaf in ["afgoerelse-andre", "afgoerelse-begge", "afgoerelse-ved-ikke"] {
            says("klage", leaf, &["adressen", "fremme", "»indgive«"]);
        }
        // Vallensbæk's source shuts the door; Ishøj's says two things, and both must stand.
        let two_things = ["ikke kan påklages", "også når det er for alkohol", "så den er fremme"];
        for leaf in ["afgoerelse-alkohol", "afgoerelse-ved-ikke"] {
            match &*municipality.id {
                "ishoj" => says("klage", leaf, &two_things),
                _ => says("klage", leaf, &["lov om klage- og erstatningsadgang"]),
            }
        }
        says("klage", "afgoerelse-alkohol", &["direkte til det sted", "ikke kan påklages"]);
        says(
            "klage",
            "sundhedsfaglig",
            &["Sundhed og Sygdom", "borger.dk", "ikke, om der er en frist"],
        );
        for leaf in ["sted-andre", "sted-begge"] {
            says("klage", leaf, &["Digital Post", "private mail", "ingen frist"]);
        }
    }
}

#[test]
fn addresses_are_walked_and_nothing_else_is() {
    let edition = shipped();
    let municipality = &edition.content.municipalities[0];
    for guide in guide::guides(&edition.content, municipality) {
        let all = guide.all();
        let addresses: BTreeSet<String> = all.iter().map(|path| guide.address(path)).collect();
        assert_eq!(addresses.len(), all.len());
        assert!(addresses.contains(&format!("/ishoj/find-vej/{}", guide.id)));
        for path in guide.paths() {
            assert!(guide.walk(&[&path[..], &["voksen"]].concat()).is_none(), "behind {path:?}");
        }
        for wrong in [&["ukendt"][..], &[""], &["mig", "mig"], &["mig", "andre", "navn"]] {
            assert!(guide.walk(wrong).is_none(), "{wrong:?}");
        }
    }
}

#[test]
fn ends_are_short_to_read() {
    let edition = shipped();
    for municipality in &edition.content.municipalities {
        for leaves in municipality.leaves.values() {
            let mut all = String::new();
            for leaf in &leaves.leaves {
                let words = words(&edition.content, municipality, leaf);
                let measure = Measure::of(&words);
                assert!(measure.longest <= 25, "{}: {}", leaf.id, measure.longest_text);
                assert!(measure.lix() <= 38.0, "{} {} {}", municipality.id, leaf.id, measure.lix());
                all.push_str(&words);
                all.push('\n');
            }
            let lix = Measure::of(&all).lix();
            assert!(lix <= 34.0, "{} {lix}", municipality.id);
        }
    }
}

/// The finding with the line it points to instead of that line's number, which moves whenever
/// somebody edits the content above it.
fn without_number(sources: &Sources, finding: &Finding) -> String {
    let file = sources.get(finding.place.file);
    let (line, column) = file.line_column(finding.place.span.start);
    let text = file.text.lines().nth(line - 1).unwrap_or_default();
    let numbered = format!("{}:{line}:{column}: ", file.path);
    let told = one_line(sources, finding);
    let told = told.strip_prefix(&numbered).expect("a line begins with its place");
    format!("{} | {} | {told}", file.path, text.trim())
}

#[test]
fn a_guide_with_mistakes_is_told_of_with_its_places() {
    let embedded = Sources::embedded();
    let mend = |path: &str, text: &str| {
        if path == "veje/klage.toml" {
            let text = text.replace("start = \"over\"", "start = \"ovre\"");
            let text =
                text.replace(r#"svar = "alkohol", blad = "sted-alkohol""#, r#"svar = "alkohol""#);
            text.replace(r#"{ svar = "sundhedsfaglig", blad = "sundhedsfaglig" },"#, "")
        } else if path == "veje/henvendelse.toml" {
            text.replace(r#"trin = "andre-ny""#, r#"trin = "hvad""#)
        } else if path == "ishoj/veje/henvendelse.toml" {
            let text = text.replace(r#"id = "ved-ikke-anonym""#, r#"id = "ved-ikke-anonymt""#);
            text.replacen(r#"kilde = ["anonym-rusmiddel", "behandlingsgaranti"]"#, "kilde = []", 1)
        } else {
            text.to_owned()
        }
    };
    let files = embedded.iter().map(|(_, file)| (file.path.clone(), mend(&file.path, &file.text)));
    let sources = Sources::from_files(files);
    let refused = kvalitetsstandard::edition::load(sources, &[], today()).expect_err("mistakes");
    let lines: Vec<String> = refused
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        // Each way that is gone is an address that is gone: told too, but not what this is about.
        .filter(|finding| finding.rule != "forsvundet-adresse")
        .map(|finding| without_number(&refused.sources, finding))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}
