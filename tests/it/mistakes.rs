//! Everyday mistakes of editors: each causes one error, or a few at most, on the line of the
//! mistake, in Danish, with what to write. The mistakes are data, in `mistakes/`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kvalitetsstandard::edition;
use kvalitetsstandard::finding::{Finding, Severity, one_line};
use kvalitetsstandard::source::{Sources, is_content};
use rayon::prelude::*;
use regex::Regex;
use serde::Deserialize;

use crate::support::{day_of_measurement, fixture};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    fejl: Vec<Mistake>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mistake {
    /// The file with the mistake.
    fil: String,
    /// The text to replace at its first occurrence.
    find: Option<String>,
    /// The replacement; without `find`, the whole file.
    skriv: Option<String>,
    /// Text to insert at the start of the file.
    foran: Option<String>,
    /// Whether to delete the file.
    #[serde(default)]
    slet: bool,
    /// The rule that finds the mistake.
    regel: String,
    /// The path of the finding, if it is in another file.
    sted: Option<String>,
    /// Text on the line of the finding; by default the first line of `skriv`.
    linje: Option<String>,
    /// Text that the finding must contain.
    #[serde(default)]
    raad: String,
    /// The most errors allowed.
    #[serde(default = "one")]
    hoejst: usize,
}

fn one() -> usize {
    1
}

impl Mistake {
    fn name(&self) -> String {
        let made = self.skriv.as_ref().or(self.foran.as_ref());
        format!("{} {:?}", self.fil, made.map_or("slettet", |text| text.as_str()))
    }

    /// The files including the mistake.
    fn made(&self, files: &BTreeMap<String, String>) -> BTreeMap<String, String> {
        let mut files = files.clone();
        let before = files.remove(&self.fil).unwrap_or_default();
        let written = self.skriv.clone().unwrap_or_default();
        let after = match (&self.find, &self.foran) {
            (Some(find), _) => {
                assert!(before.contains(find.as_str()), "{} has no {find}", self.fil);
                before.replacen(find.as_str(), &written, 1)
            }
            (None, Some(front)) => format!("{front}{before}"),
            (None, None) => written,
        };
        if !self.slet {
            files.insert(self.fil.clone(), after);
        }
        files
    }

    /// What is wrong with the findings, if anything.
    fn judge(&self, files: &BTreeMap<String, String>, day: Date) -> Option<String> {
        let sources = Sources::from_files(self.made(files));
        let (sources, findings) = match edition::load(sources, &[], day) {
            Ok(edition) => (edition.book.sources.clone(), edition.findings),
            Err(refused) => (refused.sources, refused.findings),
        };
        let failing: Vec<&Finding> =
            findings.iter().filter(|found| found.severity != Severity::Note).collect();
        let errors = failing.iter().filter(|found| found.severity == Severity::Error).count();
        let expected = failing.iter().any(|found| {
            let place = found.describe_place(&sources);
            let at = self.sted.as_ref().unwrap_or(&self.fil);
            let said = format!("{} {}", found.message, found.remedy);
            found.rule == self.regel
                && place.split(':').next() == Some(at)
                && said.contains(&self.raad)
                && self.line_fits(&sources, found)
        });
        let foreign =
            failing.iter().any(|found| is_foreign(&found.message) || is_foreign(&found.remedy));
        if expected && errors <= self.hoejst && !foreign {
            return None;
        }
        let lines = failing.iter().map(|found| format!("\n    {}", one_line(&sources, found)));
        Some(format!("{}: {}{}", self.name(), self.regel, lines.collect::<String>()))
    }

    fn line_fits(&self, sources: &Sources, found: &Finding) -> bool {
        let written = self.skriv.as_ref().filter(|_| self.find.is_some());
        let first = written.and_then(|text| text.lines().next());
        let Some(wanted) = self.linje.as_deref().or(first) else { return true };
        if found.path.is_some() {
            return self.linje.is_none();
        }
        let file = sources.get(found.place.file);
        let line = file.line_column(found.place.span.start).0;
        file.text.lines().nth(line - 1).is_some_and(|line| line.contains(wanted))
    }
}

/// Words of the libraries that parse the files.
fn is_foreign(text: &str) -> bool {
    let words = r"\b(expected|invalid|missing|unexpected|string|duplicate|unclosed|basic|must|the|value|found)\b";
    Regex::new(words).expect("a pattern").is_match(text)
}

#[test]
fn everyday_mistakes_are_reported_in_place_with_a_remedy() {
    let embedded = Sources::embedded();
    let files: BTreeMap<String, String> =
        embedded.iter().map(|(_, file)| (file.path.clone(), file.text.clone())).collect();
    let mistakes: Vec<Mistake> = ["data", "files", "text"]
        .iter()
        .flat_map(|name| {
            let path = fixture("../mistakes").join(format!("{name}.toml"));
            let text = std::fs::read_to_string(path).expect("the table is there");
            toml::from_str::<Table>(&text).expect("a table of mistakes").fejl
        })
        // Files that can't exist in memory are tested with the command.
        .filter(|mistake| mistake.regel != "ukendt-fil" || is_content(&mistake.fil))
        .collect();
    assert!(mistakes.len() > 200, "{}", mistakes.len());
    // Computed here, because inside the parallel loop a thread could deadlock with itself.
    let day = day_of_measurement();
    let problems: Vec<String> =
        mistakes.par_iter().filter_map(|mistake| mistake.judge(&files, day)).collect();
    assert!(
        problems.is_empty(),
        "{} of {}:\n{}",
        problems.len(),
        mistakes.len(),
        problems.join("\n")
    );
}
