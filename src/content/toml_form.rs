//! Explains to an editor what is wrong with a TOML file that doesn't fit its type: the key, what is
//! expected, and the corrected line.

use serde_json::{Map, Value as Json};
use toml::Spanned;
use toml::de::DeValue;

use super::schema_fit::{Misfit, Mistake};
use super::toml_tree::{child, key_span, span_of};
use super::toml_value::{
    Repair, nearest, one_of, wrong_date, wrong_list, wrong_number, wrong_text, wrong_truth,
};
use super::typed::QUOTES;
use crate::finding::Finding;
use crate::source::{FileId, Place};

/// Describes every difference; a key that is missing because it is misspelt or misplaced is
/// reported only once.
pub(super) fn describe(
    file: FileId,
    text: &str,
    tree: &DeValue<'_>,
    schema: &Json,
    mistakes: &[Mistake<'_>],
) -> Vec<Finding> {
    let form = Form { file, text, tree, schema };
    let unknown: Vec<Unknown<'_>> = mistakes.iter().flat_map(|one| form.unknown(one)).collect();
    let mut findings: Vec<Finding> = unknown.iter().map(|one| form.describe_unknown(one)).collect();
    for mistake in mistakes {
        let is_reported = |key: &str| {
            unknown.iter().any(|one| {
                let near = one.mistake.at == mistake.at && one.meant == Some(key);
                near || (one.meant.is_none() && one.key == key)
            })
        };
        match &mistake.kind {
            Misfit::UnknownKeys(_) => {}
            Misfit::MissingKey(key) if is_reported(key) => {}
            _ => findings.push(form.describe_one(mistake)),
        }
    }
    findings
}

/// A key that the type doesn't have.
struct Unknown<'m> {
    mistake: &'m Mistake<'m>,
    key: &'m str,
    /// The key that was probably meant.
    meant: Option<&'m str>,
}

struct Form<'a> {
    file: FileId,
    text: &'a str,
    tree: &'a DeValue<'a>,
    schema: &'a Json,
}

