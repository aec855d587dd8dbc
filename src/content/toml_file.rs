//! TOML text → a typed value, with a finding for everything that doesn't fit.
//!
//! serde stops at the first mistake. So when it refuses, the file is held against the JSON schema
//! of the same type, which names every mistake at once; then the tree is mended (unknown keys
//! dropped, missing ones filled with empty values) so that the later checks see the rest too. A
//! mended value is never served: its findings are errors.

use std::ops::Range;

use jsonschema::error::ValidationErrorKind;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::finding::Finding;
use crate::source::{FileId, Place};

/// How often a mended tree is held against the schema again: a filled-in table has keys of its own.
const MENDING_ROUNDS: usize = 4;

/// Reads `text`, whose bytes are those of `file`, as a `T`. `None` only when not even a mended
/// tree fits.
pub(super) fn read<T: DeserializeOwned + JsonSchema>(
    file: FileId,
    text: &str,
    findings: &mut Vec<Finding>,
) -> Option<T> {
    let sound = toml::from_str(text).ok();
    // serde takes an empty string for a word; only the schema knows that it is none.
    if sound.is_some() && !may_hold_empty(text) {
        return sound;
    }
    let before = findings.len();
    let (mut tree, syntax) = DeTable::parse_recoverable(text);
    for error in &syntax {
        let place = Place::new(file, error.span().unwrap_or(0..0));
        findings.push(Finding::error(
            "toml-syntaks",
            place,
            format!("Filen kan ikke læses som TOML: {}.", error.message()),
            "Se efter anførselstegn, lighedstegn og firkantede parenteser på linjen.",
        ));
    }
    let mut table = DeValue::Table(std::mem::take(tree.get_mut()));
    hold_against_schema::<T>(file, &mut table, syntax.is_empty(), findings);
    if sound.is_some() {
        return sound;
    }
    let DeValue::Table(table) = table else { return None };
    let mended = toml::Deserializer::from(Spanned::new(tree.span(), table));
    match T::deserialize(mended) {
        Ok(value) if findings.len() > before => Some(value),
        Ok(_) | Err(_) => {
            report_plainly::<T>(file, text, before, findings);
            None
        }
    }
}

/// Whether an empty string may stand in the text: holding every file against its schema at every
/// load would take longer than all other checks.
fn may_hold_empty(text: &str) -> bool {
    text.contains("\"\"") || text.contains("''")
}

/// What serde says, for the rare mistake that the schema does not know.
fn report_plainly<T: DeserializeOwned>(
    file: FileId,
    text: &str,
    before: usize,
    findings: &mut Vec<Finding>,
) {
    if findings.len() > before {
        return;
    }
    if let Err(error) = toml::from_str::<T>(text) {
        findings.push(Finding::error(
            "toml-form",
            Place::new(file, error.span().unwrap_or(0..0)),
            format!("Værdien passer ikke: {}.", error.message()),
            "Se i vejledningen for redaktører, hvordan værdien skrives.",
        ));
    }
}

/// Reports every difference between the tree and the schema of `T`, and mends the tree. After a
/// syntax error the tree is a guess, so only the first round of a sound file is reported.
fn hold_against_schema<T: JsonSchema>(
    file: FileId,
    tree: &mut DeValue<'_>,
    report: bool,
    findings: &mut Vec<Finding>,
) {
    let schema = schemars::schema_for!(T).to_value();
    let Ok(validator) = jsonschema::validator_for(&schema) else { return };
    for round in 0..MENDING_ROUNDS {
        let json = to_json(tree);
        let mut clean = true;
        for error in validator.iter_errors(&json) {
            clean = false;
            let at = tokens(error.instance_path().as_str());
            if round == 0 && report {
                findings.extend(describe(file, tree, &at, error.kind()));
            }
            let parent = error.schema_path().as_str().rsplit_once('/').map_or("", |(up, _)| up);
            mend(tree, &at, error.kind(), &schema, parent);
        }
        if clean {
            return;
        }
    }
}

fn tokens(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~")).collect()
}

/// A schema error in an editor's words.
fn describe(
    file: FileId,
    tree: &DeValue<'_>,
    at: &[String],
    kind: &ValidationErrorKind,
) -> Vec<Finding> {
    let place = |span| Place::new(file, span);
    let here = span_of(tree, at);
    match kind {
        ValidationErrorKind::AdditionalProperties { unexpected } => unexpected
            .iter()
            .map(|key| {
                Finding::error(
                    "ukendt-noegle",
                    place(key_span(tree, at, key).unwrap_or_else(|| here.clone())),
                    format!("Nøglen »{key}« findes ikke{}.", inside(at)),
                    "Ret stavningen, eller slet linjen.",
                )
            })
            .collect(),
        ValidationErrorKind::Required { property } => vec![Finding::error(
            "manglende-noegle",
            place(here),
            format!("Nøglen »{}« mangler{}.", property.as_str().unwrap_or_default(), inside(at)),
            "Skriv en linje med nøglen og en værdi.",
        )],
        ValidationErrorKind::MinLength { .. } => vec![Finding::error(
            "tom-vaerdi",
            place(here),
            format!("Værdien er tom{}.", inside(at)),
            "Skriv en værdi, eller slet linjen, hvis nøglen kan undværes.",
        )],
        _ => vec![Finding::error(
            "forkert-vaerdi",
            place(here),
            format!("Værdien har ikke den rigtige form{}.", inside(at)),
            "Se i vejledningen for redaktører, hvordan værdien skrives.",
        )],
    }
}

