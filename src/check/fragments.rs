//! Fragments in links: the heading after `#` must exist on the page.

use super::corpus::Corpus;
use crate::finding::Finding;
use crate::markdown::anchors::MissingTarget;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    for passage in &corpus.passages {
        for link in &passage.structure.links {
            let reference =
                link.target.strip_prefix("afsnit:").or(link.target.strip_prefix("side:"));
            let Some(reference) = reference else { continue };
            for resolver in corpus.resolvers(passage) {
                // A missing page is reported by the rule on references.
                let found = corpus.find_target(resolver.municipality, reference);
                if let Err(missing @ MissingTarget::Heading { .. }) = found {
                    let place = passage.place(&link.span);
                    let own = resolver.municipality;
                    findings.push(missing.finding("ukendt-overskrift", place, own));
                }
            }
        }
    }
}
