//! Cause before consequence: of what follows from a file that could not be read as it was meant,
//! nothing is reported. It would be hundreds of findings, and their advice would do harm.

use std::collections::BTreeSet;

use crate::finding::{Finding, Severity, Thing};
use crate::source::Sources;

/// Rules that speak of what one file lacks because of what stands, or doesn't, in another. What is
/// [`Finding::missing`] is one of these too.
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

/// The files that could not be read, or not as they were meant.
pub(super) struct Causes {
    paths: BTreeSet<String>,
}

impl Causes {
    /// By what reading found.
    pub(super) fn of(sources: &Sources, reading: &[Finding]) -> Self {
        let errors = reading.iter().filter(|found| found.severity == Severity::Error);
        let path = |found: &Finding| path_of(sources, found).to_owned();
        Self { paths: errors.map(path).collect() }
    }

    /// Those that can't follow from any of the files.
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

    /// Whether one of the files may hold what a finding misses: a file of the same municipality, or
    /// one that all share. The same file of two municipalities has nothing to do with each other.
    fn touches(&self, found: &Finding, path: &str) -> bool {
        let about = found.missing.as_ref().filter(|missing| missing.thing == Thing::Address);
        // An address belongs to whose it is, though the ledger is shared.
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

/// The folder of a municipality that a file lies in.
fn municipality(path: &str) -> Option<&str> {
    let (folder, _) = path.split_once('/')?;
    (!crate::content::SHARED_FOLDERS.contains(&folder)).then_some(folder)
}
