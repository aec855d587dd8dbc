//! Ids can be chosen freely: if one is renamed everywhere, no text changes; if it is renamed in one
//! place only, the findings say where it is still used and what to do.

use std::collections::BTreeMap;

use jiff::civil::date;
use kvalitetsstandard::edition::{self, Edition};
use kvalitetsstandard::finding::one_line;
use kvalitetsstandard::source::Sources;
use regex::Regex;

use crate::asked::{OnDay, readable};
use crate::deadline_pages::on;
use crate::html::{one, parse, spaced};
use crate::support::{shipped, site_of, today};

type Files = BTreeMap<String, String>;

/// The shipped files without the ledger, because renaming changes addresses.
fn files() -> Files {
    let all = Sources::embedded();
    let all = all.iter().map(|(_, file)| (file.path.clone(), file.text.clone()));
    all.filter(|(path, _)| path != "adresser.toml").collect()
}

fn load(files: &Files) -> Result<Edition, Vec<String>> {
    let files = files.iter().map(|(path, text)| (path.clone(), text.clone()));
    edition::load(Sources::from_files(files), &[], today()).map_err(|refused| {
        let line = |finding| one_line(&refused.sources, finding);
        refused.findings.iter().map(line).collect()
    })
}

/// A kind of thing with an id: the file that defines it, and how others refer to it.
struct Kind {
    file: &'static str,
    /// The text before the id in a reference.
    scheme: &'static str,
    /// The key in TOML.
    key: &'static str,
}

const DEADLINE: Kind = Kind { file: "fakta.toml", scheme: "frist", key: "frist" };
const RIGHT: Kind = Kind { file: "rettigheder.toml", scheme: "ret", key: "ret" };
const ROUTE: Kind = Kind { file: "klageveje.toml", scheme: "klagevej", key: "klagevej" };

/// The new id.
fn renamed(id: &str) -> String {
    format!("omdoebt-{id}")
}

impl Kind {
    /// All ids of this kind.
    fn ids(&self) -> Vec<String> {
        let edition = shipped();
        let mut ids: Vec<String> = Vec::new();
        for own in &edition.book.municipalities {
            match self.key {
                "frist" => ids.extend(own.deadlines.iter().map(|one| one.id.clone())),
                "ret" => ids.extend(own.rights.iter().map(|one| one.id.clone())),
                _ => ids.extend(own.routes.iter().map(|one| one.id.clone())),
            }
        }
        ids.sort();
        ids.dedup();
        ids
    }

    fn is_definition(&self, path: &str) -> bool {
        path.ends_with(&format!("/{}", self.file))
    }

