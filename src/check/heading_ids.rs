//! Heading ids must be present, easy to read aloud, and unique on the page.

use std::collections::BTreeSet;

use super::corpus::{Corpus, Passage};
use crate::content::address::is_plain;
use crate::finding::Finding;
use crate::markdown::structure::HeadingFound;

/// The attributes a heading can have in addition to its id.
const ATTRIBUTES: [&str; 3] = ["kilde", "love", "tidligere"];

/// Ids used by the templates.
const TAKEN: [&str; 8] = [
    "indhold",
    "top",
    "kort-fortalt",
    "kilder",
    "hver-for-sig",
    "laes-videre",
    "paa-siden",
    "tag-med",
];

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    for passage in &corpus.passages {
        let mut seen = BTreeSet::new();
        for heading in &passage.structure.headings {
            check_id(passage, heading, &mut seen, findings);
            for (key, _) in &heading.attributes {
                if !ATTRIBUTES.contains(&key.as_str()) {
                    findings.push(Finding::error(
                        "overskrift-noegle",
                        passage.place(&heading.span),
                        format!("Overskriften har nøglen »{key}«, som ikke findes."),
                        "Brug kilde=…, love=… eller tidligere=…, adskilt af komma og uden mellemrum.",
                    ));
                }
            }
        }
    }
}

fn check_id(
    passage: &Passage<'_>,
    heading: &HeadingFound,
    seen: &mut BTreeSet<String>,
    findings: &mut Vec<Finding>,
) {
    let place = passage.place(&heading.span);
    let Some(id) = &heading.id else {
        if passage.markdown[heading.span.clone()].contains("{#") {
            return; // shown as raw text, which is reported
        }
        return findings.push(Finding::error(
            "overskrift-uden-id",
            place,
            "Overskriften har ikke noget fast id.",
            "Skriv {#kort-navn} efter overskriften. Så virker links til den, også når ordene ændres.",
        ));
    };
    if !is_plain(id) || TAKEN.contains(&id.as_str()) {
        findings.push(Finding::error(
            "overskrift-id-form",
            place.clone(),
            format!("Id'et »{id}« kan ikke bruges."),
            "Brug små bogstaver a-z, tal og bindestreg, og ikke et ord som siden selv bruger.",
        ));
    }
    if !seen.insert(id.clone()) {
        findings.push(Finding::error(
            "dobbelt-id",
            place,
            format!("Id'et »{id}« står to gange på siden."),
            "Giv den ene overskrift et andet id.",
        ));
    }
}
