//! A kind of generated page: everything there is to know about it, in one place.
//! [`crate::registry`] lists the kinds, and every other list of pages is derived from that.

use crate::book::Municipality;
use crate::content::{BuiltIn, BuiltInId, RawMunicipality};
use crate::render::context::{Local, Whole};
use crate::search::Deferred;
use crate::site::Document;

#[derive(Clone, Copy)]
pub struct PageKind {
    pub id: BuiltInId,
    /// Whether its name is also a short address.
    pub short: bool,
    /// Whether a municipality has the content it needs.
    pub needs: fn(&RawMunicipality) -> bool,
    /// Makes its pages at load time, by address.
    pub make: Option<Maker>,
    /// The parts of it that are computed per request.
    pub computed: &'static [Computed],
}

pub type Maker = fn(&Local<'_>) -> Vec<(String, Document)>;

impl PageKind {
    /// A kind that every municipality has, without any pages yet.
    pub const fn new(id: BuiltInId) -> Self {
        Self { id, short: false, needs: |_| true, make: None, computed: &[] }
    }

    /// What binding needs to know about it.
    pub const fn built_in(&self) -> BuiltIn {
        BuiltIn { id: self.id, short: self.short, needs: self.needs }
    }
}

/// A page that is computed per request.
#[derive(Clone, Copy, Debug)]
pub struct Computed {
    pub method: Asking,
    /// The address: `{municipality}` and `{code}` match any part, `{short}` a municipality's short
    /// name.
    pub path: &'static str,
    /// How it is counted in metrics and the log.
    pub class: Class,
    pub answer: fn(&Ask<'_>) -> Answer,
}

/// The method of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    Get,
    Post,
}

/// How a response is counted in metrics and the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    Page,
    Search,
    Deadline,
    HandOver,
}

/// A request.
pub struct Ask<'a> {
    pub whole: &'a Whole<'a>,
    /// The municipality in the address; `None` for the whole site.
    pub municipality: Option<&'a Municipality>,
    pub search: &'a Deferred,
    /// The part of the address that matches `{code}`.
    pub code: &'a str,
    /// The query string, without the question mark.
    pub query: &'a str,
    /// The submitted form.
    pub body: &'a [u8],
}

impl<'a> Ask<'a> {
    /// What the pages of the municipality share; `None` for the whole site.
    pub fn local(&self) -> Option<Local<'a>> {
        self.municipality.map(|municipality| self.whole.local(municipality))
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A page, or a file to show.
    Document(Document),
    /// A file to download, with its name.
    File(Document, &'static str),
    /// A redirect to another address on this site.
    SeeOther(String),
    NotFound,
}
