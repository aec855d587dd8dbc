//! The kinds of section a standard may have, and their groups.

use super::handle::Handle;

/// A group of sections.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its id, for anchors.
    pub id: String,
    /// The heading.
    pub title: String,
}

#[derive(Clone, Debug)]
pub struct SectionKind {
    /// The last part of its address.
    pub id: String,
    /// A short name for lists and for the switch.
    pub title: String,
    /// The group it belongs to.
    pub group: Handle<Group>,
    pub nearest: Option<Handle<SectionKind>>,
}
