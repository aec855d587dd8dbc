//! The date of the last accessibility measurement, used in the accessibility statement, must be
//! present, in the past and less than a year old.
//!
//! The site works without it, so it is only a warning: `check` fails, but loading doesn't.

use jiff::ToSpan;

use super::corpus::Corpus;
use crate::content::Day;
use crate::finding::Finding;
use crate::source::Place;

/// How many years a statement is valid.
const YEARS: i32 = 1;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let site = &corpus.content.site;
    let message = match site.accessibility.measured {
        None => "Der står ikke, hvornår sidernes tilgængelighed sidst blev målt.".to_owned(),
        Some(Day(day)) if day > corpus.today => {
            format!("Siderne kan ikke være målt den {day}: Den dag er ikke kommet endnu.")
        }
        Some(Day(day)) if day.saturating_add(YEARS.years()) <= corpus.today => {
            format!("Sidernes tilgængelighed blev sidst målt den {day}, for mere end et år siden.")
        }
        Some(_) => return,
    };
    findings.push(Finding::warning(
        "maaling",
        Place::start_of(site.file),
        message,
        "Mål siderne, læs tilgængelighedserklæringen igennem, og skriv dagen i maalt under \
         [tilgaengelighed].",
    ));
}
