//! The kinds of section a standard can have, and their groups.

use super::handle::Handle;

#[derive(Clone, Debug)]
pub struct Group {
    /// The id, used in anchors.
    pub id: String,
    pub title: String,
}

#[derive(Clone, Debug)]
pub struct SectionKind {
    /// The last part of its address.
    pub id: String,
    /// A short name for lists and the switch.
    pub title: String,
    pub group: Handle<Group>,
    pub nearest: Option<Handle<SectionKind>>,
}
