//! What has been published and limits a right can't be taken away unnoticed, and a code on paper keeps
//! its meaning.

use std::collections::BTreeMap;

use kvalitetsstandard::content::kept;
use kvalitetsstandard::edition;
use kvalitetsstandard::finding::{Finding, Severity};
use kvalitetsstandard::source::Sources;

use crate::support::{day_of_measurement, shipped};

const REMEDY: &str = "run: cargo run -- check --content content --publish";

fn files() -> BTreeMap<String, String> {
    Sources::embedded().iter().map(|(_, file)| (file.path.clone(), file.text.clone())).collect()
}

/// The errors and warnings of the shipped files with this text replaced, as "rule file".
fn found(changes: &[(&str, &str, &str)]) -> Vec<String> {
    let mut files = files();
    for (path, from, to) in changes {
        let text = files.get_mut(*path).expect("a file");
        assert!(text.contains(from), "{path} has no {from}");
        *text = text.replacen(from, to, 1);
    }
    let (sources, findings) =
        match edition::load(Sources::from_files(files), &[], day_of_measurement()) {
            Ok(edition) => (edition.book.sources.clone(), edition.findings),
            Err(refused) => (refused.sources, refused.findings),
        };
    let serious = |one: &&Finding| one.severity != Severity::Note;
    let name = |one: &Finding| {
        let place = one.describe_place(&sources);
        format!("{} {}", one.rule, place.split(':').next().unwrap_or_default())
    };
    findings.iter().filter(serious).map(name).collect()
}

#[test]
fn everything_shipped_is_written_down() {
    let edition = shipped();
    let content = &edition.book.content;
    for own in &content.municipalities {
        assert_eq!(kept::new_qualifiers(own), [], "{REMEDY}");
        let records = kept::qualified(own);
        for one in own.kept.iter() {
            let is_there =
                |record: &&kept::Qualified| *record.of == *one.of && record.has(&one.text);
            assert!(records.iter().any(|record| is_there(&record)), "{}: {}", one.of, one.text);
        }
    }
    assert_eq!(kept::new_codes(&content.codes, &content.kept_codes), [], "{REMEDY}");
}

/// The first array with this key, from the record on.
fn list(path: &str, record: &str, key: &str) -> String {
    let all = files();
    let text = &all[path];
    let from = text.find(&format!("id = \"{record}\"")).expect("the record");
    let start = from + text[from..].find(&format!("\n{key} = [")).expect("the key");
    let end = start + text[start..].find("\n]").expect("its end") + 2;
    text[start..end].to_owned()
}

#[test]
fn what_limits_a_right_is_missed() {
    let exceptions = list("ishoj/rettigheder.toml", "garanti-14-dage", "undtagelser");
    let lost = found(&[("ishoj/rettigheder.toml", &exceptions, "")]);
    let expected = "forbehold-vaek ishoj/rettigheder.toml";
    assert!(lost.len() >= 3 && lost.iter().all(|one| one == expected), "{lost:?}");

    let draft = found(&[("ishoj/kommune.toml", "udkast = true\n", "")]);
    assert!(draft.contains(&"forbehold-vaek ishoj/kommune.toml".to_owned()), "{draft:?}");

    let danger = found(&[("vallensbaek/afsnit/indgang.md", "![](akut:)\n", "")]);
    assert_eq!(danger, ["forbehold-vaek vallensbaek/afsnit/indgang.md"]);

    let all = files();
    let note = all["ishoj/afsnit/klage.md"]
        .split("\n\n")
        .find(|block| block.starts_with("> [!NOTE]"))
        .expect("a note")
        .to_owned();
    let note = found(&[("ishoj/afsnit/klage.md", &note, "")]);
    assert!(note.contains(&"forbehold-vaek ishoj/afsnit/klage.md".to_owned()), "{note:?}");
}

#[test]
fn other_words_for_the_same_are_no_loss_and_neither_is_what_was_meant_to_go() {
    let path = "ishoj/rettigheder.toml";
    let words = "Stedet skal være godkendt på [](web:tilbudsportalen).";
    let same = "Stedet skal stå som godkendt på [](web:tilbudsportalen).";
    assert_eq!(found(&[(path, words, same)]), Vec::<String>::new());

    let draft = ("ishoj/kommune.toml", "udkast = true\n", "");
    let entry = "[[forbehold]]\nved = \"kilde\"\ntekst = \"udkast\"\n";
    let meant = found(&[draft, ("ishoj/forbehold.toml", entry, "")]);
    assert!(!meant.iter().any(|one| one.starts_with("forbehold-vaek")), "{meant:?}");
}

#[test]
fn a_code_keeps_its_meaning() {
    let swapped = found(&[
        ("koder.toml", "ambulant-alkohol = \"2a\"", "ambulant-alkohol = \"2?\""),
        ("koder.toml", "ambulant-rusmiddel = \"2b\"", "ambulant-rusmiddel = \"2a\""),
        ("koder.toml", "ambulant-alkohol = \"2?\"", "ambulant-alkohol = \"2b\""),
    ]);
    assert_eq!(swapped, ["kode-skiftet koder.toml", "kode-skiftet koder.toml"]);
}
