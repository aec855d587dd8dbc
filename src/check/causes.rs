//! Suppresses consequences: findings that only follow from a file that could not be read properly
//! are not reported. There would be hundreds of them, with misleading advice.

use std::collections::BTreeSet;

use crate::finding::{Finding, Severity, Thing};
use crate::source::Sources;

/// Rules that compare files with each other. Findings with [`Finding::missing`] also count.
const RELATIONS: [&str; 13] = [
    "beregner",
    "forsvundet-adresse",
    "forsvundet-overskrift",
    "indgang-uden-telefon",
    "kilde-uden-side",
    "manglende-fil",
    "ny-adresse",
    "uden-kode",
    "ukendt-afsnit",
    "ukendt-henvisning",
    "vejviser-blad",
    "vejviser-ubrugt",
    "vejviser-ukendt",
];

/// The files that could not be read, or only in part.
pub(super) struct Causes {
    paths: BTreeSet<String>,
}

impl Causes {
    /// From the findings of reading.
    pub(super) fn of(sources: &Sources, reading: &[Finding]) -> Self {
        let errors = reading.iter().filter(|found| found.severity == Severity::Error);
        let path = |found: &Finding| path_of(sources, found).to_owned();
        Self { paths: errors.map(path).collect() }
    }

    /// The findings that can't be a consequence of any of the files.
    pub(super) fn independent(&self, sources: &Sources, found: Vec<Finding>) -> Vec<Finding> {
        if self.paths.is_empty() {
            return found;
        }
        let is_independent = |one: &Finding| {
            let path = path_of(sources, one);
            let related = one.missing.is_some() || RELATIONS.contains(&one.rule);
            let follows = self.paths.contains(path) || (related && self.touches(one, path));
            !follows
        };
        found.into_iter().filter(is_independent).collect()
    }

    /// Whether the file may contain what the finding misses: it must belong to the same
    /// municipality or be shared. The same file in two municipalities is unrelated.
    fn touches(&self, found: &Finding, path: &str) -> bool {
        let about = found.missing.as_ref().filter(|missing| missing.thing == Thing::Address);
        // An address belongs to its municipality, although the ledger is shared.
        let here = match about {
            Some(missing) => missing.municipality.as_deref(),
            None => municipality(path),
        };
        self.paths.iter().any(|cause| match (municipality(cause), here) {
            (Some(cause), Some(here)) => cause == here,
            _ => true,
        })
    }
}

fn path_of<'a>(sources: &'a Sources, found: &'a Finding) -> &'a str {
    found.path.as_deref().unwrap_or_else(|| &sources.get(found.place.file).path)
}

/// The municipality folder that a file is in.
fn municipality(path: &str) -> Option<&str> {
    let (folder, _) = path.split_once('/')?;
    (!crate::content::SHARED_FOLDERS.contains(&folder)).then_some(folder)
}
