//! The guides: every path is followed, and every ending compared with a table written from the
//! sources.
//!
//! The table contains numbers, addresses and deadlines as the sources print them, not ids, so that
//! it finds both a wrong id and a wrong number behind a right id.

// Each row stands for itself, even if another one is equal.
#![allow(clippy::match_same_arms)]

use std::collections::{BTreeMap, BTreeSet};

use kvalitetsstandard::book::{Book, Ending, Guide, GuidePlace, Municipality, Position, record};
use kvalitetsstandard::check::readability::Measure;
use kvalitetsstandard::content::guide::MAX_QUESTIONS;
use kvalitetsstandard::finding::{Finding, Severity, one_line};
use kvalitetsstandard::source::Sources;

use crate::support::{shipped, shipped_site, today};

/// What the source gives for an ending: number, postal address, deadline, section.
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

/// "Hvor skal jeg henvende mig?", by what it is about and the stage. Who asks and the person's age
/// only change the additions.
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

/// "Hvad kan jeg klage over?"
fn where_to_complain(municipality: &str, answers: &[&str]) -> Row {
    match (municipality, answers) {
        ("ishoj", ["afgoerelse", "andre" | "begge"]) => {
            (PITSTOP, ISHOJ_COMPLAINTS, WEEKS_4, "klage#afgoerelser")
        }
        // The source contradicts itself about refused day-and-night treatment, so no right may be
        // lost.
        ("ishoj", ["afgoerelse", "alkohol"]) => {
            (PITSTOP, ISHOJ_COMPLAINTS, WEEKS_4, "klage#alkohol")
        }
        ("ishoj", ["ved-ikke"] | ["afgoerelse", "ved-ikke"]) => {
            (PITSTOP, ISHOJ_COMPLAINTS, WEEKS_4, "raadgivning")
        }
        ("ishoj", ["sundhedsfaglig"]) => (PITSTOP, None, None, "klage#sundhedsfaglig"),
        ("ishoj", ["stedet", "andre" | "begge" | "ved-ikke"]) => {
            (PITSTOP, PITSTOP_ADDRESS, None, "klage#stedet")
        }
        ("ishoj", ["stedet", "alkohol"]) => (PITSTOP, None, None, "klage#alkohol"),
        ("vallensbaek", ["afgoerelse", "andre" | "begge"]) => {
            (KONSULENT, VALLENSBAEK_COMPLAINTS, WEEKS_4, "klage#afgoerelser")
        }
        // Readers who don't know what the decision is about must not lose the deadline.
        ("vallensbaek", ["afgoerelse", "alkohol"]) => {
            (KONSULENT, VALLENSBAEK_COMPLAINTS, WEEKS_4, "klage#alkohol")
        }
        ("vallensbaek", ["ved-ikke"] | ["afgoerelse", "ved-ikke"]) => {
            (KONSULENT, VALLENSBAEK_COMPLAINTS, WEEKS_4, "raadgivning")
        }
        ("vallensbaek", ["sundhedsfaglig"]) => (KONSULENT, None, None, "klage#sundhedsfaglig"),
        ("vallensbaek", ["stedet", "andre" | "begge" | "ved-ikke"]) => {
            (KONSULENT, None, None, "klage#stedet")
        }
        ("vallensbaek", ["stedet", "alkohol"]) => (KONSULENT, None, None, "klage#alkohol"),
        other => panic!("the source has no row for {other:?}"),
    }
}

fn expected(own: &Municipality, guide: &Guide, answers: &[&str]) -> Row {
    match (guide.id.as_str(), answers) {
        ("henvendelse", [_, what, how, _]) => where_to_turn(&own.id, what, how),
        ("klage", answers) => where_to_complain(&own.id, answers),
        other => panic!("no table for {other:?}"),
    }
}