impl Form<'_> {
    fn unknown<'m>(&self, mistake: &'m Mistake<'m>) -> Vec<Unknown<'m>> {
        let Misfit::UnknownKeys(unexpected) = &mistake.kind else { return Vec::new() };
        let known = mistake.wanted["properties"].as_object();
        let table = mistake
            .at
            .iter()
            .try_fold(self.tree, |value, token| Some(child(value, token)?.get_ref()));
        // A list may have more entries than there are now.
        let free = |unknown: &str, key: &str| match table {
            Some(DeValue::Table(table)) => {
                let is_list =
                    |key| matches!(table.get(key).map(Spanned::get_ref), Some(DeValue::Array(_)));
                !table.contains_key(key) || (is_list(unknown) && is_list(key))
            }
            _ => true,
        };
        let of = |key: &'m String| {
            let names = known.into_iter().flat_map(Map::keys).map(String::as_str);
            let meant = nearest(key, names.filter(|name| free(key, name)));
            Unknown { mistake, key, meant }
        };
        unexpected.iter().map(of).collect()
    }

    fn describe_unknown(&self, one: &Unknown<'_>) -> Finding {
        let at = &one.mistake.at;
        let span = key_span(self.tree, at, one.key).unwrap_or_else(|| span_of(self.tree, at));
        let place = Place::new(self.file, span);
        let here = heading(at);
        if let Some(meant) = one.meant {
            let message = format!("Nøglen »{}« findes ikke{}.", one.key, inside(&here));
            return Finding::error("ukendt-noegle", place, message, format!("Mener du »{meant}«?"));
        }
        let there = self.homes(one.key);
        if there.is_empty() {
            let known = one.mistake.wanted["properties"].as_object();
            let known: Vec<&str> =
                known.into_iter().flat_map(Map::keys).map(String::as_str).collect();
            return Finding::error(
                "ukendt-noegle",
                place,
                format!("Nøglen »{}« findes ikke{}.", one.key, inside(&here)),
                format!("Slet linjen, eller brug en af disse: {}.", known.join(", ")),
            );
        }
        let here =
            if here.is_empty() { "øverst i filen".to_owned() } else { format!("under {here}") };
        let remedy = if there.iter().any(String::is_empty) {
            "Flyt linjen op over den første overskrift i [ ].".to_owned()
        } else {
            format!("Flyt linjen til lige under {}.", there.join(" eller "))
        };
        let rule = "En linje hører til den overskrift, der står nærmest over den.";
        Finding::error(
            "ukendt-noegle",
            place,
            format!("Nøglen »{}« hører ikke til {here}.", one.key),
            format!("{remedy} {rule}"),
        )
    }

    /// The headings that may contain the key; an empty string for the top of the file.
    fn homes(&self, key: &str) -> Vec<String> {
        let mut homes = Vec::new();
        let mut waiting = vec![(Vec::<String>::new(), self.schema, 0)];
        while let Some((path, schema, depth)) = waiting.pop() {
            let Some(properties) = schema["properties"].as_object() else { continue };
            let home = heading(&path);
            if properties.contains_key(key) && !homes.contains(&home) {
                homes.push(home);
            }
            for (name, value) in properties.iter().filter(|_| depth < 3) {
                let value = self.resolved(value);
                let mut path = path.clone();
                path.push(name.clone());
                if value["type"] == "array" {
                    path.push("0".to_owned());
                    waiting.push((path, self.resolved(&value["items"]), depth + 1));
                } else {
                    waiting.push((path, value, depth + 1));
                }
            }
        }
        homes
    }

    fn resolved<'s>(&'s self, schema: &'s Json) -> &'s Json {
        let target = schema["$ref"].as_str().and_then(|target| target.strip_prefix('#'));
        target.and_then(|target| self.schema.pointer(target)).unwrap_or(schema)
    }

    fn describe_one(&self, mistake: &Mistake<'_>) -> Finding {
        let at = &mistake.at;
        let span = span_of(self.tree, at);
        let written = self.text.get(span.clone()).unwrap_or_default();
        let key = at.iter().rev().find(|token| !is_position(token)).map_or("", String::as_str);
        let in_list = at.last().is_some_and(|token| is_position(token));
        let place = Place::new(self.file, span);
        let wanted = mistake.wanted;
        match &mistake.kind {
            Misfit::MissingKey(missing) => {
                let example = self.example(missing, &wanted["properties"][missing]);
                let message = format!("Nøglen »{missing}« mangler{}.", inside(&heading(at)));
                let remedy = format!("Skriv en linje: {example}");
                Finding::error("manglende-noegle", place, message, remedy)
            }
            Misfit::Empty => Finding::error(
                "tom-vaerdi",
                place,
                format!("Værdien af »{key}« er tom."),
                "Skriv en værdi, eller slet linjen, hvis nøglen kan undværes.",
            ),
            Misfit::Count(limit) => Finding::error(
                "forkert-vaerdi",
                place,
                format!("Listen »{key}« har ikke det rigtige antal."),
                format!("Der skal være {limit}, adskilt af komma."),
            ),
            Misfit::UnknownKeys(_) | Misfit::Value => {
                let value = at
                    .iter()
                    .try_fold(self.tree, |value, token| Some(child(value, token)?.get_ref()));
                let (message, value) = self.wrong(key, written, value, wanted);
                let remedy = match value {
                    Repair::Value(value) if in_list => format!("Skriv {value}"),
                    Repair::Value(value) => format!("Skriv {key} = {value}"),
                    Repair::Advice(remedy) => remedy,
                };
                Finding::error("forkert-vaerdi", place, message, remedy)
            }
        }
    }

    /// What is wrong with a value, and the corrected value.
    fn wrong(
        &self,
        key: &str,
        written: &str,
        value: Option<&DeValue<'_>>,
        wanted: &Json,
    ) -> (String, Repair) {
        if let Some(options) = options(wanted) {
            return one_of(key, written, &options);
        }
        let bare = written.trim().trim_matches(QUOTES);
        let is_text = matches!(value, Some(DeValue::String(_)));
        match wanted["type"].as_str() {
            Some("null") => wrong_date(key, written, is_text),
            Some("integer") => wrong_number(key, bare, is_text),
            Some("boolean") => wrong_truth(key, written),
            Some("string") => wrong_text(key, bare, value),
            Some("array") => wrong_list(key, bare, value),
            Some("object") => match value {
                Some(DeValue::Array(_)) => (
                    format!(
                        "»{key}« findes kun én gang, så overskriften har én parentes på hver side."
                    ),
                    Repair::Advice(format!("Skriv [{key}]")),
                ),
                _ => (
                    format!("»{key}« har flere felter."),
                    Repair::Advice(format!("Skriv {}", self.example(key, wanted))),
                ),
            },
            _ => (
                format!("»{key}« har ikke den rigtige form."),
                Repair::Advice(
                    "Se i vejledningen for redaktører, hvordan værdien skrives.".to_owned(),
                ),
            ),
        }
    }

    /// An example line with the key.
    fn example(&self, key: &str, wanted: &Json) -> String {
        let wanted = self.resolved(wanted);
        if let Some(options) = options(wanted) {
            return format!("{key} = \"{}\"", options.first().copied().unwrap_or_default());
        }
        match wanted["type"].as_str() {
            Some("null") => format!("{key} = 2026-01-31"),
            Some("integer") => format!("{key} = 14"),
            Some("boolean") => format!("{key} = true"),
            Some("array") if self.resolved(&wanted["items"])["type"] == "object" => {
                format!("[[{key}]]")
            }
            Some("array") => format!("{key} = [\"…\"]"),
            Some("object") => {
                let fields =
                    wanted["required"].as_array().into_iter().flatten().filter_map(Json::as_str);
                let fields: Vec<String> =
                    fields.map(|field| self.example(field, &wanted["properties"][field])).collect();
                format!("{key} = {{ {} }}", fields.join(", "))
            }
            _ => format!("{key} = \"…\""),
        }
    }
}

fn is_position(token: &str) -> bool {
    token.parse::<usize>().is_ok()
}

/// `[frist.beregner]` or `[[kontakt]]` for the keys that lead to a table.
fn heading(at: &[String]) -> String {
    let names: Vec<&str> =
        at.iter().map(String::as_str).filter(|token| !is_position(token)).collect();
    match at.last() {
        None => String::new(),
        Some(last) if is_position(last) => format!("[[{}]]", names.join(".")),
        Some(_) => format!("[{}]", names.join(".")),
    }
}

fn inside(heading: &str) -> String {
    if heading.is_empty() { String::new() } else { format!(" under {heading}") }
}

/// The words allowed by a schema, if it allows only some.
fn options(wanted: &Json) -> Option<Vec<&str>> {
    let listed = wanted["enum"].as_array().map(|all| all.iter().filter_map(Json::as_str).collect());
    let named = || {
        let all = wanted["oneOf"].as_array()?;
        let words = all.iter().flat_map(|one| match one["enum"].as_array() {
            Some(words) => words.iter().filter_map(Json::as_str).collect(),
            None => one["const"].as_str().into_iter().collect::<Vec<_>>(),
        });
        Some(words.collect())
    };
    listed.or_else(named)
}
