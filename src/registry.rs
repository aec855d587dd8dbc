//! Every kind of generated page. A new kind is a line here, an id in [`BuiltInId`], and its names in
//! `sprog/da.toml`.

use crate::content::{BuiltIn, BuiltInId};
use crate::features::{deadlines, guide, handover, letter, search_page};
use crate::kind::{Computed, PageKind};
use crate::pages::{glossary, rights, whole};

pub const KINDS: [PageKind; 8] = [
    rights::KIND,
    glossary::KIND,
    whole::KIND,
    guide::KIND,
    deadlines::KIND,
    search_page::KIND,
    handover::KIND,
    letter::KIND,
];

/// What binding needs to know about each kind.
pub static BUILT_IN: [BuiltIn; KINDS.len()] = {
    let mut all = [KINDS[0].built_in(); KINDS.len()];
    let mut at = 1;
    while at < KINDS.len() {
        all[at] = KINDS[at].built_in();
        at += 1;
    }
    all
};

/// Computed pages of the whole site: the address, and the kind of page.
pub const EVERYWHERE: [(&str, BuiltInId); 1] = [(search_page::EVERYWHERE, search_page::KIND.id)];

/// Everything that is computed per request.
pub fn computed() -> impl Iterator<Item = &'static Computed> {
    static ALL: [PageKind; KINDS.len()] = KINDS;
    ALL.iter().flat_map(|kind| kind.computed)
}