    /// Renames the definition.
    fn rename_definitions(&self, files: &mut Files) {
        // A deadline's own table; the questions and exceptions inside it have ids too.
        let own =
            Regex::new(&format!(r#"(\[\[{}\]\]\nid = ")([^"]+)"#, self.key)).expect("a pattern");
        for (_, text) in files.iter_mut().filter(|(path, _)| self.is_definition(path)) {
            let with = |found: &regex::Captures<'_>| format!("{}{}", &found[1], renamed(&found[2]));
            *text = own.replace_all(text, with).into_owned();
        }
    }

    /// Renames all references.
    fn rename_uses(&self, files: &mut Files) {
        let ids = self.ids().join("|");
        let in_text = Regex::new(&format!(r"(\({}:)({ids})\)", self.scheme)).expect("a pattern");
        let in_toml = Regex::new(&format!(r#"(\b{} = ")({ids})""#, self.key)).expect("a pattern");
        let in_sets = Regex::new(&format!(r#"("{}:)({ids})""#, self.key)).expect("a pattern");
        let in_codes =
            Regex::new(&format!(r"(?s)\[{}\]\n.*?(?:\n\n|$)", self.key)).expect("a pattern");
        let line = Regex::new(&format!(r"(?m)^({ids}) =")).expect("a pattern");
        for (path, text) in files.iter_mut() {
            let new = |found: &regex::Captures<'_>, end| {
                format!("{}{}{end}", &found[1], renamed(&found[2]))
            };
            let with = in_text.replace_all(text, |found: &regex::Captures<'_>| new(found, ")"));
            let with = in_toml.replace_all(&with, |found: &regex::Captures<'_>| new(found, "\""));
            let with = in_sets.replace_all(&with, |found: &regex::Captures<'_>| new(found, "\""));
            let mut with = with.into_owned();
            if path == "koder.toml" && self.key != "frist" {
                let table = |found: &regex::Captures<'_>| {
                    let code = |found: &regex::Captures<'_>| format!("{} =", renamed(&found[1]));
                    line.replace_all(&found[0], code).into_owned()
                };
                with = in_codes.replace_all(&with, table).into_owned();
            }
            *text = with;
        }
    }
}

/// The text of every page, by its address with the new ids changed back.
fn read(edition: &Edition) -> BTreeMap<String, String> {
    let pages = site_of(edition).into_iter().map(|(address, page)| {
        let read = spaced(one(&parse(&page), "body")).replace("omdoebt-", "");
        (address.replace("omdoebt-", ""), read)
    });
    pages.collect()
}

#[test]
fn everything_renamed_reads_as_before() {
    let mut files = files();
    let before = load(&files).expect("it loads");
    for kind in [DEADLINE, RIGHT, ROUTE] {
        kind.rename_definitions(&mut files);
        kind.rename_uses(&mut files);
    }
    let after = load(&files).unwrap_or_else(|findings| panic!("{}", findings.join("\n")));
    let (read_before, read_after) = (read(&before), read(&after));
    let addresses = |pages: &BTreeMap<String, String>| pages.keys().cloned().collect::<Vec<_>>();
    assert_eq!(addresses(&read_before), addresses(&read_after));
    assert!(read_after.len() > 300, "{}", read_after.len());
    for (address, page) in &read_before {
        assert_eq!(page, &read_after[address], "{address}");
    }
    for (own, new) in before.book.municipalities.iter().zip(&after.book.municipalities) {
        let ids = new.deadlines.iter().map(|one| &one.id);
        assert!(ids.clone().all(|id| id.starts_with("omdoebt-")), "{:?}", ids.collect::<Vec<_>>());
        assert!(new.routes.iter().all(|one| one.id.starts_with("omdoebt-")));
        assert!(new.rights.iter().all(|one| one.id.starts_with("omdoebt-")));
        assert_eq!(own.hand_over.offered.len(), new.hand_over.offered.len(), "{}", own.id);
        for (id, event) in [
            ("garanti", date(2026, 11, 20)),
            ("klage", date(2026, 10, 1)),
            ("klage", date(2026, 11, 20)),
        ] {
            for told in ["", "&rusmiddel=alkohol", "&rusmiddel=begge&anonym=ja"] {
                let query = format!("{}{told}", on(event));
                let answer = |edition, id: &str| {
                    readable(&OnDay::of(edition).outcome(&own.id, id, &query), "main")
                };
                assert_eq!(
                    answer(&before, id),
                    answer(&after, &renamed(id)),
                    "{} {id} {told}",
                    own.id
                );
            }
        }
        for query in ["klage", "garanti", "hvor længe skal jeg vente", "anonym hash"] {
            let hits = |edition: &Edition| {
                let found = edition.search.find(query, Some(&own.id));
                let sections = found.sections.iter().map(kvalitetsstandard::search::Hit::address);
                (sections.collect::<Vec<_>>(), found.shortcut.map(|one| one.number))
            };
            assert_eq!(hits(&before), hits(&after), "{} {query}", own.id);
        }
    }
}

/// Renaming only the definition is one mistake, which lists every reference and says what to do.
#[test]
fn an_incomplete_rename_is_reported_with_all_its_uses() {
    for (kind, id, what, users, remedy) in [
        (
            DEADLINE,
            "klage",
            "Fristen",
            &[
                "ishoj/rettigheder.toml",
                "ishoj/klageveje.toml",
                "ishoj/veje/klage.toml",
                "ishoj/afsnit/klage.md",
                "soegning.toml",
            ][..],
            "fakta.toml",
        ),
        (RIGHT, "garanti-14-dage", "Rettigheden", &["ishoj/fakta.toml"], "rettigheder.toml"),
        (
            RIGHT,
            "anonym-raadgivning",
            "Rettigheden",
            &["ishoj/sider/paaroerende.md"],
            "rettigheder.toml",
        ),
        (
            ROUTE,
            "afgoerelse",
            "Klagevejen",
            &["ishoj/fakta.toml", "ishoj/veje/klage.toml"],
            "klageveje.toml",
        ),
    ] {
        let mut files = files();
        kind.rename_definitions(&mut files);
        let findings = load(&files).expect_err("what is named is not there");
        for user in users {
            let told = findings.iter().filter(|line| {
                line.contains(&format!("{user}:")) && line.contains(&format!("»{id}«"))
            });
            let told: Vec<&String> = told.collect();
            assert!(!told.is_empty(), "{user} still names {id}: {}", findings.join("\n"));
            for line in told {
                assert!(line.contains("fejl[ukendt-"), "{line}");
                assert!(line.contains(what) || line.contains("findes ikke"), "{line}");
                assert!(line.contains(remedy), "it says what to do: {line}");
            }
        }
    }
}

/// Renames one reference at a time.
#[test]
fn a_broken_reference_is_reported_in_place() {
    for (path, from, to) in [
        ("ishoj/fakta.toml", "ret = \"garanti-14-dage\"", "ret = \"ukendt-ret\""),
        ("ishoj/fakta.toml", "klagevej = \"afgoerelse\"", "klagevej = \"ukendt-vej\""),
        ("ishoj/fakta.toml", "{ frist = \"genvurdering\"", "{ frist = \"ukendt-frist\""),
        ("ishoj/fakta.toml", "laes_videre = [\"klage\"", "laes_videre = [\"ukendt-side\""),
        // In an exception, which can name another route and another right.
        ("vallensbaek/fakta.toml", "virkning =", "klagevej = \"ukendt-vej\"\nvirkning ="),
        ("vallensbaek/fakta.toml", "virkning =", "ret = \"ukendt-ret\"\nvirkning ="),
        ("vallensbaek/fakta.toml", "naar = { behandling =", "naar = { ukendt-spoergsmaal ="),
        (
            "vallensbaek/fakta.toml",
            "undtagen = { behandling = [\"dag-doegn\"]",
            "undtagen = { behandling = [\"ukendt-svar\"]",
        ),
        ("ishoj/veje/klage.toml", "klagevej = \"afgoerelse\"", "klagevej = \"ukendt-vej\""),
        ("ishoj/rettigheder.toml", "frist = \"garanti\"", "frist = \"ukendt-frist\""),
        ("ishoj/klageveje.toml", "frist = \"klage\"", "frist = \"ukendt-frist\""),
    ] {
        let mut files = files();
        let text = files.get_mut(path).expect("the file");
        let line = text[..text.find(from).unwrap_or_else(|| panic!("{path} has no {from}"))]
            .matches('\n')
            .count()
            + 1;
        *text = text.replacen(from, to, 1);
        let unknown = to.split(['"', ' ']).find(|word| word.starts_with("ukendt")).expect("a word");
        let findings = load(&files).expect_err("what is named is not there");
        let told = findings.iter().find(|told| told.contains(&format!("»{unknown}«")));
        let told = told.unwrap_or_else(|| panic!("{to}: {}", findings.join("\n")));
        // A question is reported at the exception that uses it, a few lines above.
        let near = line.saturating_sub(3)..=line;
        let place: usize =
            told.split(':').nth(1).and_then(|line| line.parse().ok()).expect("a line");
        assert!(told.starts_with(path) && near.contains(&place), "line {line}: {told}");
        assert!(told.contains("fejl[ukendt-henvisning]"), "{told}");
        assert!(
            ["Ret id'et", "Ret henvisningen", "Brug id'et"]
                .iter()
                .any(|remedy| told.contains(remedy)),
            "{told}"
        );
    }
}

/// A question can have any id except those of the form's own fields, and a deadline must have a
/// plausible length.
#[test]
fn clashing_ids_and_implausible_lengths_are_reported() {
    for (from, to, rule, says) in [
        (
            "id = \"rusmiddel\"",
            "id = \"aar\"",
            "dobbelt-id",
            "Beregneren har selv et felt, der hedder »aar«.",
        ),
        ("id = \"eget-sted\"\ntekst", "id = \"anonym\"\ntekst", "dobbelt-id", "»anonym«"),
        ("{ id = \"andre\"", "{ id = \"alkohol\"", "dobbelt-id", "»alkohol«"),
        ("sidste = \"fjorten-dage\"", "sidste = \"Fjorten dage\"", "id-form", "»Fjorten dage«"),
        ("antal = 14", "antal = 0", "vaerdi-form", "antal skal være fra 1 til 730 dage"),
        ("antal = 14", "antal = 731", "vaerdi-form", "antal skal være fra 1 til 730 dage"),
        (
            "antal = 4\nenhed = \"uger\"",
            "antal = 105\nenhed = \"uger\"",
            "vaerdi-form",
            "antal skal være fra 1 til 730 dage",
        ),
        (
            "antal = 4\nenhed = \"uger\"",
            "antal = 24\nenhed = \"maaneder\"",
            "vaerdi-form",
            "antal skal være fra 1 til 730 dage",
        ),
        (
            "enhed = \"dage\"",
            "enhed = \"dage\"\nplus = { antal = 0, enhed = \"dage\" }",
            "vaerdi-form",
            "antal skal være fra 1 til 730 dage",
        ),
        ("{dage} ude", "{doegn} ude", "ukendt-felt", "»{doegn}« kan ikke fyldes ud."),
    ] {
        let mut files = files();
        let text = files.get_mut("ishoj/fakta.toml").expect("the file");
        assert!(text.contains(from), "{from}");
        *text = text.replacen(from, to, 1);
        let findings = load(&files).expect_err(to);
        let told = findings.iter().any(|line| {
            line.starts_with("ishoj/fakta.toml:")
                && line.contains(&format!("fejl[{rule}]"))
                && line.contains(says)
        });
        assert!(told, "{to}: {}", findings.join("\n"));
    }
    for (from, to) in [
        ("antal = 14", "antal = 730"),
        ("antal = 4\nenhed = \"uger\"", "antal = 104\nenhed = \"uger\""),
    ] {
        let mut files = files();
        let text = files.get_mut("ishoj/fakta.toml").expect("the file");
        *text = text.replacen(from, to, 1);
        assert!(load(&files).is_ok(), "{to}");
    }
}
