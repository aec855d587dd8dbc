//! What every page needs to know: the book, the day, the address of the site; and for a
//! municipality's pages, whose they are.

use jiff::civil::Date;

use super::noted::Noted;
use super::trust::{Trust, trust};
use crate::book::{Book, Link};
use crate::book::{BuiltInPage, Citation, Handle, Municipality, SourceHeading};
use crate::content::words::{Words, fill};
use crate::content::{BuiltInId, Day};
use crate::markdown::resolve::date_words;

/// What all pages of one load share.
#[derive(Debug)]
pub struct Whole<'a> {
    /// Everything, bound.
    pub book: &'a Book,
    /// The day the trust sentences speak of.
    pub today: Date,
    /// The site's own address without a trailing slash, where the operator has given it.
    pub base_url: Option<&'a str>,
    /// What the server noted about the request that is answered; none at load.
    pub noted: Option<Noted>,
    /// Whether a page is to be a file of its own, with no server behind it.
    pub alone: bool,
}

/// What all pages of one municipality share.
#[derive(Debug)]
pub struct Local<'a> {
    /// What all pages share.
    pub whole: &'a Whole<'a>,
    /// Whose pages they are.
    pub municipality: &'a Municipality,
    /// How far its source can be trusted today.
    pub trust: Trust,
}

impl<'a> Whole<'a> {
    /// What the pages of one load share.
    pub fn new(book: &'a Book, today: Date, base_url: Option<&'a str>) -> Self {
        Self { book, today, base_url, noted: None, alone: false }
    }

    /// What the pages of one municipality share.
    pub fn local(&'a self, municipality: &'a Municipality) -> Local<'a> {
        let trust = trust(&municipality.source, &self.book.words, self.today);
        Local { whole: self, municipality, trust }
    }

    /// All municipalities with what their pages share.
    pub fn locals(&'a self) -> impl Iterator<Item = Local<'a>> {
        self.book.municipalities.iter().map(|municipality| self.local(municipality))
    }

    /// The site's own words.
    pub fn words(&self) -> &'a Words {
        &self.book.words
    }

    /// "den 22. november 2026".
    pub fn date(&self, date: Date) -> String {
        date_words(Day(date), self.words())
    }

    /// "fredag den 4. december 2026".
    pub fn weekday_and_date(&self, date: Date) -> String {
        let weekday = &self.words().weekdays[usize::from(weekday_number(date))];
        format!("{weekday} {}", self.date(date))
    }
}

/// 0 is Monday.
fn weekday_number(date: Date) -> u8 {
    date.weekday().to_monday_zero_offset().unsigned_abs()
}

impl<'a> Local<'a> {
    /// Everything, bound.
    pub fn book(&self) -> &'a Book {
        self.whole.book
    }

    /// A page that the site makes itself, where this municipality has it.
    pub fn built_in(&self, id: BuiltInId) -> Option<&'a BuiltInPage> {
        self.municipality.built_in(id)
    }

    /// A link to a page that the site makes itself.
    pub fn link_to(&self, id: BuiltInId) -> Option<Link> {
        let page = self.built_in(id)?;
        Some(Link { href: page.address.clone(), text: page.words.title.to_string() })
    }

    /// The titles of these headings of the source.
    pub fn source_titles(&self, handles: &[Handle<SourceHeading>]) -> Vec<String> {
        let headings = self.municipality.source.headings.all(handles);
        headings.map(|heading| heading.title.clone()).collect()
    }

    /// These laws, as people cite them.
    pub fn law_names(&self, handles: &[Handle<Citation>]) -> Vec<String> {
        self.book().laws.all(handles).map(|law| law.words.clone()).collect()
    }

    /// A description with the municipality's name filled in.
    pub fn described(&self, page: &BuiltInPage) -> String {
        fill(&page.words.description, &[("i_kommunen", &self.municipality.within)])
    }
}
