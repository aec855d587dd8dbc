//! `/{k}/ordliste`: what people say, what the municipality calls it, what it means.

use askama::Template;

use crate::content::Term;
use crate::render::components::{Crumbs, Hero, Tools, call, local_heading, tools};
use crate::render::context::{Link, Local};
use crate::render::danish::{initial, sort_key};
use crate::render::html::Html;
use crate::render::icon;
use crate::render::layout::{Page, Place, document, title};
use crate::site::Document;

#[derive(Template)]
#[template(path = "glossary.html")]
struct Glossary {
    hero: Hero,
    letters: Vec<Letter>,
    tools: Tools,
}

struct Letter {
    id: String,
    name: String,
    words: Vec<WordView>,
}

struct WordView {
    id: String,
    name: String,
    meaning: Html,
    said: String,
    read_on: Option<Link>,
    editorial: bool,
    origin: String,
}

/// The word list of a municipality.
pub fn page(local: &Local<'_>) -> Document {
    let glossary = Glossary {
        hero: Hero {
            crumbs: Crumbs::local(local, "Ordliste"),
            heading: local_heading(local, "Ordliste"),
            call: call(local, None),
            ..Hero::default()
        },
        letters: letters(local),
        tools: tools(local, "ordliste", Some("ordliste"), None),
    };
    let profile = &local.municipality.profile;
    let page = Page {
        title: title(&["Ordliste", &profile.name, &local.whole.content.site.name]),
        description: format!("Ordene, som kommunen bruger {}, forklaret.", profile.within),
        address: local.municipality.page_address("ordliste"),
        indexed: true,
        main: Html::from_template(&glossary),
    };
    document(Place::Local(local, "ordliste"), &page)
}

fn letters(local: &Local<'_>) -> Vec<Letter> {
    let glossary = local.whole.content.glossary.iter();
    let mut terms: Vec<&Term> =
        glossary.filter(|term| term.applies_to(&local.municipality.id)).collect();
    terms.sort_by_cached_key(|term| sort_key(&term.name));
    let mut letters: Vec<Letter> = Vec::new();
    for term in terms {
        let name = initial(&term.name);
        if letters.last().is_none_or(|letter| letter.name != name) {
            letters.push(Letter { id: letter_id(&name), name, words: Vec::new() });
        }
        if let Some(letter) = letters.last_mut() {
            letter.words.push(word(local, term));
        }
    }
    letters
}

/// An id in ASCII, like every other.
fn letter_id(letter: &str) -> String {
    let ascii = letter.to_lowercase().replace('æ', "ae").replace('ø', "oe").replace('å', "aa");
    format!("bogstav-{ascii}")
}

fn word(local: &Local<'_>, term: &Term) -> WordView {
    let titles = local.source_titles(&term.source);
    WordView {
        id: term.id.to_string(),
        name: term.name.to_string(),
        meaning: local.html(&term.meaning),
        said: term.said.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        read_on: term.read_on.as_ref().and_then(|page| local.link(page)),
        editorial: term.editorial,
        origin: match titles.first() {
            Some(title) => format!("Kilde: »{title}«."),
            None => String::new(),
        },
    }
}
