//! Words that people say, in `soegning.toml` and in the glossary, but that find nothing.
//!
//! It runs a search for each word, which takes too long for every load, so only `check` runs it.

use rayon::prelude::*;

use crate::content::address::split_fragment;
use crate::content::search_words::Topic;
use crate::content::{Content, RawMunicipality, Word};
use crate::finding::Finding;
use crate::search::Search;
use crate::source::{FileId, Place};

/// Searches for every word in every municipality where it should have an answer.
pub fn check(content: &Content, search: &Search, findings: &mut Vec<Finding>) {
    let all = &content.municipalities;
    let topics = content.search.topics.iter().map(|topic| SaidWords {
        file: content.search.file,
        words: &topic.said,
        meant_in: all.iter().filter(|one| has_answer(topic, one)).collect(),
    });
    let terms = content.glossary.iter().map(|term| SaidWords {
        file: content.glossary.file,
        words: &term.said,
        meant_in: all.iter().filter(|one| term.applies_to(&one.id)).collect(),
    });
    let said: Vec<SaidWords<'_>> = topics.chain(terms).collect();
    findings.par_extend(said.par_iter().flat_map_iter(|said| said.unanswered(search)));
}

/// Words that people say, and the municipalities where they should find something.
struct SaidWords<'a> {
    file: FileId,
    words: &'a [Word],
    meant_in: Vec<&'a RawMunicipality>,
}

impl SaidWords<'_> {
    fn unanswered(&self, search: &Search) -> Vec<Finding> {
        let mut findings = Vec::new();
        for word in self.words {
            let answered = search.answered_in(word);
            let missing = self.meant_in.iter().filter(|one| !answered.contains(one.id.as_str()));
            findings.extend(missing.map(|municipality| {
                Finding::warning(
                    "soegeord-uden-svar",
                    Place::new(self.file, word.span()),
                    format!("Den, der søger på »{word}« i {}, finder intet.", municipality.id),
                    "Skriv i soegning.toml, hvilket afsnit der svarer, eller slet ordet.",
                )
            }));
        }
        findings
    }
}

/// Whether the municipality should answer. Not if its source has none of the topic's sections, or
/// its own lists are empty, which means that silence is the answer.
fn has_answer(topic: &Topic, municipality: &RawMunicipality) -> bool {
    let own = topic.municipalities.get(&municipality.id);
    let (best, also) = own.map_or((&topic.best, &topic.also), |own| (&own.best, &own.also));
    let mut sections = best.iter().chain(also).peekable();
    if sections.peek().is_none() {
        return own.is_none() && !topic.unnamed;
    }
    sections.any(|section| municipality.page_address(split_fragment(section).0).is_some())
}
