//! Words that hurt: those that `site.toml` says not to use, and what to write instead.

use super::corpus::Corpus;
use crate::content::shared::AvoidedWord;
use crate::finding::Finding;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    for passage in &corpus.passages {
        for (span, text) in &passage.structure.texts {
            let text = text.to_lowercase();
            let avoided = &corpus.content.site.avoided;
            for AvoidedWord { word, instead } in
                avoided.iter().filter(|one| text.contains(&*one.word))
            {
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
