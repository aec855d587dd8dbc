//! `adresser.toml`: every address and heading id that was ever published.
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
