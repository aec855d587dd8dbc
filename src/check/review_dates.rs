//! Review dates of pages: reported 90 and 30 days ahead, and when they have passed.

use super::corpus::Corpus;
use crate::content::Day;
use crate::finding::Finding;
use crate::source::Place;

/// How many days ahead a review is reported.
const AHEAD: [i32; 2] = [30, 90];

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    for (_, page) in corpus.pages() {
        let Some(Day(due)) = page.front.next_review else { continue };
        let left = (due - corpus.today).get_days();
        let place = Place::start_of(page.file);
        let remedy = "Gå siden igennem mod kilden, og skriv nye datoer i gennemgaaet og \
                      naeste_gennemgang.";
        if left <= 0 {
            let message = format!("Siden skulle være gennemgået den {due}.");
            findings.push(Finding::warning("gennemgang", place, message, remedy));
        } else if let Some(ahead) = AHEAD.into_iter().find(|&ahead| left <= ahead) {
            let message =
                format!("Siden skal gennemgås den {due}, om {left} dage (inden for {ahead}).");
            findings.push(Finding::note("gennemgang", place, message, remedy));
        }
    }
}
