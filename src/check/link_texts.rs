//! Link texts: a link must make sense when read alone.

use super::corpus::Corpus;
use crate::finding::Finding;
use crate::markdown::resolve::Reference;

/// Words without meaning of their own.
const EMPTY_WORDS: [&str; 6] = ["her", "link", "læs mere", "klik her", "se her", "tryk her"];

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    for passage in &corpus.passages {
        for link in &passage.structure.links {
            let text = link.text.trim().to_lowercase();
            if EMPTY_WORDS.contains(&text.as_str()) {
                findings.push(Finding::error(
                    "linktekst",
                    passage.place(&link.span),
                    format!("Linkteksten »{text}« siger ikke, hvor linket fører hen."),
                    "Skriv navnet på siden eller stedet.",
                ));
            }
            // The standard texts of these say what they link to.
            let names_itself =
                ["tlf:", "mail:", "web:"].iter().any(|scheme| link.target.starts_with(scheme));
            let needs_text = !names_itself
                && corpus.resolvers(passage).any(|resolver| {
                    let reference = resolver.resolve(&link.target);
                    matches!(reference, Ok(Reference::Link(link)) if link.text.is_empty())
                });
            if text.is_empty() && needs_text {
                findings.push(Finding::error(
                    "linktekst",
                    passage.place(&link.span),
                    "Linket har ingen tekst.",
                    "Skriv en tekst i de firkantede parenteser, der siger, hvor linket fører hen.",
                ));
            }
        }
    }
}
