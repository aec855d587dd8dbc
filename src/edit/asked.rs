//! What is asked at the door, and what it answers; nothing here knows HTTP.

use super::place::Where;
use super::submitted::Submitted;
use super::system::in_danish;
use crate::html::Html;
use crate::site::Document;

/// A request, let in.
#[derive(Debug)]
pub(super) struct Request {
    /// Who asks.
    pub user: String,
    /// The address without its query, decoded.
    pub path: String,
    pub query: Submitted,
    /// The query as it stands in the address.
    pub raw_query: String,
    /// The form that is sent; none where a page is asked for.
    pub form: Option<Submitted>,
    /// The form as it was sent.
    pub raw_form: Vec<u8>,
}

impl Request {
    /// The place in a file that is meant.
    ///
    /// # Errors
    /// When it is written like none.
    pub(super) fn place(&self) -> Result<Where, Trouble> {
        self.query
            .one("sted")
            .map_or(Ok(Where::default()), |place| Where::read(place).ok_or(Trouble::Missing))
    }
}

/// An answer.
#[derive(Debug)]
pub(super) enum DoorReply {
    Page(Html),
    /// A page that says what is in the way.
    Refused(u16, Html),
    /// A page of the site, as it is or would be.
    Site(Document),
    /// Go there.
    SeeOther(String),
}

/// Something that can't be done, told on a page.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    /// There is no such page.
    #[error("Siden findes ikke. Måske er det, du ledte efter, flyttet eller slettet.")]
    Missing,
    /// The folder can't be read.
    #[error("Mappen med indholdet kan ikke læses: {}.", in_danish(.0))]
    Unreadable(#[from] std::io::Error),
    /// It can't be written.
    #[error(transparent)]
    NotWritten(#[from] super::folder::NotWritten),
    /// The change can't be made in the file.
    #[error("Det kan ikke rettes her: {0}. Ret det i selve filen.")]
    Unchangeable(#[from] super::splice::Unchangeable),
    /// A template failed, or there is no such municipality or section.
    #[error("{0}")]
    Said(String),
}

impl Trouble {
    /// The status that goes with it.
    pub(super) fn status(&self) -> u16 {
        match self {
            Self::Missing => 404,
            Self::NotWritten(super::folder::NotWritten::Changed(_)) => 409,
            Self::NotWritten(_) | Self::Unchangeable(_) | Self::Said(_) => 422,
            Self::Unreadable(_) => 500,
        }
    }
}
