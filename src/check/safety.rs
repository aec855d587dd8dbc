//! What must not disappear unnoticed: the advice on danger to life, the ledger's addresses, and a
//! number to call.

use super::corpus::Corpus;
use crate::content::search_words::RawShortcut;
use crate::content::{Word, ledger};
use crate::finding::{Finding, Thing};
use crate::source::Place;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    danger(corpus, findings);
    ledger(corpus, findings);
    phones(corpus, findings);
}

/// Searching for words about danger must show the advice first.
fn danger(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let search = &corpus.content.search;
    let Some(file) = corpus.content.sources.find("soegning.toml") else { return };
    let dangers: Vec<_> = search.shortcuts.iter().filter(|one| one.danger).collect();
    let remedy = "Skriv akut = true i hver [[genvej]] om fare for liv. Så kommer rådet først.";
    if dangers.is_empty() && !search.shortcuts.is_empty() {
        let message = "Den, der søger på ord om fare for liv, får ikke rådet.";
        let place = Place::start_of(file);
        findings.push(Finding::note("raad-mangler", place, message, remedy));
    }
    for one in search.shortcuts.iter().filter(|one| !one.danger) {
        let same = |danger: &&RawShortcut| {
            let is_there = |topic: &Word| one.topics.iter().any(|own| **own == **topic);
            danger.topics.len() == one.topics.len() && danger.topics.iter().all(is_there)
        };
        if let (Some(topic), true) = (one.topics.first(), dangers.iter().any(same)) {
            findings.push(Finding::error(
                "raad-mangler",
                Place::new(file, topic.span()),
                "De samme ord giver rådet om fare for liv i en anden kommune, men ikke her.",
                remedy,
            ));
        }
    }
}

fn ledger(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let content = corpus.content;
    if let Some(file) = content.sources.find(ledger::PATH).filter(|_| content.ledger.is_empty()) {
        findings.push(Finding::warning(
            "tom-fil",
            Place::start_of(file),
            "Der står ingen adresser. Så opdager ingen, hvis en side forsvinder.",
            "Hent filen igen. Er webstedet nyt, så kør check --publish.",
        ));
    }
}

/// The contact of a page must have a phone number.
fn phones(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    for (passage, page) in corpus.pages() {
        let Some(id) = &page.front.contact else { continue };
        let contact = passage.municipality.and_then(|one| one.contact(id));
        if contact.is_some_and(|contact| contact.phone.is_none()) {
            let found = Finding::error(
                "kontakt-uden-telefon",
                Place::new(page.file, id.span()),
                format!("Kontakten »{id}« har ikke noget telefonnummer, så den bliver ikke vist."),
                "Vælg en anden, eller slet linjen. En adresse vises i teksten: ![](kontakt:…)",
            );
            let own = passage.municipality.map(|one| one.id.as_str());
            findings.push(found.lacking(Thing::ContactField, id, own));
        }
    }
}
