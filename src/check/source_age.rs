//! The source document: a standard older than two years, past its period, or without one.
//!
//! Nobody can mend this by editing a page, so it is told and fails nothing; the pages themselves
//! say it to every reader.

use jiff::ToSpan;

use super::Corpus;
use crate::content::Day;
use crate::finding::Finding;

/// How many years a standard stands before it is to be decided anew.
const YEARS: i32 = 2;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    for municipality in &corpus.content.municipalities {
        let profile = &municipality.profile;
        let source = &profile.source;
        let two_years_on = source.from.and_then(|Day(from)| from.checked_add(YEARS.years()).ok());
        let message = match (source.to, two_years_on) {
            (Some(Day(to)), _) if to < corpus.today => {
                format!("Kildens periode sluttede den {to}.")
            }
            (_, Some(limit)) if limit <= corpus.today => {
                format!("Kilden er mere end {YEARS} år gammel.")
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
