//! The files in `schemas/` match the types that read the content, and editors use them.
//!
//! `UPDATE_SCHEMAS=1 cargo test --test it schemas` rewrites them.

use std::collections::BTreeSet;
use std::path::Path;

use kvalitetsstandard::content::{schema, schema_fit};
use kvalitetsstandard::source::{SourceFile, Sources};
use regex::Regex;
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// JSON with comments, as VS Code reads it.
fn read_json(path: &str) -> Value {
    let text = read(path);
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let text: String = lines.collect::<Vec<_>>().join("\n");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_schema_files_are_those_of_the_types() {
    for file in schema::all() {
        let path = format!("schemas/{}.json", file.name);
        let json = serde_json::to_string_pretty(&file.schema).expect("a schema is JSON") + "\n";
        if std::env::var_os("UPDATE_SCHEMAS").is_some() {
            std::fs::write(root().join(&path), &json).expect("the schema can be written");
        }
        assert_eq!(read(&path), json, "{path} is out of date: see the top of this test");
    }
    let kept = std::fs::read_dir(root().join("schemas")).expect("the folder is there").count();
    assert_eq!(kept, schema::all().len(), "a schema of no file");
}

/// Forms and completion are for editors, so every field has a Danish name and a position.
#[test]
fn every_field_has_a_name_and_a_place_in_its_form() {
    fn look(schema: &Value, at: &str, count: &mut usize) {
        let Some(keys) = schema["properties"].as_object() else { return };
        let order: BTreeSet<&str> = schema[schema::ORDER]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        assert_eq!(order, keys.keys().map(String::as_str).collect(), "{at}");
        for (key, value) in keys {
            assert!(value["title"].as_str().is_some_and(|name| !name.is_empty()), "{at}.{key}");
            *count += 1;
        }
    }
    let mut count = 0;
    for file in schema::all() {
        let schema = file.schema.to_value();
        look(&schema, file.name, &mut count);
        for (name, one) in schema["$defs"].as_object().into_iter().flatten() {
            look(one, name, &mut count);
        }
    }
    assert!(count > 250, "{count}");
}

/// The rules in `.taplo.toml`: a path pattern and its schema.
fn wiring() -> Vec<(Regex, String)> {
    let rules: toml::Table = read(".taplo.toml").parse().expect("it is TOML");
    let rules = rules["rule"].as_array().expect("it has rules").clone();
    let rule = |rule: toml::Value| {
        let pattern = rule["include"][0].as_str().expect("a pattern");
        let pattern = regex::escape(pattern).replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*");
        let schema = rule["schema"]["path"].as_str().expect("a schema").to_owned();
        (Regex::new(&format!("^{pattern}$")).expect("a pattern"), schema)
    };
    rules.into_iter().map(rule).collect()
}

/// Every content file matches exactly one schema pattern, and is valid.
#[test]
fn every_file_has_one_schema_and_fits_it() {
    let wiring = wiring();
    let mut used = BTreeSet::new();
    for file in shipped_files("toml") {
        let path = format!("content/{}", file.path);
        let fits: Vec<&String> = wiring
            .iter()
            .filter(|(one, _)| one.is_match(&path))
            .map(|(_, schema)| schema)
            .collect();
        let [schema] = fits[..] else { panic!("{path} has {} schemas in .taplo.toml", fits.len()) };
        used.insert(schema.as_str());
        assert_fits(&path, &file.text, schema);
    }
    for (_, schema) in &wiring {
        assert!(used.contains(schema.as_str()), "no file for {schema} in .taplo.toml");
    }
    // TOML tools don't open front matter in Markdown; editors have a snippet for it.
    assert_eq!(used.len() + 1, schema::all().len());
    for file in shipped_files("md") {
        let front = file.text.split("+++\n").nth(1).expect("front matter");
        assert_fits(&file.path, front, "schemas/side.json");
    }
}

fn shipped_files(ending: &str) -> Vec<SourceFile> {
    let all = Sources::embedded();
    let has =
        |file: &SourceFile| Path::new(&file.path).extension().is_some_and(|one| one == ending);
    all.iter().filter(|(_, file)| has(file)).map(|(_, file)| file.clone()).collect()
}

fn assert_fits(path: &str, text: &str, schema: &str) {
    let schema = read_json(schema.trim_start_matches("./"));
    let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
    let errors = schema_fit::mistakes(&schema, &json(toml::Value::Table(table)));
    assert!(errors.is_empty(), "{path}: {errors:?}");
}

/// TOML as JSON with dates as text, which is how TOML tools validate it.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(moment) => Value::String(moment.to_string()),
        toml::Value::Array(list) => list.into_iter().map(json).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(key, one)| (key, json(one))).collect(),
        other => serde_json::to_value(other).expect("it is plain"),
    }
}

#[test]
fn the_snippet_for_front_matter_has_the_keys_of_its_schema() {
    let snippets = read_json(".vscode/side.code-snippets");
    let lines = snippets["Hoved på en side"]["body"].as_array().expect("a body");
    let keys = lines.iter().filter_map(|line| line.as_str()?.split_once(" = "));
    let keys: BTreeSet<&str> = keys.map(|(key, _)| key).collect();
    let schema = read_json("schemas/side.json");
    let known = schema["properties"].as_object().expect("keys");
    assert_eq!(keys, known.keys().map(String::as_str).collect());
}

/// The task in VS Code can parse the output of `check`.
#[test]
fn the_task_understands_the_report() {
    let tasks = read_json(".vscode/tasks.json");
    let pattern = &tasks["tasks"][0]["problemMatcher"]["pattern"];
    let pattern = Regex::new(pattern["regexp"].as_str().expect("a pattern")).expect("a pattern");
    let broken = crate::support::fixture("broken");
    let report = crate::serving::command()
        .args(["check", "--format", "annotations", "--content"])
        .arg(broken)
        .output()
        .expect("it runs");
    let report = String::from_utf8(report.stdout).expect("text");
    assert!(report.lines().count() > 50);
    for line in report.lines() {
        assert!(pattern.is_match(line), "{line}");
    }
}
