//! The source document: older than two years, past or near the end of its period, or without a
//! period.
//!
//! Editors can't fix this, so it is only a note; the pages themselves tell every reader.

use jiff::ToSpan;
use jiff::civil::Date;

use super::corpus::Corpus;
use crate::content::Day;
use crate::finding::Finding;

/// After how many years a standard must be renewed.
const YEARS: i32 = 2;

/// How many days ahead the end of the period is reported.
const AHEAD: i32 = 90;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    for municipality in &corpus.content.municipalities {
        let profile = &municipality.profile;
        let source = &profile.source;
        let two_years_on = source.from.and_then(|Day(from)| from.checked_add(YEARS.years()).ok());
        let left = |day: Date| (day - corpus.today).get_days();
        let message = match (source.to, two_years_on) {
            (Some(Day(to)), _) if to < corpus.today => {
                format!("Kildens periode sluttede den {to}.")
            }
            (_, Some(limit)) if limit <= corpus.today => {
                format!("Kilden er mere end {YEARS} år gammel.")
            }
            (Some(Day(to)), _) if left(to) <= AHEAD => {
                format!("Kildens periode slutter den {to}, om {} dage.", left(to))
            }
            (_, Some(limit)) if left(limit) <= AHEAD => {
                format!("Kilden bliver {YEARS} år den {limit}, om {} dage.", left(limit))
            }
            (None, None) => "Kilden har ingen periode.".to_owned(),
            _ => continue,
        };
        findings.push(Finding::note(
            "kildens-alder",
            profile.place(source.title.span()),
            message,
            "Spørg kommunen, om der er en nyere udgave.",
        ));
    }
}
