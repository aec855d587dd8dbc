//! `koder.toml`: the permanent code of everything that can be handed over.
//!
//! Codes are printed on paper that people keep, so they must not be derived from names or
//! positions, which change with the content. They are written down here instead;
//! [`crate::features::handover`] reads and writes them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::text::Word;

/// `koder.toml`: ids and their codes.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeFile {
    /// Sections: one letter.
    #[serde(rename = "afsnit", default)]
    pub sections: BTreeMap<String, Word>,
    /// Rights: a digit and one character.
    #[serde(rename = "ret", default)]
    pub rights: BTreeMap<String, Word>,
    /// Complaint routes: a digit and one character.
    #[serde(rename = "klagevej", default)]
    pub routes: BTreeMap<String, Word>,
    /// Sets that are ready to hand over.
    #[serde(rename = "saet", default)]
    pub sets: Vec<RawSet>,
}

/// `[[saet]]`: several parts for one occasion, at an address made of their codes.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSet {
    /// The occasion, e.g. "Første kontakt".
    #[serde(rename = "titel")]
    pub title: Word,
    /// The parts, e.g. `afsnit:indgang`.
    #[serde(rename = "del")]
    pub parts: Vec<Word>,
}
