//! Conventions that no lint checks: files start with a description, are short, and name no
//! municipality.

use std::path::{Path, PathBuf};

use crate::support::shipped;

/// Longer files should be split by topic.
const MAX_LINES: usize = 450;

fn files(folder: &str, endings: &[&str]) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("the entry can be read").path();
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if endings.contains(&ending) {
                let text = std::fs::read_to_string(&path).expect("the file is text");
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty(), "nothing to look at in {folder}");
    found
}

#[test]
fn every_source_file_says_what_it_is_and_stays_short() {
    for (path, text) in files("src", &["rs"]) {
        assert!(text.starts_with("//! "), "{} does not say what it is", path.display());
        let lines = text.split("#[cfg(test)]").next().map_or(0, |code| code.lines().count());
        assert!(lines <= MAX_LINES, "{} has {lines} lines", path.display());
    }
}

#[test]
fn no_municipality_is_named_in_code_or_templates() {
    let edition = shipped();
    let names: Vec<String> = edition
        .book
        .municipalities
        .iter()
        .flat_map(|one| [one.id.clone(), one.name.to_lowercase()])
        .collect();
    let code = files("src", &["rs"]);
    let templates = files("templates", &["html", "xml", "txt"]);
    let of_features = files("src/features", &["html"]);
    for (path, text) in code.iter().chain(&templates).chain(&of_features) {
        // Unit tests may use real names.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default().to_lowercase();
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for name in &names {
                assert!(!line.contains(name.as_str()), "{} names {name}: {line}", path.display());
            }
        }
    }
}

/// A rule is identified by its id, the first argument of every finding in `src/`.
#[test]
fn every_rule_is_explained() {
    let id = regex::Regex::new(
        r#"(?:Finding::(?:error|warning|note|file_error)|wrong|\.finding)\(\s*"([a-z-]+)""#,
    )
    .expect("a pattern");
    let guide =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks.md"))
            .expect("docs/checks.md is there");
    let mut rules = std::collections::BTreeSet::new();
    for (_, text) in files("src", &["rs"]) {
        // Unit tests use made-up rules.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        rules.extend(id.captures_iter(code).map(|found| found[1].to_owned()));
    }
    assert!(rules.len() > 30, "{rules:?}");
    let sections: std::collections::BTreeSet<String> =
        guide.lines().filter_map(|line| line.strip_prefix("## ")).map(str::to_owned).collect();
    assert_eq!(sections, rules, "docs/checks.md has one section per rule, no more and no less");
    let cases = files("tests/it", &["rs", "snap", "toml"]);
    let untested: Vec<&String> =
        rules.iter().filter(|rule| !cases.iter().any(|(_, text)| text.contains(*rule))).collect();
    assert!(untested.is_empty(), "no test sees these rules find anything: {untested:?}");
}

/// Only one file makes outbound requests, for `check --online`.
#[test]
fn one_file_calls_out_and_one_command_uses_it() {
    for (path, text) in files("src", &["rs"]) {
        assert!(!text.contains("ureq::") || path.ends_with("online.rs"), "{}", path.display());
        let uses = text.contains("online::check(");
        assert!(!uses || path.ends_with("commands/check.rs"), "{}", path.display());
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        assert!(!code.contains("TcpStream::connect"), "{} calls out", path.display());
    }
}

#[test]
fn the_day_is_asked_for_in_one_place() {
    for (path, text) in files("src", &["rs"]) {
        let asks = text.contains("Timestamp::now") || text.contains("Zoned::now");
        assert!(!asks || path.ends_with("clock.rs"), "{} asks what day it is", path.display());
    }
}

/// The table of where to change what must not name files that don't exist.
#[test]
fn the_files_that_the_guide_to_the_code_names_are_there() {
    let guide = std::fs::read_to_string("ARCHITECTURE.md").unwrap();
    let named = regex::Regex::new(
        r"`((?:src|templates|static|content|tests|docs|benches|deploy)/[^` *<{…]*)`",
    )
    .unwrap();
    let named: Vec<&str> =
        named.captures_iter(&guide).map(|found| found.get(1).unwrap().as_str()).collect();
    assert!(named.len() > 30, "{named:?}");
    let lost: Vec<&&str> = named.iter().filter(|path| !Path::new(path).exists()).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

/// Templates should be readable.
#[test]
fn no_line_of_a_template_is_longer_than_160_characters() {
    let templates =
        ["templates", "src/features"].into_iter().flat_map(|folder| files(folder, &["html"]));
    let mut count = 0;
    for (path, text) in templates {
        count += 1;
        let long = text.lines().find(|line| line.chars().count() > 160);
        assert_eq!(long, None, "{}", path.display());
    }
    assert!(count > 50, "{count}");
}

/// A browser that doesn't know `:has` drops the whole rule, including its other selectors.
#[test]
fn a_selector_with_has_stands_alone() {
    let has = regex::Regex::new(r"(?s)[^{}]*:has\([^{}]*\{").expect("a pattern");
    let mut count = 0;
    for (path, text) in files("static/css", &["css"]) {
        for rule in has.find_iter(&text) {
            count += 1;
            let lines = rule.as_str().lines().filter(|line| line.ends_with(','));
            assert_eq!(lines.count(), 0, "{}: {}", path.display(), rule.as_str());
        }
    }
    assert!(count > 3, "{count}");
}

/// Dependencies in `Cargo.toml` that nothing uses slow down every build.
#[test]
fn every_dependency_is_used() {
    let manifest: toml::Table =
        std::fs::read_to_string("Cargo.toml").expect("it is there").parse().expect("it is TOML");
    let code = |folders: &[&'static str]| -> String {
        folders
            .iter()
            .flat_map(|folder| files(folder, &["rs", "html"]))
            .map(|(_, text)| text)
            .collect()
    };
    let mut count = 0;
    for (kind, used_in) in [
        ("dependencies", code(&["src", "templates"])),
        ("build-dependencies", std::fs::read_to_string("build.rs").expect("it is there")),
        ("dev-dependencies", code(&["src", "tests/it", "benches"])),
    ] {
        for name in manifest[kind].as_table().expect("a table").keys() {
            count += 1;
            let name = name.replace('-', "_");
            let path = regex::Regex::new(&format!(r"\b{name}::|\buse {name};")).expect("a pattern");
            assert!(path.is_match(&used_in), "nothing uses {name}, one of the {kind}");
        }
    }
    assert!(count > 30, "{count}");
}
