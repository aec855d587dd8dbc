//! `/{k}/ordliste`: what people say, what the municipality calls it, and what it means.

use askama::Template;

use crate::book::Term;
use crate::content::BuiltInId;
use crate::danish::{initial, plain};
use crate::html::Html;
use crate::kind::PageKind;
use crate::render::components::{Hero, Tools, built_in_tools};
use crate::render::context::Local;
use crate::render::icon;
use crate::render::layout::{Among, Sheet, document, title};
use crate::render::switch::OnPage;
use crate::site::Document;

/// The glossary of a municipality.
pub const KIND: PageKind = PageKind { short: true, make: Some(make), ..PageKind::new(ID) };

const ID: BuiltInId = BuiltInId::Glossary;

#[derive(Template)]
#[template(path = "glossary.html")]
struct Glossary<'a> {
    hero: Hero,
    letters: Vec<Letter<'a>>,
    tools: Tools,
}

struct Letter<'a> {
    id: String,
    name: String,
    words: Vec<WordView<'a>>,
}

struct WordView<'a> {
    term: &'a Term,
    /// The first source heading it is based on.
    heading: Option<&'a str>,
}

fn make(local: &Local<'_>) -> Vec<(String, Document)> {
    let Some(page) = local.built_in(ID) else { return Vec::new() };
    let glossary = Glossary {
        hero: Hero::built_in(local, page),
        letters: letters(local),
        tools: built_in_tools(local, ID, page),
    };
    let sheet = Sheet {
        title: title(&[&page.words.short, &local.municipality.name, &local.book().name]),
        description: local.described(page),
        address: Some(page.address.clone()),
        indexed: true,
        main: Html::from_template(&glossary),
    };
    let made = document(Among::Local(local, OnPage::built_in(ID)), &sheet);
    vec![(page.address.clone(), made)]
}

fn letters<'a>(local: &Local<'a>) -> Vec<Letter<'a>> {
    let own = local.municipality;
    let mut letters: Vec<Letter<'a>> = Vec::new();
    for term in own.terms.iter() {
        let name = initial(&term.name);
        if letters.last().is_none_or(|letter| letter.name != name) {
            letters.push(Letter { id: letter_id(&name), name, words: Vec::new() });
        }
        let heading = own.source.headings.all(&term.sources).next();
        let word = WordView { term, heading: heading.map(|heading| heading.title.as_str()) };
        if let Some(letter) = letters.last_mut() {
            letter.words.push(word);
        }
    }
    letters
}

/// An ASCII id for a letter.
fn letter_id(letter: &str) -> String {
    format!("bogstav-{}", plain(letter))
}
