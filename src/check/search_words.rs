//! Words that people say, in `soegning.toml` and in the glossary, by which nothing is found.
//!
//! Asks the search itself, word by word, so it takes longer than a load may: only `check` runs it.

use crate::content::address::split_fragment;
use crate::content::search_words::Topic;
use crate::content::{Content, Municipality, Word};
use crate::finding::Finding;
use crate::search::Search;
use crate::source::Place;

/// Asks for every word in every municipality that it is meant for.
pub fn check(content: &Content, search: &Search, findings: &mut Vec<Finding>) {
    findings.extend(search.fault().map(|fault| {
        Finding::file_error(
            "soegning",
            "soegning.toml",
            format!("Søgningen kan ikke bygges: {fault}."),
            "Se, om der er hukommelse nok på maskinen.",
        )
    }));
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

/// Whether the municipality is meant to answer. It is not where the topic's sections are none that
/// its source has, or where its own lists are empty: then silence is the answer.
fn has_answer(topic: &Topic, municipality: &Municipality) -> bool {
    let own = topic.municipalities.get(&municipality.id);
    let (best, also) = own.map_or((&topic.best, &topic.also), |own| (&own.best, &own.also));
    let mut sections = best.iter().chain(also).peekable();
    if sections.peek().is_none() {
        return own.is_none();
    }
    sections.any(|section| municipality.page_address(split_fragment(section).0).is_some())
}
