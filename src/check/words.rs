//! Hurtful words: those listed in `site.toml`, with what to write instead.

use super::corpus::Corpus;
use super::spelling::origin;
use crate::content::shared::AvoidedWord;
use crate::finding::Finding;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    for passage in &corpus.passages {
        for (run, words) in passage.runs() {
            let avoided = &corpus.content.site.avoided;
            for AvoidedWord { word, instead } in
                avoided.iter().filter(|one| words.contains(&*one.word))
            {
                let at = words.find(&**word).unwrap_or_default();
                let span = run.span(origin(run, &(at..at + word.len())));
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
