//! Reads TOML into a typed value, with a finding for everything that doesn't fit.
//!
//! serde stops at the first mistake. So when it fails, the file is compared with the JSON schema of
//! the same type, which finds every mistake at once. Then the tree is repaired (unknown keys
//! removed, missing ones filled with empty values) so that the later checks can see the rest. A
//! repaired value is never served, because its findings are errors.

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::schema_fit::{Misfit, Mistake, mistakes};
use super::toml_tree::find_mut;
use super::{toml_form, toml_syntax};
use crate::finding::Finding;
use crate::source::{FileId, Place};

/// A placeholder for a missing date.
const NO_DAY: toml::value::Datetime = toml::value::Datetime {
    date: Some(toml::value::Date { year: 2000, month: 1, day: 1 }),
    time: None,
    offset: None,
};

/// How often a repaired tree is compared with the schema again: a table that was filled in has keys
/// of its own.
const REPAIR_ROUNDS: usize = 4;

/// Reads `text`, whose bytes are those of `file`, as a `T`. `None` only if not even the repaired
/// tree fits.
pub(super) fn read<T: DeserializeOwned + JsonSchema>(
    file: FileId,
    text: &str,
    findings: &mut Vec<Finding>,
) -> Option<T> {
    let sound = toml::from_str(text).ok();
    // serde accepts an empty string as a word; only the schema rejects it.
    if sound.is_some() && !may_hold_empty(text) {
        return sound;
    }
    let before = findings.len();
    let (mut tree, syntax) = DeTable::parse_recoverable(text);
    findings.extend(toml_syntax::explain(file, text, &syntax));
    let mut table = DeValue::Table(std::mem::take(tree.get_mut()));
    compare_with_schema::<T>(file, text, &mut table, syntax.is_empty(), findings);
    if sound.is_some() {
        return sound;
    }
    let DeValue::Table(table) = table else { return None };
    let repaired = toml::Deserializer::from(Spanned::new(tree.span(), table));
    let value = T::deserialize(repaired).ok();
    if findings.len() == before {
        report_plainly::<T>(file, text, findings);
        return None;
    }
    value
}

/// Whether the text may contain an empty string. Comparing every file with its schema on every load
/// would take longer than all the other checks.
fn may_hold_empty(text: &str) -> bool {
    text.contains("\"\"") || text.contains("''")
}

/// Reports a mistake that the schema doesn't catch, which is rare.
fn report_plainly<T: DeserializeOwned>(file: FileId, text: &str, findings: &mut Vec<Finding>) {
    if let Err(error) = toml::from_str::<T>(text) {
        findings.push(Finding::error(
            "forkert-vaerdi",
            Place::new(file, error.span().unwrap_or(0..0)),
            "Værdien har ikke den rigtige form.",
            "Se i vejledningen for redaktører, hvordan værdien skrives.",
        ));
    }
}

/// Reports every difference between the tree and the schema of `T`, and repairs the tree. After a
/// syntax error the tree is a guess, so only the first round of a sound file is reported.
fn compare_with_schema<T: JsonSchema>(
    file: FileId,
    text: &str,
    tree: &mut DeValue<'_>,
    report: bool,
    findings: &mut Vec<Finding>,
) {
    let mut schema = schemars::schema_for!(T).to_value();
    as_toml_has_it(&mut schema);
    for round in 0..REPAIR_ROUNDS {
        let mistakes = mistakes(&schema, &to_json(tree));
        if mistakes.is_empty() {
            return;
        }
        if round == 0 && report {
            findings.extend(toml_form::describe(file, text, tree, &schema, &mistakes));
        }
        for mistake in &mistakes {
            repair(tree, mistake, &schema);
        }
    }
}

/// Adapts the schema to TOML, which has no null: optional keys don't accept null, and null stands
/// for a date, a type that JSON doesn't have.
fn as_toml_has_it(schema: &mut Json) {
    match schema {
        Json::Array(list) => list.iter_mut().for_each(as_toml_has_it),
        Json::Object(map) => {
            let null = |one: &Json| one["type"] == "null";
            if let Some(Json::Array(list)) = map.get_mut("anyOf")
                && list.iter().any(null)
            {
                list.retain(|one| !null(one));
                if let [Json::Object(only)] = &list[..] {
                    let only = only.clone();
                    map.remove("anyOf");
                    map.extend(only);
                }
            }
            if let Some(Json::Array(list)) = map.get_mut("type") {
                list.retain(|one| one != "null");
                if let [only] = &list[..] {
                    let only = only.clone();
                    map.insert("type".to_owned(), only);
                }
            }
            match map.get("format").and_then(Json::as_str) {
                Some("date") => {
                    map.insert("type".to_owned(), "null".into());
                    map.remove("format");
                }
                Some("uint32") => {
                    map.insert("maximum".to_owned(), u32::MAX.into());
                }
                _ => {}
            }
            map.values_mut().for_each(as_toml_has_it);
        }
        _ => {}
    }
}

fn repair(tree: &mut DeValue<'_>, mistake: &Mistake<'_>, schema: &Json) {
    let Some(value) = find_mut(tree, &mistake.at) else { return };
    match &mistake.kind {
        Misfit::UnknownKeys(unexpected) => {
            if let DeValue::Table(table) = value {
                for key in unexpected {
                    table.remove(key.as_str());
                }
            }
        }
        Misfit::MissingKey(key) => {
            let wanted = mistake.wanted["properties"].get(key);
            if let (DeValue::Table(table), Some(wanted)) = (value, wanted) {
                table.insert(
                    Spanned::new(0..0, key.clone().into()),
                    Spanned::new(0..0, empty(wanted, schema)),
                );
            }
        }
        Misfit::Empty => {}
        Misfit::Count(_) | Misfit::Value => *value = empty(mistake.wanted, schema),
    }
}

/// An empty value of the type required by the schema.
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
        Some("null") => DeValue::Datetime(NO_DAY),
        _ => DeValue::String(String::new().into()),
    }
}

fn to_json(value: &DeValue<'_>) -> Json {
    match value {
        DeValue::String(text) => Json::String(text.to_string()),
        DeValue::Integer(number) => match number.as_str().parse::<i64>() {
            Ok(number) => number.into(),
            Err(_) => i64::MAX.into(),
        },
        DeValue::Float(number) => number.as_str().parse::<f64>().unwrap_or(f64::MAX).into(),
        DeValue::Boolean(yes) => Json::Bool(*yes),
        DeValue::Datetime(moment) => {
            let moment = moment.to_string();
            let is_day = moment.len() == 10 && moment.parse::<jiff::civil::Date>().is_ok();
            if is_day { Json::Null } else { Json::String(moment) }
        }
        DeValue::Array(array) => array.iter().map(|item| to_json(item.get_ref())).collect(),
        DeValue::Table(table) => table
            .iter()
            .map(|(key, value)| (key.get_ref().to_string(), to_json(value.get_ref())))
            .collect(),
    }
}
