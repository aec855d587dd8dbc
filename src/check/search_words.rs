//! Words that people say, in `soegning.toml` and in the glossary, by which nothing is found.
//!
//! Asks the search itself, word by word, so it takes longer than a load may: only `check` runs it.

use crate::content::search_words::Topic;
use crate::content::{Content, Municipality, Word};
use crate::finding::Finding;
use crate::search::Search;
use crate::source::Place;

/// Asks for every word in every municipality that it is meant for.
pub fn check(content: &Content, search: &Search, findings: &mut Vec<Finding>) {
    for municipality in &content.municipalities {
        let topics = content.search.topics.iter().filter(|topic| has_answer(topic, municipality));
        let said = topics.flat_map(|topic| &topic.said).map(|word| (content.search.file, word));
        let terms = content.glossary.iter().filter(|term| term.applies_to(&municipality.id));
        let terms = terms.flat_map(|term| &term.said).map(|word| (content.glossary.file, word));
        let unanswered = |(_, word): &(_, &Word)| !search.answers(word, &municipality.id);
        findings.extend(said.chain(terms).filter(unanswered).map(|(file, word)| {
            Finding::warning(
                "soegeord-uden-svar",
                Place::new(file, word.span()),
                format!("Den, der søger på »{word}« i {}, finder intet.", municipality.id),
                "Skriv i soegning.toml, hvilket afsnit der svarer, eller slet ordet.",
            )
        }));
    }
}

/// Empty lists for a municipality say that its source has no answer: then none is missing.
fn has_answer(topic: &Topic, municipality: &Municipality) -> bool {
    let own = topic.municipalities.get(&municipality.id);
    own.is_none_or(|own| !own.best.is_empty() || !own.also.is_empty())
}
