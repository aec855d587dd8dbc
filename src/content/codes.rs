//! `koder.toml`: the code of everything that can be handed over, given once and for ever.
//!
//! A code stands on paper in somebody's pocket. So it is not worked out from names or places, which
//! change when content does, but written down; [`crate::guidance::handover`] reads and writes them.

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
    /// What is ready to be handed over.
    #[serde(rename = "saet", default)]
    pub sets: Vec<RawSet>,
}

/// `[[saet]]`: several things for one occasion, at an address made of their codes.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSet {
    /// The occasion, e.g. "Første kontakt".
    #[serde(rename = "titel")]
    pub title: Word,
    /// What belongs to it, e.g. `afsnit:indgang`.
    #[serde(rename = "del")]
    pub parts: Vec<Word>,
}
