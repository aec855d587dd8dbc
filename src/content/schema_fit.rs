//! Compares a value with a JSON schema, supporting as much of JSON Schema as our own types use.
//!
//! A test checks that the schemas use no keyword that is unknown here.

use serde_json::{Map, Value as Json};

#[derive(Debug)]
pub struct Mistake<'s> {
    /// The keys and indexes that lead to it.
    pub at: Vec<String>,
    pub kind: Misfit,
    /// The part of the schema that it does not match.
    pub wanted: &'s Json,
}

/// How a value differs from its schema.
#[derive(Debug, PartialEq, Eq)]
pub enum Misfit {
    /// A table has keys that are not allowed.
    UnknownKeys(Vec<String>),
    /// A table is missing a key.
    MissingKey(String),
    /// A text is too short, which here means empty.
    Empty,
    /// A list has too few or too many items.
    Count(u64),
    /// A value has the wrong type, or is not one of those allowed.
    Value,
}

/// Every mismatch between `value` and `schema`, which may refer to its own definitions.
pub fn mistakes<'s>(schema: &'s Json, value: &Json) -> Vec<Mistake<'s>> {
    let mut fit = Fit { root: schema, at: Vec::new(), found: Vec::new() };
    fit.check_value(value, schema);
    fit.found
}

struct Fit<'s> {
    root: &'s Json,
    at: Vec<String>,
    found: Vec<Mistake<'s>>,
}

impl<'s> Fit<'s> {
    fn report(&mut self, kind: Misfit, wanted: &'s Json) {
        self.found.push(Mistake { at: self.at.clone(), kind, wanted });
    }

    fn check_value(&mut self, value: &Json, wanted: &'s Json) {
        let target = wanted["$ref"].as_str().and_then(|target| target.strip_prefix('#'));
        if let Some(target) = target.and_then(|target| self.root.pointer(target)) {
            self.check_value(value, target);
        }
        if !self.is_allowed(value, wanted) {
            return self.report(Misfit::Value, wanted);
        }
        match value {
            Json::Object(table) => self.check_table(table, wanted),
            Json::Array(list) => self.check_list(list, wanted),
            Json::String(text) => {
                let least = wanted["minLength"].as_u64().unwrap_or(0);
                if (text.chars().count() as u64) < least {
                    self.report(Misfit::Empty, wanted);
                }
            }
            _ => {}
        }
    }

    /// Whether the value itself is allowed here, whatever it contains.
    fn is_allowed(&self, value: &Json, wanted: &'s Json) -> bool {
        let typed = match &wanted["type"] {
            Json::String(name) => has_type(value, name),
            Json::Array(names) => {
                names.iter().filter_map(Json::as_str).any(|name| has_type(value, name))
            }
            _ => true,
        };
        let one_fits = |keyword: &str| {
            let Some(choices) = wanted[keyword].as_array() else { return true };
            choices.iter().any(|choice| {
                let mut fit = Fit { root: self.root, at: Vec::new(), found: Vec::new() };
                fit.check_value(value, choice);
                fit.found.is_empty()
            })
        };
        let number = value.as_f64();
        let bound = |keyword: &str| number.zip(wanted[keyword].as_f64());
        typed
            && wanted.get("const").is_none_or(|only| only == value)
            && wanted["enum"].as_array().is_none_or(|all| all.contains(value))
            && one_fits("anyOf")
            && one_fits("oneOf")
            && bound("minimum").is_none_or(|(number, least)| number >= least)
            && bound("maximum").is_none_or(|(number, most)| number <= most)
    }

    fn check_table(&mut self, table: &Map<String, Json>, wanted: &'s Json) {
        let known = &wanted["properties"];
        let others = &wanted["additionalProperties"];
        let mut unknown = Vec::new();
        for (key, value) in table {
            let inner = known.get(key).unwrap_or(others);
            if inner == &Json::Bool(false) {
                unknown.push(key.clone());
                continue;
            }
            self.at.push(key.clone());
            self.check_value(value, inner);
            self.at.pop();
        }
        if !unknown.is_empty() {
            self.report(Misfit::UnknownKeys(unknown), wanted);
        }
        let required = wanted["required"].as_array().into_iter().flatten();
        for key in required.filter_map(Json::as_str).filter(|key| !table.contains_key(*key)) {
            self.report(Misfit::MissingKey(key.to_owned()), wanted);
        }
    }

    fn check_list(&mut self, list: &[Json], wanted: &'s Json) {
        let limits = [wanted["minItems"].as_u64(), wanted["maxItems"].as_u64()];
        let length = list.len() as u64;
        let [least, most] = limits;
        let wrong = least.filter(|least| length < *least).or(most.filter(|most| length > *most));
        if let Some(limit) = wrong {
            self.report(Misfit::Count(limit), wanted);
        }
        for (position, value) in list.iter().enumerate() {
            self.at.push(position.to_string());
            self.check_value(value, &wanted["items"]);
            self.at.pop();
        }
    }
}

