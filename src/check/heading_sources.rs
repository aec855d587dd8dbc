//! `kilde=` and `love=` after a heading must name existing sources and laws.

use super::corpus::{Corpus, Passage};
use crate::finding::Finding;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    for passage in &corpus.passages {
        check_heading_attributes(corpus, passage, findings);
    }
}

fn check_heading_attributes(
    corpus: &Corpus<'_>,
    passage: &Passage<'_>,
    findings: &mut Vec<Finding>,
) {
    let Some(municipality) = passage.municipality else { return };
    for heading in &passage.structure.headings {
        for (key, value) in &heading.attributes {
            let is_known = |id: &&str| match key.as_str() {
                "kilde" => municipality.source_section(id).is_some(),
                "love" => corpus.content.law(id).is_some(),
                _ => true,
            };
            for id in value.split(',').filter(|id| !id.is_empty() && !is_known(id)) {
                findings.push(Finding::error(
                    "ukendt-henvisning",
                    passage.place(&heading.span),
                    format!("»{id}« i {key}= findes ikke."),
                    "Ret id'et. Kildens afsnit står i kommune.toml, lovene i love.toml.",
                ));
            }
        }
    }
}