fn inside(at: &[String]) -> String {
    match at.iter().rev().find(|token| token.parse::<usize>().is_err()) {
        Some(name) => format!(" i »{name}«"),
        None => String::new(),
    }
}

fn mend(
    tree: &mut DeValue<'_>,
    at: &[String],
    kind: &ValidationErrorKind,
    schema: &Json,
    parent: &str,
) {
    let Some(value) = find_mut(tree, at) else { return };
    match kind {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            if let DeValue::Table(table) = value {
                for key in unexpected {
                    table.remove(key.as_str());
                }
            }
        }
        ValidationErrorKind::Required { property } => {
            let key = property.as_str().unwrap_or_default();
            let wanted = schema.pointer(parent).and_then(|owner| owner["properties"].get(key));
            if let (DeValue::Table(table), Some(wanted)) = (value, wanted) {
                table.insert(
                    Spanned::new(0..0, key.to_owned().into()),
                    Spanned::new(0..0, empty(wanted, schema)),
                );
            }
        }
        ValidationErrorKind::MinLength { .. } => {}
        _ => {
            if let Some(wanted) = schema.pointer(parent) {
                *value = empty(wanted, schema);
            }
        }
    }
}

/// An empty value of the type that a schema asks for.
fn empty(wanted: &Json, root: &Json) -> DeValue<'static> {
    if let Some(target) = wanted["$ref"].as_str().and_then(|target| target.strip_prefix('#')) {
        return root.pointer(target).map_or(DeValue::Boolean(false), |found| empty(found, root));
    }
    let options = wanted["enum"].get(0).or_else(|| wanted["oneOf"].get(0).map(|one| &one["const"]));
    if let Some(option) = options.and_then(Json::as_str) {
        return DeValue::String(option.to_owned().into());
    }
    match wanted["type"].as_str() {
        Some("array") => DeValue::Array(toml::de::DeArray::default()),
        Some("object") => DeValue::Table(DeTable::default()),
        Some("integer") => DeValue::Integer(toml::de::DeInteger::default()),
        Some("boolean") => DeValue::Boolean(false),
        _ => DeValue::String(String::new().into()),
    }
}

fn child<'t, 'i>(value: &'t DeValue<'i>, token: &str) -> Option<&'t Spanned<DeValue<'i>>> {
    match value {
        DeValue::Table(table) => table.get(token),
        DeValue::Array(array) => array.get(token.parse::<usize>().ok()?),
        _ => None,
    }
}

fn span_of(tree: &DeValue<'_>, at: &[String]) -> Range<usize> {
    let mut span = 0..0;
    let mut value = tree;
    for token in at {
        let Some(next) = child(value, token) else { break };
        span = next.span();
        value = next.get_ref();
    }
    span
}

fn find_mut<'t, 'i>(tree: &'t mut DeValue<'i>, at: &[String]) -> Option<&'t mut DeValue<'i>> {
    let mut value = tree;
    for token in at {
        value = match value {
            DeValue::Table(table) => table.get_mut(token.as_str())?.get_mut(),
            DeValue::Array(array) => array.get_mut(token.parse::<usize>().ok()?)?.get_mut(),
            _ => return None,
        };
    }
    Some(value)
}

fn key_span(tree: &DeValue<'_>, at: &[String], key: &str) -> Option<Range<usize>> {
    let mut value = tree;
    for token in at {
        value = child(value, token)?.get_ref();
    }
    let DeValue::Table(table) = value else { return None };
    table.get_key_value(key).map(|(key, _)| key.span())
}

fn to_json(value: &DeValue<'_>) -> Json {
    match value {
        DeValue::String(text) => Json::String(text.to_string()),
        DeValue::Integer(number) => number.as_str().parse::<i64>().map_or(Json::Null, Json::from),
        DeValue::Float(number) => number.as_str().parse::<f64>().map_or(Json::Null, Json::from),
        DeValue::Boolean(yes) => Json::Bool(*yes),
        DeValue::Datetime(moment) => Json::String(moment.to_string()),
        DeValue::Array(array) => array.iter().map(|item| to_json(item.get_ref())).collect(),
        DeValue::Table(table) => table
            .iter()
            .map(|(key, value)| (key.get_ref().to_string(), to_json(value.get_ref())))
            .collect(),
    }
}