fn has_type(value: &Json, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::content::schema;

    fn found(schema: &Json, value: &Json) -> Vec<(String, Misfit)> {
        mistakes(schema, value).into_iter().map(|one| (one.at.join("/"), one.kind)).collect()
    }

    #[test]
    fn every_keyword_is_checked() {
        use Misfit::{Count, Empty, MissingKey, UnknownKeys, Value};
        let schema = json!({
            "type": "object",
            "properties": {
                "id": { "type": "string", "minLength": 1 },
                "days": { "type": "integer", "minimum": 1, "maximum": 9 },
                "when": { "type": ["string", "null"] },
                "who": { "$ref": "#/$defs/Who" },
                "pair": {
                    "type": "array", "items": { "type": "boolean" }, "minItems": 2, "maxItems": 2
                },
                "free": { "type": "object", "additionalProperties": { "type": "number" } },
                "either": { "anyOf": [{ "type": "boolean" }, { "$ref": "#/$defs/Who" }] },
                "listed": { "enum": ["a", "b"] }
            },
            "required": ["id", "days"],
            "additionalProperties": false,
            "$defs": { "Who": { "oneOf": [{ "const": "you" }, { "const": "they" }] } }
        });
        let sound = json!({
            "id": "å", "days": 9, "when": null, "who": "you", "pair": [true, false],
            "free": { "x": 1.5 }, "either": "they", "listed": "b"
        });
        assert_eq!(found(&schema, &sound), []);
        for (key, wrong, at, kind) in [
            ("id", json!(""), "id", Empty),
            ("id", json!(1), "id", Value),
            ("days", json!(0), "days", Value),
            ("days", json!(10), "days", Value),
            ("days", json!(1.5), "days", Value),
            ("when", json!(7), "when", Value),
            ("who", json!("we"), "who", Value),
            ("pair", json!([true]), "pair", Count(2)),
            ("pair", json!([true, true, true]), "pair", Count(2)),
            ("pair", json!([true, "x"]), "pair/1", Value),
            ("pair", json!({}), "pair", Value),
            ("free", json!({ "x": "y" }), "free/x", Value),
            ("free", json!([]), "free", Value),
            ("either", json!("we"), "either", Value),
            ("listed", json!("c"), "listed", Value),
            ("new", json!(1), "", UnknownKeys(vec!["new".to_owned()])),
        ] {
            let mut tree = sound.clone();
            tree[key] = wrong;
            assert_eq!(found(&schema, &tree), [(at.to_owned(), kind)], "{tree}");
        }
        let missing = |key: &str| (String::new(), MissingKey(key.to_owned()));
        assert_eq!(found(&schema, &json!({})), [missing("id"), missing("days")]);
    }

    #[test]
    fn a_mistake_has_the_part_of_the_schema_that_it_violates() {
        let schema = json!({
            "properties": { "who": { "$ref": "#/$defs/Who" } },
            "$defs": { "Who": { "type": "object", "required": ["id"] } }
        });
        let found = mistakes(&schema, &json!({ "who": {} }));
        let wanted: Vec<&Json> = found.iter().map(|one| one.wanted).collect();
        assert_eq!(wanted, [&schema["$defs"]["Who"]]);
    }

    /// An unknown keyword would be ignored silently.
    #[test]
    fn schemas_only_use_known_keywords() {
        const CHECKED: [&str; 16] = [
            "$ref",
            "additionalProperties",
            "anyOf",
            "const",
            "enum",
            "items",
            "maxItems",
            "maximum",
            "minItems",
            "minLength",
            "minimum",
            "oneOf",
            "properties",
            "required",
            "type",
            "$defs",
        ];
        /// Keywords for people and editors; TOML itself checks the format of a date.
        const IGNORED: [&str; 6] =
            ["$schema", "title", "description", "default", "format", schema::ORDER];
        fn keywords(schema: &Json, all: &mut Vec<String>) {
            let Some(map) = schema.as_object() else { return };
            for (keyword, value) in map {
                all.push(keyword.clone());
                match keyword.as_str() {
                    "properties" | "$defs" => {
                        value
                            .as_object()
                            .into_iter()
                            .flat_map(Map::values)
                            .for_each(|one| keywords(one, all));
                    }
                    "anyOf" | "oneOf" => {
                        value.as_array().into_iter().flatten().for_each(|one| keywords(one, all));
                    }
                    "items" | "additionalProperties" => keywords(value, all),
                    _ => {}
                }
            }
        }
        let mut all = Vec::new();
        for file in super::super::schema::all() {
            keywords(file.schema.as_value(), &mut all);
        }
        assert!(all.len() > 1000, "{}", all.len());
        let known =
            |word: &String| CHECKED.contains(&word.as_str()) || IGNORED.contains(&word.as_str());
        let unknown: Vec<&String> = all.iter().filter(|word| !known(word)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
