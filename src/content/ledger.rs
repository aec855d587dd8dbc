//! `adresser.toml`: every address and heading id that was ever published.
//!
//! An address once published answers for ever, or redirects. The ledger is how the checks know
//! what was published; `check --publish` adds what is new.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Deserialize;

use super::text::Word;

/// The file's path.
pub const PATH: &str = "adresser.toml";

/// `adresser.toml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LedgerFile {
    /// The addresses, sorted.
    #[serde(rename = "adresse", default)]
    pub addresses: Vec<Published>,
}

/// An address that was published.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// The address, e.g. `/kommune/klage`.
    #[serde(rename = "sti")]
    pub path: Word,
    /// The heading ids that were published on it.
    #[serde(rename = "overskrifter", default)]
    pub headings: Vec<Word>,
    /// Where it leads now, if the page is gone.
    #[serde(rename = "flyttet_til")]
    pub moved_to: Option<Word>,
}

/// Addresses and their heading ids.
pub type Addresses = BTreeMap<String, BTreeSet<String>>;

/// The text of a ledger that holds what `old` holds and what exists now. Nothing is ever removed.
pub fn with_new(old: &[Published], existing: &Addresses) -> String {
    let mut all: BTreeMap<&str, (BTreeSet<&str>, Option<&str>)> = BTreeMap::new();
    for published in old {
        let entry = all.entry(&published.path).or_default();
        entry.0.extend(published.headings.iter().map(|id| &**id));
        entry.1 = published.moved_to.as_deref();
    }
    for (path, ids) in existing {
        all.entry(path).or_default().0.extend(ids.iter().map(String::as_str));
    }
    let mut text = String::from(
        "# Alle adresser og overskrifter, der har været offentlige. Filen skrives af\n\
         # `kvalitetsstandard check --publish`. Slet aldrig noget: er en side væk, så skriv\n\
         # flyttet_til = \"/den-nye-adresse\".\n",
    );
    for (path, (ids, moved_to)) in all {
        // Writing to a String can't fail.
        let _ = write!(text, "\n[[adresse]]\nsti = \"{path}\"\n");
        if let Some(target) = moved_to {
            let _ = writeln!(text, "flyttet_til = \"{target}\"");
        }
        if !ids.is_empty() {
            let ids: Vec<String> = ids.into_iter().map(|id| format!("    \"{id}\",\n")).collect();
            let _ = writeln!(text, "overskrifter = [\n{}]", ids.concat());
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ledger_grows_and_forgets_nothing() {
        let old = "[[adresse]]\nsti = \"/a\"\noverskrifter = [\"x\"]\n\
                   [[adresse]]\nsti = \"/b\"\nflyttet_til = \"/a\"\n";
        let old: LedgerFile = toml::from_str(old).unwrap();
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        let now = Addresses::from([("/a".to_owned(), ids(&["y"])), ("/c".to_owned(), ids(&[]))]);
        let text = with_new(&old.addresses, &now);
        let new: LedgerFile = toml::from_str(&text).unwrap();
        let paths: Vec<&str> = new.addresses.iter().map(|one| one.path.as_str()).collect();
        assert_eq!(paths, ["/a", "/b", "/c"]);
        let headings: Vec<&str> = new.addresses[0].headings.iter().map(|id| &**id).collect();
        assert_eq!(headings, ["x", "y"]);
        assert_eq!(new.addresses[1].moved_to.as_deref(), Some("/a"));
        assert_eq!(with_new(&new.addresses, &now), text);
    }
}