fn found(own: &Municipality, ending: &Ending) -> (String, Option<String>, Option<String>, String) {
    let phone = own.contacts[ending.contact].phone.as_ref().expect("a number");
    let phone = phone.href.strip_prefix("tel:+45").expect("a Danish number");
    let address = ending.address.map(|to| own.contacts[to].address.join(", "));
    let deadline = ending.deadline.map(|deadline| &own.deadlines[deadline].length.words);
    let deadline = deadline.map(|words| words.replace('\u{a0}', " "));
    let section = ending.section.href.strip_prefix(&format!("{}/", own.address()));
    (phone.to_owned(), address, deadline, section.expect("a page of its own").to_owned())
}

/// The editors' texts for an ending, with references filled in.
fn written(ending: &Ending) -> String {
    let texts =
        ending.now.iter().chain(&ending.no_deadline).chain(&ending.exceptions).chain(&ending.note);
    let texts = texts.map(|text| text.plain.as_str());
    std::iter::once(ending.title.as_str()).chain(texts).collect::<Vec<_>>().join("\n")
}

/// The whole text of an ending: the editors' texts and those from its record.
fn words(book: &Book, own: &Municipality, ending: &Ending) -> String {
    let record = record::ending(book, own, ending).plain(|_| true);
    format!("{}\n{record}", written(ending)).replace('\u{a0}', " ")
}

/// The ids of the answers on the path.
fn ids<'b>(position: &Position<'b>) -> Vec<&'b str> {
    position.answered.iter().map(|(_, answer)| answer.id.as_str()).collect()
}

#[test]
fn every_path_of_every_guide_ends_where_the_source_says() {
    let edition = shipped();
    let mut walked: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for own in &edition.book.municipalities {
        let raw = edition.book.content.municipality(&own.id).expect("the same in the content");
        for guide in &own.guides {
            for path in guide.paths() {
                let position = guide.walk(&path);
                let answers = ids(&position);
                assert_eq!(answers.len(), path.len(), "no answer behind an end");
                assert!(path.len() <= MAX_QUESTIONS, "{answers:?}");
                let GuidePlace::End { ending, additions } = position.place else { continue };
                let (phone, address, deadline, section) = expected(own, guide, &answers);
                let table = (
                    phone.to_owned(),
                    address.map(str::to_owned),
                    deadline.map(str::to_owned),
                    section.to_owned(),
                );
                assert_eq!(found(own, ending), table, "{} {answers:?}", guide.id);
                assert!(!ending.now.is_empty() && !ending.sources.is_empty(), "{answers:?}");
                let added: Vec<&str> = additions.iter().map(|one| one.title.as_str()).collect();
                let adding = ["paaroerende", "fagperson", "under-18"];
                let adding = answers.iter().filter(|answer| adding.contains(*answer));
                let title = |id: &&str| raw.leaves[&guide.id].addition(id).map(|one| &*one.title);
                let wanted: Vec<&str> = adding.map(|id| title(id).expect("an addition")).collect();
                assert_eq!(added, wanted, "{answers:?}");
                *walked.entry((&own.id, &guide.id)).or_default() += 1;
            }
        }
    }
    let counts: Vec<usize> = walked.values().copied().collect();
    assert_eq!(counts, [72, 10, 72, 10], "{walked:?}");
}

#[test]
fn an_ending_only_mentions_its_own_municipality() {
    let edition = shipped();
    for own in &edition.book.municipalities {
        let strange: &[&str] = if own.id == "vallensbaek" {
            &["Pitstop", "Ishøj", "20 69", "borgerrådgiver", "visitationsudvalg", "VUM"]
        } else {
            &["misbrugskonsulent", "Stationstorv", "47 97", "egen læge"]
        };
        for ending in own.guides.iter().flat_map(Guide::endings) {
            let words = words(&edition.book, own, ending);
            for name in strange {
                assert!(!words.contains(name), "{} {}: {words}", own.id, ending.id);
            }
        }
    }
}

