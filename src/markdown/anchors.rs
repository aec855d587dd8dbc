//! The addresses that texts can link to, with the ids on each.

use std::collections::BTreeSet;

use super::structure::{HeadingFound, structure};
use crate::content::address::split_fragment;
use crate::content::ledger::Addresses;
use crate::content::{BuiltInId, Content, RawMunicipality, RawPage};
use crate::finding::{Finding, Thing};
use crate::source::Place;

/// Every page, with the ids that links can use.
#[derive(Clone, Debug)]
pub struct Anchors {
    addresses: Addresses,
}

/// The missing part of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MissingTarget {
    Page(String),
    Heading { address: String, id: String },
}

impl MissingTarget {
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

    /// What is missing, and what to do about it.
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
    /// From the content.
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

    pub fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// Whether the id exists at the address. A generated page is assumed to have any id, unless its
    /// ids are known.
    pub fn has(&self, address: &str, id: &str) -> bool {
        let page = address.rsplit('/').next().unwrap_or_default();
        let open = BuiltInId::named(page).is_some();
        self.addresses.get(address).is_none_or(|ids| ids.contains(id) || (open && ids.is_empty()))
    }

    /// Whether a reference such as `klage` or `klage#afgoerelser` exists in the municipality.
    ///
    /// # Errors
    /// The page or the heading that is missing.
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

/// The id of a heading, and its former ids.
fn ids_of(heading: &HeadingFound) -> Vec<String> {
    let before = heading.attributes.iter().filter(|(key, _)| key == "tidligere");
    let before = before.flat_map(|(_, ids)| ids.split(',').map(str::to_owned));
    heading.id.iter().cloned().chain(before).collect()
}
