//! Words and texts written by editors, each with its place in the file.

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, Range};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

/// A word or phrase used exactly as written: an id, a name, a number. No Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    value: String,
    span: Range<usize>,
}

/// One or more sentences in inline Markdown; [`crate::markdown`] turns it into HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(Word);

impl Word {
    /// A word that is in no file, for tests and for values the site makes up.
    pub fn made(value: &str) -> Self {
        Self { value: value.to_owned(), span: 0..0 }
    }

    /// The bytes in the file, quotes included.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    pub fn as_str(&self) -> &str {
        &self.value
    }
}

impl Text {
    pub fn as_str(&self) -> &str {
        &self.0.value
    }

    /// The bytes in the file, quotes included.
    pub fn span(&self) -> Range<usize> {
        self.0.span()
    }
}

impl Deref for Word {
    type Target = str;

    fn deref(&self) -> &str {
        &self.value
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.value)
    }
}

impl PartialEq<str> for Word {
    fn eq(&self, other: &str) -> bool {
        self.value == other
    }
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = toml::Spanned::<String>::deserialize(deserializer)?;
        let span = spanned.span();
        Ok(Self { value: spanned.into_inner(), span })
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Word::deserialize(deserializer).map(Self)
    }
}

impl JsonSchema for Word {
    fn schema_name() -> Cow<'static, str> {
        "ord".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "string", "minLength": 1 })
    }
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "tekst".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "string", "minLength": 1 })
    }
}

/// A day of the calendar, written as a TOML date: `2026-11-22`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub jiff::civil::Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let written = toml::value::Datetime::deserialize(deserializer)?;
        match (written.date, written.time) {
            (Some(_), None) => written.to_string().parse().map(Self).map_err(D::Error::custom),
            _ => Err(D::Error::custom("forventede en dato som 2026-11-22")),
        }
    }
}

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "dato".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}
