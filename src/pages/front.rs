//! `/`: what the site is, and the choice of municipality.

use askama::Template;

use crate::book::{Municipality, Phrase};
use crate::html::Html;
use crate::render::components::emergency;
use crate::render::context::Whole;
use crate::render::icon;
use crate::render::layout::{Among, Sheet, document_with};
use crate::render::style::accents;
use crate::render::switch::{comparison_address, is_comparable};
use crate::site::Document;

#[derive(Template)]
#[template(path = "front.html")]
struct Front<'a> {
    description: &'a Phrase,
    municipalities: &'a [Municipality],
    emergency: Html,
    /// The page about privacy.
    privacy: Option<&'a str>,
    /// The address of the comparison.
    compare: Option<String>,
}

pub fn page(whole: &Whole<'_>) -> Document {
    let book = whole.book;
    let front = Front {
        description: &book.description,
        municipalities: &book.municipalities,
        emergency: emergency(whole),
        privacy: book.noted.map(|at| book.pages[at].address.as_str()),
        compare: is_comparable(book).then(|| comparison_address("")),
    };
    let page = Sheet {
        title: book.name.clone(),
        description: book.description.plain.clone(),
        address: Some("/".to_owned()),
        indexed: true,
        main: Html::from_template(&front),
    };
    document_with(Among::Shared(whole), &page, &accents(book))
}
