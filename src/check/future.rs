//! Dates when something was done must not be in the future: that is a typo that readers would
//! believe.

use jiff::civil::Date;

use super::corpus::Corpus;
use crate::content::Day;
use crate::finding::Finding;
use crate::source::{FileId, Place};

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let mut check_date = |file: FileId, from: usize, key: &str, day: Option<Day>| {
        let Some(Day(day)) = day.filter(|Day(day)| *day > corpus.today) else { return };
        findings.push(Finding::error(
            "fremtidig-dato",
            place(corpus, file, from, key, day),
            format!("{key} kan ikke være den {day}: Den dag er ikke kommet endnu."),
            format!("Ret datoen, fx {key} = {}. Er det ikke sket, så slet linjen.", corpus.today),
        ));
    };
    for municipality in &corpus.content.municipalities {
        for contact in municipality.contacts.iter() {
            check_date(
                municipality.contacts.file,
                contact.id.span().start,
                "bekraeftet",
                contact.verified,
            );
        }
    }
    for (passage, page) in corpus.pages() {
        check_date(passage.file, 0, "gennemgaaet", page.front.reviewed);
    }
}

/// The line of the date below its record, because dates don't carry their place.
pub(super) fn place(corpus: &Corpus<'_>, file: FileId, from: usize, key: &str, day: Date) -> Place {
    let text = &corpus.content.sources.get(file).text;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if start >= from && line.trim_start().starts_with(key) && line.contains(&day.to_string()) {
            return Place::new(file, start..start + line.trim_end().len());
        }
        start += line.len();
    }
    Place::new(file, from..from)
}
