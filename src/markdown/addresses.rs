//! All addresses of the site: for the checks of the ledger, and for `check --publish`.
//!
//! Derived from the content alone, so that other mistakes don't hide anything from the ledger. A
//! test compares the result with the rendered pages.

use std::collections::BTreeSet;

use super::anchors::Anchors;
use crate::content::address::ACCESSIBILITY;
use crate::content::guide::{GuideFile, MAX_QUESTIONS};
use crate::content::ledger::Addresses;
use crate::content::{BuiltInId, Content, RawMunicipality};

/// Site-wide addresses without a file.
const SHARED: [&str; 2] = ["/soeg", "/ud"];

/// A kind of data that can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparedData {
    Rights,
    /// Complaint routes.
    Routes,
    Deadlines,
}

impl ComparedData {
    pub const ALL: [Self; 3] = [Self::Rights, Self::Routes, Self::Deadlines];

    /// The last part of its address.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Rights => BuiltInId::Rights.path(),
            Self::Routes => "klageveje",
            Self::Deadlines => BuiltInId::Deadlines.path(),
        }
    }
}

/// Every address, with the ids that editors have given on it.
pub fn existing(content: &Content, anchors: &Anchors) -> Addresses {
    let mut all = anchors.addresses().clone();
    let (statement, short) = ACCESSIBILITY;
    let has_statement = content.pages.iter().any(|page| page.id == statement);
    let shared = SHARED.into_iter().chain(has_statement.then_some(short)).map(str::to_owned);
    let shared = shared.chain(comparisons(content));
    all.extend(shared.map(|address| (address, BTreeSet::new())));
    for municipality in &content.municipalities {
        for address in local(content, municipality) {
            all.entry(address).or_default();
        }
        if let Some(whole) = municipality.built_in_address(BuiltInId::Whole) {
            // The headings within a section follow those of the section's own page.
            let sections = municipality.sections.iter().map(|page| page.id.clone());
            all.insert(whole, sections.collect());
        }
        if let Some(guides) = municipality.built_in_address(BuiltInId::Guides) {
            let ids = municipality.leaves.keys().filter(|id| content.guides.contains_key(*id));
            all.insert(guides, ids.cloned().collect());
        }
    }
    all
}

/// The addresses of all comparisons, including those that would exist with a comparable number of
/// municipalities.
pub fn comparisons(content: &Content) -> impl Iterator<Item = String> {
    let has = |id: &str| content.municipalities.iter().any(|one| one.section(id).is_some());
    let used = content.sections.iter().map(|kind| kind.id.as_str()).filter(move |id| has(id));
    let all = std::iter::once("").chain(used).chain(ComparedData::ALL.map(ComparedData::path));
    all.map(|page| format!("/sammenlign/{page}").trim_end_matches('/').to_owned())
}

/// A municipality's addresses other than those of its pages.
fn local(content: &Content, municipality: &RawMunicipality) -> Vec<String> {
    let mut all = short(municipality);
    let guides = municipality.leaves.keys().filter_map(|id| Some((id, content.guides.get(id)?)));
    if let Some(list) = municipality.built_in_address(BuiltInId::Guides) {
        for (id, guide) in guides {
            all.extend(ways(guide).into_iter().map(|way| format!("{list}/{id}{way}")));
        }
    }
    if let Some(list) = municipality.built_in_address(BuiltInId::Deadlines) {
        let counted = municipality.deadlines.iter().filter(|one| one.calculator.is_some());
        all.extend(counted.map(|deadline| format!("{list}/{}", deadline.id)));
    }
    if let Some(sheets) = municipality.built_in_address(BuiltInId::HandOver) {
        let codes = &content.codes;
        let sections = municipality.sections.iter().map(|one| codes.sections.get(&one.id));
        let rights = municipality.rights.iter().map(|one| codes.rights.get(&*one.id));
        let routes = municipality.routes.iter().map(|one| codes.routes.get(&*one.id));
        let codes = sections.chain(rights).chain(routes).flatten();
        all.extend(codes.map(|code| format!("{sheets}/{code}")));
    }
    all
}

/// The short addresses.
fn short(municipality: &RawMunicipality) -> Vec<String> {
    let front = format!("/{}", municipality.profile.short);
    let built_in = municipality.built_in.iter().filter(|one| one.short);
    let built_in = built_in.filter(|one| (one.needs)(municipality)).map(|one| one.id.path());
    let pages = municipality.sections.iter().chain(&municipality.pages);
    let written = pages.filter_map(|page| page.front.short.as_deref());
    let below = built_in.chain(written).map(|last| format!("{front}/{last}"));
    below.chain([front.clone()]).collect()
}

/// The rest of the address for every path through a guide; empty for the start.
fn ways(guide: &GuideFile) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut waiting = vec![(&guide.start, String::new(), 0)];
    while let Some((id, so_far, asked)) = waiting.pop() {
        let Some(step) = guide.step(id).filter(|_| asked < MAX_QUESTIONS) else { continue };
        for way in &step.ways {
            let path = format!("{so_far}/{}", way.answer);
            waiting.extend(way.step.as_ref().map(|next| (next, path.clone(), asked + 1)));
            all.push(path);
        }
    }
    all
}
