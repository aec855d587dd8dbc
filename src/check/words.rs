//! Words that hurt: people are not called by what they take.

use super::corpus::Corpus;
use crate::finding::Finding;

/// A stem not to use, and what to write. A job title keeps its name.
const AVOID: [(&str, &str); 3] = [
    ("misbruger", "personer med et forbrug af …"),
    ("narkoman", "personer med et forbrug af …"),
    ("alkoholiker", "personer, der drikker …"),
];

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    for passage in &corpus.passages {
        for (span, text) in &passage.structure.texts {
            let text = text.to_lowercase();
            for (word, instead) in AVOID.iter().filter(|(word, _)| text.contains(word)) {
                findings.push(Finding::error(
                    "ordvalg",
                    passage.place(span),
                    format!("Ordet »{word}« bruges ikke om mennesker her."),
                    format!("Skriv »{instead}«."),
                ));
            }
        }
    }
}