#[test]
fn endings_contain_what_they_must_not_leave_out() {
    let edition = shipped();
    for own in &edition.book.municipalities {
        let says = |guide: &str, ending: &str, parts: &[&str]| {
            let guide = own.guides.iter().find(|one| one.id == guide).expect("a guide");
            let ending = guide.endings().iter().find(|one| one.id == ending).expect("an end");
            let words = words(&edition.book, own, ending);
            for part in parts {
                assert!(words.contains(part), "{} {}: {part}: {words}", own.id, ending.id);
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
                    "kun anonym behandling, der er ambulant",
                ],
            );
        }
        // Free choice for other drugs: a plan first, approved, of the same type, and the date may
        // move.
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
        // Vallensbæk's source rules it out; Ishøj's contradicts itself, and both statements must be
        // shown. With both problems, the answer must not cost the reader a right.
        let two_things = [
            "ikke kan klage over afgørelser om alkohol",
            "også når det er for alkohol",
            "så den er fremme",
        ];
        for leaf in ["afgoerelse-alkohol", "afgoerelse-ved-ikke"] {
            match own.id.as_str() {
                "ishoj" => says("klage", leaf, &two_things),
                _ => says(
                    "klage",
                    leaf,
                    &[
                        "ikke kan klage over afgørelser om alkohol",
                        "lov om klage- og erstatningsadgang",
                        "så den er fremme inden 4 uger, og spørg samtidig",
                    ],
                ),
            }
        }
        says("klage", "afgoerelse-alkohol", &["direkte til det sted", "»indgive«"]);
        says("klage", "sundhedsfaglig", &["Sundhed og Sygdom", "borger.dk", "om der er en frist"]);
        for leaf in ["sted-andre", "sted-begge"] {
            says("klage", leaf, &["Digital Post", "private mail", "ingen frist"]);
        }
    }
}

#[test]
fn only_valid_paths_have_pages() {
    let edition = shipped();
    for own in &edition.book.municipalities {
        for guide in &own.guides {
            let paths = guide.paths();
            let addresses: BTreeSet<String> =
                paths.iter().map(|path| guide.address_of(path)).collect();
            assert_eq!(addresses.len(), paths.len());
            assert!(addresses.contains(&format!("/{}/find-vej/{}", own.id, guide.id)));
            let below = format!("{}/", guide.address);
            let made = shipped_site().keys();
            let made = made.filter(|at| **at == guide.address || at.starts_with(&below));
            assert_eq!(made.cloned().collect::<BTreeSet<_>>(), addresses);
            let ends = paths.iter().filter(|path| is_end(guide, path));
            for end in ends {
                let behind = format!("{}/voksen", guide.address_of(end));
                assert!(!addresses.contains(&behind), "{behind}");
            }
            for wrong in ["ukendt", "", "mig/mig", "mig/andre/navn"] {
                assert!(!addresses.contains(&format!("{below}{wrong}")), "{wrong}");
            }
        }
    }
}

fn is_end(guide: &Guide, path: &[usize]) -> bool {
    matches!(guide.walk(path).place, GuidePlace::End { .. })
}

#[test]
fn ends_are_short_to_read() {
    let edition = shipped();
    for own in &edition.book.municipalities {
        for guide in &own.guides {
            let mut all = String::new();
            for ending in guide.endings() {
                let words = written(ending);
                let measure = Measure::of(&words);
                assert!(measure.longest <= 25, "{}: {}", ending.id, measure.longest_text);
                assert!(measure.lix() <= 38.0, "{} {} {}", own.id, ending.id, measure.lix());
                all.push_str(&words);
                all.push('\n');
            }
            let lix = Measure::of(&all).lix();
            assert!(lix <= 34.0, "{} {lix}", own.id);
        }
    }
}

/// The finding with the line it points to instead of the line number, which changes with every edit
/// above it.
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
        // Each removed path is also a lost address, which is not tested here.
        .filter(|finding| finding.rule != "forsvundet-adresse")
        .map(|finding| without_number(&refused.sources, finding))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}
