//! Words that hurt: those that `site.toml` says not to use, and what to write instead.

use super::corpus::Corpus;
use super::spelling::Plain;
use crate::content::shared::AvoidedWord;
use crate::finding::Finding;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    for passage in &corpus.passages {
        for run in &passage.structure.runs {
            let words = Plain::of(run);
            let avoided = &corpus.content.site.avoided;
            for AvoidedWord { word, instead } in
                avoided.iter().filter(|one| words.text.contains(&*one.word))
            {
                let at = words.text.find(&**word).unwrap_or_default();
                let span = run.span(words.origin(&(at..at + word.len())));
                findings.push(Finding::error(
                    "ordvalg",
                    passage.place(&span),
                    format!("Ordet »{word}« bruges ikke om mennesker her."),
                    format!("Skriv »{instead}«."),
                ));
            }
        }
    }
}
