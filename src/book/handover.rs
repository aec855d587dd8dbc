//! What a municipality can hand over, and the codes; codes are printed on paper and never change.

use std::collections::BTreeMap;

use super::data::{Right, Route};
use super::handle::Handle;
use super::page::Page;

/// Something that can be handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    Section(Handle<Page>),
    Right(Handle<Right>),
    Route(Handle<Route>),
}

/// An item with its code and name.
#[derive(Clone, Debug)]
pub struct Offered {
    pub item: Item,
    pub code: String,
    /// Its value in a form, e.g. `afsnit:klage`.
    pub value: String,
    pub name: String,
}

/// Several items for one occasion.
#[derive(Clone, Debug)]
pub struct ReadySet {
    /// The occasion.
    pub title: String,
    /// The codes of its items, concatenated.
    pub code: String,
    /// The names of its items.
    pub names: Vec<String>,
}

/// Everything that has a code.
#[derive(Clone, Debug, Default)]
pub struct HandOver {
    /// What this municipality has: sections, then rights, then routes.
    pub offered: Vec<Offered>,
    /// Sets that are ready to hand over.
    pub sets: Vec<ReadySet>,
    /// The names of items that only other municipalities have, by code.
    pub elsewhere: BTreeMap<String, String>,
}
