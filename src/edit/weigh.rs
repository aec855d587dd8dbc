//! A change before it is kept: what the load says of it, and what readers would see.

use std::sync::Arc;

use super::compare::{Difference, difference};
use super::desk::Desk;
use super::draft::{LoadedDraft, Told};
use super::files::Change;
use super::folder::{DRAFTS, Tray};

/// A change that was weighed.
#[derive(Debug)]
pub(super) struct Balance {
    /// The content as it is.
    pub before: Arc<LoadedDraft>,
    /// As it would be.
    pub after: Arc<LoadedDraft>,
    /// What is in the way.
    pub errors: Vec<Told>,
    /// What is new and somebody should look at.
    pub warnings: Vec<Told>,
    /// What readers would see; none where there are errors.
    pub difference: Option<Difference>,
    /// Whether it only concerns what nobody sees yet.
    pub is_draft: bool,
}

impl Balance {
    /// Whether it may be kept: never with an error, with a warning only on a yes. What nobody sees yet may be
    /// kept as it is.
    pub(super) fn may_be_kept(&self, yes: bool) -> bool {
        self.is_draft || (self.errors.is_empty() && (yes || self.warnings.is_empty()))
    }
}

pub(super) fn weigh(desk: &Desk, tray: &Tray, changes: &[Change]) -> Balance {
    let before = desk.load(&tray.files, tray);
    let after = desk.load(&tray.with(changes), tray);
    let concerns = |told: &Told| {
        changes.iter().any(|change| {
            let path = change.path.strip_prefix(DRAFTS).map_or(&*change.path, |path| &path[1..]);
            told.path == path
        })
    };
    let known = |told: &&Told| before.told.iter().any(|one| one.is_same(told));
    // Where the content is broken already, it is repaired a file at a time: the others' faults may stay.
    let was_broken = before.pages.is_none();
    let errors = after.told.iter().filter(|told| told.is_error());
    let errors = errors.filter(|told| !was_broken || (concerns(told) && !known(told)));
    let warnings = after.told.iter().filter(|told| told.is_warning() && !known(told));
    let pages = before.pages.as_ref().zip(after.pages.as_ref());
    Balance {
        errors: errors.cloned().collect(),
        warnings: warnings.cloned().collect(),
        difference: pages.map(|(before, after)| difference(before, after)),
        is_draft: !changes.is_empty()
            && changes.iter().all(|change| change.path.starts_with(DRAFTS)),
        before,
        after,
    }
}
