//! Glossary terms whose forms occur on no page, so that nobody sees the explanation.

use std::collections::HashSet;

use super::corpus::Corpus;
use crate::content::RawTerm;
use crate::finding::Finding;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let content = corpus.content;
    let mut text = String::new();
    for (passage, _) in corpus.pages() {
        text.push_str(&passage.words.to_lowercase());
    }
    for found in content.texts() {
        text.push_str(&found.text.as_str().to_lowercase());
        text.push('\n');
    }
    let words: HashSet<&str> = text.split(|letter: char| !letter.is_alphanumeric()).collect();
    let occurs = |form: &str| {
        if form.contains([' ', '-']) { text.contains(form) } else { words.contains(form) }
    };
    let is_used = |term: &RawTerm| term.forms.iter().any(|form| occurs(&form.to_lowercase()));
    for term in content.glossary.iter() {
        if !term.forms.is_empty() && !is_used(term) {
            findings.push(Finding::note(
                "ubrugt-ord",
                content.glossary.place(term.id.span()),
                format!("Ingen af formerne af »{}« står på nogen side.", term.name),
                "Ret formerne, eller slet ordet.",
            ));
        }
    }
}
