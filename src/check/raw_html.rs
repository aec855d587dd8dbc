//! Raw HTML in content: it bypasses the templates, and so their accessibility.

use super::corpus::Corpus;
use crate::finding::Finding;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    for passage in &corpus.passages {
        for span in &passage.structure.raw_html {
            findings.push(Finding::error(
                "raa-html",
                passage.place(span),
                "Her står HTML i teksten.",
                "Skriv det som Markdown, eller slet det. Tegnet < skrives \\<.",
            ));
        }
    }
}
