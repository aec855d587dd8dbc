//! What was ever published: every address and heading id (`adresser.toml`), what limits each record
//! (`forbehold.toml`), and what each code means (`udleverede-koder.toml`).
//!
//! A published address must answer or redirect for ever. The ledger tells the checks what has been
//! published; `check --publish` adds new addresses.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;

use super::text::Word;

pub const PATH: &str = "adresser.toml";

/// `adresser.toml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LedgerFile {
    /// The addresses, sorted.
    #[serde(rename = "adresse", default)]
    pub addresses: Vec<Published>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// The address, e.g. `/kommune/klage`.
    #[serde(rename = "sti")]
    pub path: Word,
    /// The heading ids that were published on it.
    #[serde(rename = "overskrifter", default)]
    pub headings: Vec<Word>,
    /// Heading ids that have been removed for good: a link to one leads to the top of the page.
    #[serde(rename = "udgaaet", default)]
    pub gone: Vec<Word>,
    /// Where the address redirects, if the page has been removed.
    #[serde(rename = "flyttet_til")]
    pub moved_to: Option<Word>,
}

/// `forbehold.toml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QualifierFile {
    #[serde(rename = "forbehold", default)]
    pub qualifiers: Vec<KeptQualifier>,
}

/// Something that limits or casts doubt on a record.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeptQualifier {
    /// The record, e.g. `ret:under-18`.
    #[serde(rename = "ved")]
    pub of: Word,
    #[serde(rename = "tekst")]
    pub text: Word,
}

/// `udleverede-koder.toml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeptCodeFile {
    #[serde(rename = "kode", default)]
    pub codes: Vec<KeptCode>,
}

/// A code on paper that people keep.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeptCode {
    #[serde(rename = "kode")]
    pub code: Word,
    /// What it means, e.g. `ret:under-18`.
    #[serde(rename = "ting")]
    pub thing: Word,
}

/// Addresses and their heading ids.
pub type Addresses = BTreeMap<String, BTreeSet<String>>;

/// Addresses that are not in the ledger yet, and new heading ids on known addresses.
pub fn missing(published: &[Published], existing: &Addresses) -> Addresses {
    let mut kept: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for one in published {
        kept.entry(&one.path).or_default().extend(one.headings.iter().map(|id| &**id));
    }
    let mut missing = Addresses::new();
    for (path, ids) in existing {
        let known = kept.get(path.as_str());
        let new = ids.iter().filter(|id| known.is_none_or(|known| !known.contains(id.as_str())));
        let new: BTreeSet<String> = new.cloned().collect();
        if known.is_none() || !new.is_empty() {
            missing.insert(path.clone(), new);
        }
    }
    missing
}
