//! The program contains nothing about a specific standard: no word of the shipped ones, and no id
//! that editors chose, in code or templates.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use regex::Regex;

use crate::support::shipped;

/// Words of the shipped standards, also as part of compounds.
const WORDS: [&str; 17] = [
    "alkohol",
    "rusmid",
    "stoffer",
    "stofmis",
    "pitstop",
    "ambulant",
    "garanti",
    "visitation",
    "visiter",
    "servicelov",
    "sundhedslov",
    "klagelov",
    "behandling",
    "misbrug",
    "borgerrådgiver",
    "døgn",
    "narko",
];

/// Words of the site's own language that are also ids of a section, each with the reason.
const ALSO_OURS: [&str; 1] = [
    "om", // A field of a letter: what it is about.
];

fn files(folder: &str, endings: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("an entry").path();
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if endings.contains(&ending) {
                let text = std::fs::read_to_string(&path).expect("the file is text");
                found.push((path, text));
            }
        }
    }
    found
}

/// Code without its tests, and templates; comments are included.
fn code() -> Vec<(PathBuf, String)> {
    let code = files("src", &["rs", "html"]).into_iter();
    // The fuzz tests use words from the content.
    let code = code.filter(|(path, _)| !path.to_string_lossy().contains("/server/fuzz"));
    let code = code.map(|(path, text)| {
        let own = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned();
        (path, own)
    });
    let all: Vec<_> =
        code.chain(files("templates", &["html", "toml", "md", "xml", "txt"])).collect();
    assert!(all.len() > 100, "{}", all.len());
    all
}

#[test]
fn no_word_of_a_standard_is_in_code_or_templates() {
    let mut found = Vec::new();
    for (path, text) in code() {
        for (at, line) in text.lines().enumerate() {
            let lower = line.to_lowercase();
            let words = WORDS.iter().filter(|word| lower.contains(**word));
            found
                .extend(words.map(|word| format!("{}:{}: {word}: {line}", path.display(), at + 1)));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Ids of sections, pages, rights, routes, contacts, deadlines and questions are the editors'
/// choice.
#[test]
fn no_id_chosen_by_editors_is_in_code_or_templates() {
    let edition = shipped();
    let book = &edition.book;
    let mut ids: BTreeSet<String> = book.kinds.iter().map(|kind| kind.id.clone()).collect();
    for own in &book.municipalities {
        ids.extend(own.pages.iter().map(|page| page.id.clone()));
        ids.extend(own.rights.iter().map(|one| one.id.clone()));
        ids.extend(own.routes.iter().map(|one| one.id.clone()));
        ids.extend(own.contacts.iter().map(|one| one.id.clone()));
        ids.extend(own.deadlines.iter().map(|one| one.id.clone()));
        ids.extend(own.courses.iter().map(|one| one.id.clone()));
        ids.extend(own.guides.iter().map(|one| one.id.clone()));
        for calculator in own.deadlines.iter().filter_map(|one| one.calculator.as_deref()) {
            ids.extend(calculator.questions.iter().map(|one| one.id.clone()));
            ids.extend(calculator.exceptions.iter().map(|one| one.id.clone()));
            ids.extend(calculator.date_ids.iter().flatten().cloned());
        }
    }
    ids.extend(book.content.laws.iter().map(|law| law.id.to_string()));
    assert!(ids.len() >= 60, "{}", ids.len());
    // Names of keys and rules are the program's own.
    let key = Regex::new(r#"rename = "[^"]*"|\("[A-Z]\w*", "[^"]*"\)"#).expect("a pattern");
    let quoted = Regex::new(r#""([a-z0-9-]+)(?:#[a-z0-9-]+)?""#).expect("a pattern");
    let mut found = Vec::new();
    for (path, text) in code() {
        let text = key.replace_all(&text, "");
        for (at, line) in text.lines().enumerate() {
            for word in quoted.captures_iter(line).map(|found| found[1].to_owned()) {
                if ids.contains(&word) && !ALSO_OURS.contains(&word.as_str()) {
                    found.push(format!("{}:{}: {line}", path.display(), at + 1));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
