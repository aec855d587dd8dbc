//! What a municipality can hand over, and the code of each: codes stand on paper and never change.

use std::collections::BTreeMap;

use super::data::{Right, Route};
use super::handle::Handle;
use super::page::Page;

/// One thing that can be handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    Section(Handle<Page>),
    Right(Handle<Right>),
    /// A complaint route.
    Route(Handle<Route>),
}

/// A thing with its code and its name.
#[derive(Clone, Debug)]
pub struct Offered {
    pub item: Item,
    pub code: String,
    /// Its value in a form, e.g. `afsnit:klage`.
    pub value: String,
    pub name: String,
}

/// Several things for one occasion.
#[derive(Clone, Debug)]
pub struct ReadySet {
    /// The occasion.
    pub title: String,
    /// The codes of what belongs to it, one after the other.
    pub code: String,
    /// Their names.
    pub names: Vec<String>,
}

/// Everything with a code.
#[derive(Clone, Debug, Default)]
pub struct HandOver {
    /// What this municipality has: sections, then rights, then routes.
    pub offered: Vec<Offered>,
    /// What is ready to be handed over.
    pub sets: Vec<ReadySet>,
    /// The names of what only others have, by code.
    pub elsewhere: BTreeMap<String, String>,
}
