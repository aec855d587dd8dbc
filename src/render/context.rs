//! What every page needs to know: the content, the day, the address of the site; and for a
//! municipality's pages, whose they are.

use std::ops::Deref;

use jiff::civil::Date;

use super::html::Html;
use super::names;
use super::noted::Noted;
use super::style::Wardrobe;
use super::trust::{Trust, trust};
use crate::content::address::split_fragment;
use crate::content::{Content, Municipality, Text, Word};
use crate::markdown::resolve::law_words;
use crate::markdown::{self, Resolver};

/// What all pages of one load share.
#[derive(Debug)]
pub struct Whole<'a> {
    /// Everything editors wrote.
    pub content: &'a Content,
    /// The day the trust sentences speak of.
    pub today: Date,
    /// The site's own address without a trailing slash, where the operator has given it.
    pub base_url: Option<&'a str>,
    /// The style sheets made so far.
    pub wardrobe: Wardrobe,
    /// What the server noted about the request that is answered; none at load.
    pub noted: Option<Noted>,
}

/// What all pages of one municipality share.
#[derive(Debug)]
pub struct Local<'a> {
    /// What all pages share.
    pub whole: &'a Whole<'a>,
    /// Whose pages they are.
    pub municipality: &'a Municipality,
    /// Fills in references.
    pub resolver: Resolver<'a>,
    /// How far its source can be trusted today.
    pub trust: Trust,
}

/// A link with its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub text: String,
}

impl<'a> Whole<'a> {
    /// What the pages of one load share.
    pub fn new(content: &'a Content, today: Date, base_url: Option<&'a str>) -> Self {
        Self { content, today, base_url, wardrobe: Wardrobe::default(), noted: None }
    }

    /// What the pages of one municipality share.
    pub fn local(&'a self, municipality: &'a Municipality) -> Local<'a> {
        Local {
            whole: self,
            municipality,
            resolver: Resolver::new(self.content, Some(municipality)),
            trust: trust(&municipality.profile.source, self.today),
        }
    }
}

impl Local<'_> {
    /// One text of an editor as HTML.
    pub fn html(&self, text: &Text) -> Html {
        Html(markdown::inline(text, &self.resolver))
    }

    /// Several of them.
    pub fn htmls(&self, texts: &[Text]) -> Vec<Html> {
        texts.iter().map(|text| self.html(text)).collect()
    }

    /// The headings of the source that these ids stand for.
    pub fn source_titles<S: Deref<Target = str>>(&self, ids: &[S]) -> Vec<String> {
        ids.iter()
            .filter_map(|id| self.municipality.source_section(id))
            .map(|section| section.title.to_string())
            .collect()
    }

    /// The laws that these ids stand for, as people cite them.
    pub fn law_names<S: Deref<Target = str>>(&self, ids: &[S]) -> Vec<String> {
        ids.iter()
            .filter_map(|id| self.whole.content.law(id))
            .map(|(law, paragraph)| law_words(law, paragraph))
            .collect()
    }

    /// A link to a section or page by its full name; none where the municipality has no such page.
    pub fn link(&self, reference: &str) -> Option<Link> {
        let target = self.resolver.target(reference)?;
        let (page, _) = split_fragment(reference);
        Some(Link { href: target.href(), text: names::full(self.municipality, page)? })
    }

    /// The links for a list of references, in order.
    pub fn links(&self, references: &[Word]) -> Vec<Link> {
        references.iter().filter_map(|reference| self.link(reference)).collect()
    }
}
