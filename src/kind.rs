//! A kind of page that the site makes itself: everything that is to be known of it, in one place.
//! [`crate::registry`] lists them all, and every other list of pages is derived from that.

use crate::book::Municipality;
use crate::content::{BuiltIn, BuiltInId, RawMunicipality};
use crate::render::context::{Local, Whole};
use crate::search::Deferred;
use crate::site::Document;

#[derive(Clone, Copy)]
pub struct PageKind {
    pub id: BuiltInId,
    /// Whether it has a short address by its own name.
    pub short: bool,
    /// Whether a municipality has the content it needs.
    pub needs: fn(&RawMunicipality) -> bool,
    /// Makes its pages at load, by address.
    pub make: Option<Maker>,
    /// What of it is computed when it is asked for.
    pub computed: &'static [Computed],
}

/// Makes pages of one kind for one municipality, by address.
pub type Maker = fn(&Local<'_>) -> Vec<(String, Document)>;

impl PageKind {
    /// A kind that every municipality has, with nothing in it yet.
    pub const fn new(id: BuiltInId) -> Self {
        Self { id, short: false, needs: |_| true, make: None, computed: &[] }
    }

    /// What binding needs to know of it.
    pub const fn built_in(&self) -> BuiltIn {
        BuiltIn { id: self.id, short: self.short, needs: self.needs }
    }
}

/// What is computed when it is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Computed {
    pub method: Asking,
    /// The address: `{municipality}` and `{code}` stand for any part, `{short}` for a municipality's
    /// short one.
    pub path: &'static str,
    /// What it counts as.
    pub class: Class,
    pub answer: fn(&Ask<'_>) -> Answer,
}

/// How something is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// By its address.
    Get,
    /// By a form that is sent.
    Post,
}

/// What an answer counts as, in the figures and the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    Page,
    Search,
    /// A calculator.
    Deadline,
    HandOver,
}

/// What somebody asks for.
pub struct Ask<'a> {
    /// What all pages share.
    pub whole: &'a Whole<'a>,
    /// Whose page it is; none for the whole site.
    pub municipality: Option<&'a Municipality>,
    /// Search in this load.
    pub search: &'a Deferred,
    /// The part of the address that stands for anything.
    pub code: &'a str,
    /// The query, without its question mark.
    pub query: &'a str,
    /// The form that was sent.
    pub body: &'a [u8],
}

impl<'a> Ask<'a> {
    /// What the pages of the municipality share; none where it is asked of the whole site.
    pub fn local(&self) -> Option<Local<'a>> {
        self.municipality.map(|municipality| self.whole.local(municipality))
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A page, or a file to show.
    Document(Document),
    /// A file to keep, under this name.
    File(Document, &'static str),
    /// It is at another address of this site.
    SeeOther(String),
    /// There is no such thing.
    NotFound,
}
