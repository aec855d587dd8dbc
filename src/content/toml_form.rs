//! What is wrong with a file that is TOML but not of its type, in an editor's words: the key, what it
//! wants, and the line as it should be.

use serde_json::{Map, Value as Json};
use toml::Spanned;
use toml::de::DeValue;

use super::schema_fit::{Misfit, Mistake};
use super::toml_tree::{child, key_span, span_of};
use super::typed::{self, QUOTES};
use crate::finding::Finding;
use crate::source::{FileId, Place};

/// Everything that differs; a key that is missing because it is misspelt or misplaced is told once.
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
        let told = |key: &str| {
            unknown.iter().any(|one| {
                let near = one.mistake.at == mistake.at && one.meant == Some(key);
                near || (one.meant.is_none() && one.key == key)
            })
        };
        match &mistake.kind {
            Misfit::UnknownKeys(_) => {}
            Misfit::MissingKey(key) if told(key) => {}
            _ => findings.push(form.describe_one(mistake)),
        }
    }
    findings
}

/// A key that the type does not have.
struct Unknown<'m> {
    mistake: &'m Mistake<'m>,
    key: &'m str,
    /// The key that was most likely meant.
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
        // Of a list, more may be meant than is there.
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

    /// The headings under which a key may stand; an empty one for the top of the file.
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
                    Value::Alone(value) if in_list => format!("Skriv {value}"),
                    Value::Alone(value) => format!("Skriv {key} = {value}"),
                    Value::Other(remedy) => remedy,
                };
                Finding::error("forkert-vaerdi", place, message, remedy)
            }
        }
    }

    /// What is wrong with a value, and the value as it should be.
    fn wrong(
        &self,
        key: &str,
        written: &str,
        value: Option<&DeValue<'_>>,
        wanted: &Json,
    ) -> (String, Value) {
        if let Some(options) = options(wanted) {
            return one_of(key, written, &options);
        }
        let bare = written.trim().trim_matches(QUOTES);
        let is_text = matches!(value, Some(DeValue::String(_)));
        let unquoted = "skal stå uden anførselstegn";
        match wanted["type"].as_str() {
            Some("null") => wrong_date(key, written, is_text),
            Some("integer") => match typed::number(written).or_else(|| leading(bare)) {
                Some(number) if is_text => {
                    (format!("»{key}« er et tal og {unquoted}."), Value::Alone(number.to_string()))
                }
                Some(number) => (
                    format!("»{key}« kan ikke være {bare}. Det skal være et helt tal."),
                    Value::Alone(number.to_string()),
                ),
                None => (
                    format!("»{key}« skal være et helt tal med cifre."),
                    Value::Other(format!("Skriv fx {key} = 14")),
                ),
            },
            Some("boolean") => match typed::truth(written) {
                Some(yes) => (format!("»{key}« {unquoted}."), Value::Alone(yes.to_string())),
                None => (
                    format!("»{key}« skal være ja eller nej."),
                    Value::Other(format!("Skriv {key} = true for ja. Slet linjen for nej.")),
                ),
            },
            Some("string") => match value {
                Some(DeValue::Array(_)) => {
                    let first = bare.trim_matches(['[', ']']).split(',').next().unwrap_or_default();
                    let first = first.trim().trim_matches(QUOTES);
                    (
                        format!("»{key}« skal være én tekst, ikke en liste."),
                        Value::Alone(format!("\"{first}\"")),
                    )
                }
                Some(DeValue::Table(_)) => (
                    format!("»{key}« skal være en tekst."),
                    Value::Other(format!("Skriv {key} = \"…\"")),
                ),
                _ => (
                    format!("»{key}« skal stå i anførselstegn."),
                    Value::Alone(format!("\"{bare}\"")),
                ),
            },
            Some("array") => match value {
                Some(DeValue::Table(_)) => (
                    format!(
                        "»{key}« er en liste af flere, så overskriften har to parenteser på hver side."
                    ),
                    Value::Other(format!("Skriv [[{key}]]")),
                ),
                _ => (
                    format!("»{key}« er en liste og skal stå i firkantede parenteser."),
                    Value::Alone(format!("[\"{bare}\"]")),
                ),
            },
            Some("object") => match value {
                Some(DeValue::Array(_)) => (
                    format!(
                        "»{key}« findes kun én gang, så overskriften har én parentes på hver side."
                    ),
                    Value::Other(format!("Skriv [{key}]")),
                ),
                _ => (
                    format!("»{key}« har flere felter."),
                    Value::Other(format!("Skriv {}", self.example(key, wanted))),
                ),
            },
            _ => (
                format!("»{key}« har ikke den rigtige form."),
                Value::Other(
                    "Se i vejledningen for redaktører, hvordan værdien skrives.".to_owned(),
                ),
            ),
        }
    }

    /// A line with the key as it might stand.
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

/// A value as it should be, or what else to do.
enum Value {
    Alone(String),
    Other(String),
}

fn is_position(token: &str) -> bool {
    token.parse::<usize>().is_ok()
}

/// `4 uger`: the number in front of its unit.
fn leading(text: &str) -> Option<u32> {
    text.split([' ', ',', '.']).next().and_then(|first| first.trim_start_matches('-').parse().ok())
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

/// The words that a schema allows, where it allows only some.
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

fn one_of(key: &str, written: &str, options: &[&str]) -> (String, Value) {
    let word = written.trim().trim_matches(QUOTES);
    let all = options.iter().map(|one| format!("\"{one}\"")).collect::<Vec<_>>().join(", ");
    let message = format!("»{word}« kan ikke bruges i »{key}«. Det skal være et af disse: {all}.");
    match nearest(word, options.iter().copied()) {
        Some(meant) => (message, Value::Alone(format!("\"{meant}\""))),
        None => (
            message,
            Value::Other(format!("Skriv fx {key} = \"{}\"", options.first().unwrap_or(&""))),
        ),
    }
}

fn wrong_date(key: &str, written: &str, is_text: bool) -> (String, Value) {
    match typed::date(written) {
        Some(Some(date)) if is_text => (
            format!("»{key}« er en dato og skal stå uden anførselstegn."),
            Value::Alone(date.to_string()),
        ),
        Some(Some(date)) => (
            format!("»{key}« er en dato, år-måned-dag, uden klokkeslæt."),
            Value::Alone(date.to_string()),
        ),
        Some(None) => (
            format!("Datoen {written} findes ikke."),
            Value::Other(format!("Ret den. En dato skrives år-måned-dag: {key} = 2026-01-31")),
        ),
        None => (
            format!("»{key}« skal være en dato, år-måned-dag."),
            Value::Other(format!("Skriv fx {key} = 2026-01-31, eller slet linjen.")),
        ),
    }
}

/// The name that somebody most likely meant: the same but for its letters' form, or a slip away.
pub fn nearest<'n>(written: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let folded = |text: &str| {
        let text = text.to_lowercase().replace(['-', ' '], "_");
        text.replace('æ', "ae").replace('ø', "oe").replace('å', "aa")
    };
    let written = folded(written);
    let room = (written.chars().count() / 3).max(1);
    let with_distance =
        names.map(|name| (strsim::damerau_levenshtein(&written, &folded(name)), name));
    let best = with_distance.min_by_key(|(distance, _)| *distance);
    best.filter(|(distance, _)| *distance <= room).map(|(_, name)| name)
}
