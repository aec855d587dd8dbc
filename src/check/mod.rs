//! What must hold beyond the form of each file: one rule per file, all run, nothing printed.
//!
//! A rule reads the [`Corpus`] and says what it finds. Loading stops at errors; `check` fails at
//! warnings too.
//!
//! Two rules are not run at every load: [`search_words`] needs the search that is built of what
//! passed the others, and [`external_links`] needs the world outside. `check` runs them.

mod addresses;
mod calculators;
mod causes;
mod characters;
mod cited;
mod codes;
mod contrast;
mod corpus;
mod digital_only;
pub mod external_links;
mod fragments;
mod future;
mod glossary;
mod guides;
mod heading_ids;
mod heading_levels;
mod heading_sources;
mod ids;
mod link_texts;
mod literal_facts;
mod markup;
mod measurement;
mod missing;
mod municipalities;
mod published;
mod raw_html;
pub mod readability;
mod references;
mod review_dates;
mod safety;
mod search_references;
pub mod search_words;
mod site_words;
mod source_age;
mod spelling;
mod unused_terms;
mod unverified_contacts;
mod values;
pub mod walk;
mod words;

pub use addresses::RESERVED;
pub use corpus::{Corpus, Passage, PassageKind};

use causes::Causes;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::content::Content;
use crate::finding::Finding;
use crate::source::Sources;

/// A rule: reads the corpus and says what it finds.
type Rule = fn(&Corpus<'_>, &mut Vec<Finding>);

/// All rules; the order does not matter, findings are sorted by place.
const RULES: [Rule; 33] = [
    addresses::check,
    calculators::check,
    characters::check,
    cited::check,
    codes::check,
    contrast::check,
    glossary::check,
    heading_sources::check,
    digital_only::check,
    fragments::check,
    future::check,
    guides::check,
    heading_ids::check,
    heading_levels::check,
    ids::check,
    link_texts::check,
    literal_facts::check,
    markup::check,
    measurement::check,
    municipalities::check,
    published::check,
    raw_html::check,
    readability::check,
    references::check,
    review_dates::check,
    safety::check,
    search_references::check,
    site_words::check,
    source_age::check,
    unused_terms::check,
    unverified_contacts::check,
    values::check,
    words::check,
];

/// Runs every rule as of `today` and adds what they find.
pub fn run(content: &Content, today: Date, findings: &mut Vec<Finding>) {
    let corpus = Corpus::new(content, today);
    let found = RULES.par_iter().flat_map_iter(|rule| {
        let mut found = Vec::new();
        rule(&corpus, &mut found);
        found
    });
    findings.par_extend(found);
}

/// What is left of the findings of binding and checking: what only follows from `reading` is left
/// out, and what is named often and isn't there is reported once.
pub fn causes(
    sources: &Sources,
    content: &Content,
    reading: &[Finding],
    following: Vec<Finding>,
) -> Vec<Finding> {
    let left = Causes::of(sources, reading).independent(sources, following);
    missing::once(sources, content, left)
}
