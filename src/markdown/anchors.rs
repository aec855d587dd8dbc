//! The addresses that texts may refer to, with the ids on each.

use std::collections::BTreeSet;

use super::structure::{HeadingFound, structure};
use crate::content::address::split_fragment;
use crate::content::ledger::Addresses;
use crate::content::{BuiltInId, Content, RawMunicipality, RawPage};
use crate::finding::{Finding, Thing};
use crate::source::Place;

/// Every page, with the ids that a link may name.
#[derive(Clone, Debug)]
pub struct Anchors {
    addresses: Addresses,
}

/// What of a reference is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MissingTarget {
    Page(String),
    Heading {
        /// The page.
        address: String,
        /// The id that isn't there.
        id: String,
    },
}

impl MissingTarget {
    /// The finding about a reference to it.
    pub fn finding(
        &self,
        rule: &'static str,
        place: Place,
        municipality: Option<&RawMunicipality>,
    ) -> Finding {
        let (message, remedy) = self.describe();
        let found = Finding::error(rule, place, message, remedy);
        match self {
            Self::Page(page) => {
                found.lacking(Thing::Page, page, municipality.map(|one| one.id.as_str()))
            }
            Self::Heading { address, id } => {
                found.lacking(Thing::Heading, &format!("{address}#{id}"), None)
            }
        }
    }

    /// What is missing, and what to do, in an editor's words.
    pub fn describe(&self) -> (String, &'static str) {
        match self {
            Self::Page(page) => {
                (format!("Siden »{page}« findes ikke."), "Ret henvisningen, eller opret siden.")
            }
            Self::Heading { address, id } => (
                format!("Overskriften »{id}« findes ikke på {address}."),
                "Ret det, der står efter #, eller giv overskriften id'et.",
            ),
        }
    }
}

impl Anchors {
    /// Those of all content.
    pub fn new(content: &Content) -> Self {
        let mut addresses = Addresses::from([("/".to_owned(), BTreeSet::new())]);
        for page in &content.pages {
            addresses.insert(format!("/{}", page.id), ids(page));
        }
        for municipality in &content.municipalities {
            let folder = municipality.address();
            for page in municipality.sections.iter().chain(&municipality.pages) {
                addresses.insert(format!("{folder}/{}", page.id), ids(page));
            }
            for built_in in municipality.built_in.iter().filter(|one| (one.needs)(municipality)) {
                addresses.entry(format!("{folder}/{}", built_in.id.path())).or_default();
            }
            let rights = municipality.rights.iter().map(|right| right.id.to_string());
            addresses.insert(format!("{folder}/{}", BuiltInId::Rights.path()), rights.collect());
            let terms = content.glossary.iter().filter(|term| term.applies_to(&municipality.id));
            let terms = terms.map(|term| term.id.to_string());
            addresses.insert(format!("{folder}/{}", BuiltInId::Glossary.path()), terms.collect());
            addresses.insert(folder, BTreeSet::new());
        }
        Self { addresses }
    }

    /// The addresses with their ids.
    pub fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// Whether the id is at the address. A page that the site makes itself holds any, unless we know
    /// its ids.
    pub fn has(&self, address: &str, id: &str) -> bool {
        let page = address.rsplit('/').next().unwrap_or_default();
        let open = BuiltInId::named(page).is_some();
        self.addresses.get(address).is_none_or(|ids| ids.contains(id) || (open && ids.is_empty()))
    }

    /// Whether `klage` or `klage#afgoerelser` is a place in the municipality.
    ///
    /// # Errors
    /// What of it is missing.
    pub fn find(
        &self,
        content: &Content,
        municipality: Option<&RawMunicipality>,
        reference: &str,
    ) -> Result<(), MissingTarget> {
        let Some(target) = content.target(municipality, reference) else {
            return Err(MissingTarget::Page(split_fragment(reference).0.to_owned()));
        };
        match target.fragment {
            Some(id) if !self.has(&target.address, &id) => {
                Err(MissingTarget::Heading { address: target.address, id })
            }
            _ => Ok(()),
        }
    }
}

fn ids(page: &RawPage) -> BTreeSet<String> {
    structure(&page.markdown).headings.iter().flat_map(ids_of).collect()
}

/// The id of a heading and those it had before.
fn ids_of(heading: &HeadingFound) -> Vec<String> {
    let before = heading.attributes.iter().filter(|(key, _)| key == "tidligere");
    let before = before.flat_map(|(_, ids)| ids.split(',').map(str::to_owned));
    heading.id.iter().cloned().chain(before).collect()
}
