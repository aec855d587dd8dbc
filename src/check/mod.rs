//! The rules for content beyond the format of each file, one rule per file.
//!
//! A rule reads the [`Corpus`] and returns findings. Errors stop loading; `check` also fails on
//! warnings.
//!
//! Two rules are not part of every load, and only run by `check`: [`search_words`] needs the
//! finished search, and [`external_links`] needs network access.

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
mod kept;
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

type Rule = fn(&Corpus<'_>, &mut Vec<Finding>);

/// All rules; their order doesn't matter, because findings are sorted.
const RULES: [Rule; 34] = [
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
    kept::check,
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

/// Runs every rule for the date `today` and adds the findings.
pub fn run(content: &Content, today: Date, findings: &mut Vec<Finding>) {
    let corpus = Corpus::new(content, today);
    let found = RULES.par_iter().flat_map_iter(|rule| {
        let mut found = Vec::new();
        rule(&corpus, &mut found);
        found
    });
    findings.par_extend(found);
}

/// Filters the findings of binding and checking: removes those that only follow from `reading`, and
/// merges those about the same missing thing.
pub fn causes(
    sources: &Sources,
    content: &Content,
    reading: &[Finding],
    following: Vec<Finding>,
) -> Vec<Finding> {
    let left = Causes::of(sources, reading).independent(sources, following);
    missing::once(sources, content, left)
}
