//! Heading levels: the title is level 1, so a page starts at level 2 and must not skip a level.

use super::corpus::Corpus;
use crate::finding::Finding;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    for passage in &corpus.passages {
        let mut level_before = 1;
        for heading in &passage.structure.headings {
            let fits = (2..=level_before + 1).contains(&heading.level) && heading.level <= 3;
            if !fits {
                let deepest = (level_before + 1).min(3);
                findings.push(Finding::error(
                    "overskrift-niveau",
                    passage.place(&heading.span),
                    format!("Overskriften har niveau {}.", heading.level),
                    format!("Brug {} her. Titlen i sidens hoved er niveau 1.", allowed(deepest)),
                ));
            }
            level_before = heading.level.clamp(2, 3);
        }
    }
}

fn allowed(deepest: u8) -> &'static str {
    if deepest == 2 { "## (niveau 2)" } else { "## (niveau 2) eller ### (niveau 3)" }
}
