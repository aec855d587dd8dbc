//! What every page needs to know: the book, the date and the site's address; for a municipality's
//! pages, also the municipality.

use jiff::civil::Date;

use super::noted::Noted;
use super::trust::{Trust, trust};
use crate::book::{Book, Link};
use crate::book::{BuiltInPage, Citation, Handle, Municipality, SourceHeading};
use crate::content::words::{Words, fill};
use crate::content::{BuiltInId, Day};
use crate::markdown::resolve::date_words;

#[derive(Debug)]
pub struct Whole<'a> {
    pub book: &'a Book,
    /// The date used in the trust sentences.
    pub today: Date,
    /// The site's address without a trailing slash, if the operator has given it.
    pub base_url: Option<&'a str>,
    /// What the server logged about the current request; `None` at load.
    pub noted: Option<Noted>,
    /// Whether the page is a self-contained file without a server.
    pub alone: bool,
}

/// What all pages of one municipality share.
#[derive(Debug)]
pub struct Local<'a> {
    pub whole: &'a Whole<'a>,
    pub municipality: &'a Municipality,
    /// How far its source can be trusted today.
    pub trust: Trust,
}

impl<'a> Whole<'a> {
    pub fn new(book: &'a Book, today: Date, base_url: Option<&'a str>) -> Self {
        Self { book, today, base_url, noted: None, alone: false }
    }

    pub fn local(&'a self, municipality: &'a Municipality) -> Local<'a> {
        let trust = trust(&municipality.source, &self.book.words, self.today);
        Local { whole: self, municipality, trust }
    }

    pub fn locals(&'a self) -> impl Iterator<Item = Local<'a>> {
        self.book.municipalities.iter().map(|municipality| self.local(municipality))
    }

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
    pub fn book(&self) -> &'a Book {
        self.whole.book
    }

    /// A generated page, if this municipality has it.
    pub fn built_in(&self, id: BuiltInId) -> Option<&'a BuiltInPage> {
        self.municipality.built_in(id)
    }

    /// A link to a generated page.
    pub fn link_to(&self, id: BuiltInId) -> Option<Link> {
        let page = self.built_in(id)?;
        Some(Link { href: page.address.clone(), text: page.words.title.to_string() })
    }

    /// The titles of these source headings.
    pub fn source_titles(&self, handles: &[Handle<SourceHeading>]) -> Vec<String> {
        let headings = self.municipality.source.headings.all(handles);
        headings.map(|heading| heading.title.clone()).collect()
    }

    /// These laws, as usually cited.
    pub fn law_names(&self, handles: &[Handle<Citation>]) -> Vec<String> {
        self.book().laws.all(handles).map(|law| law.words.clone()).collect()
    }

    /// The page's description with the municipality's name filled in.
    pub fn described(&self, page: &BuiltInPage) -> String {
        fill(&page.words.description, &[("i_kommunen", &self.municipality.within)])
    }
}
