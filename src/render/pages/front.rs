//! `/`: what this is, and which municipality is yours.

use askama::Template;

use crate::content::Municipality;
use crate::markdown::{self, Resolver};
use crate::render::components::emergency;
use crate::render::context::{Link, Whole};
use crate::render::html::Html;
use crate::render::icon;
use crate::render::layout::{Page, Place, document_with};
use crate::render::style::accents;
use crate::render::switch;
use crate::site::Document;

#[derive(Template)]
#[template(path = "front.html")]
struct Front<'a> {
    name: &'a str,
    description: Html,
    choices: Vec<Choice>,
    emergency: Html,
    /// Whether there is a page about privacy to point to.
    privacy: bool,
    /// Where the municipalities stand side by side.
    compare: Option<String>,
}

struct Choice {
    id: String,
    link: Link,
}

/// The site's front page.
pub fn page(whole: &Whole<'_>) -> Document {
    let site = &whole.content.site;
    let resolver = Resolver::new(whole.content, None);
    let choice = |municipality: &Municipality| {
        let text = municipality.profile.name.to_string();
        let link = Link { href: municipality.address(), text };
        Choice { id: municipality.id.clone(), link }
    };
    let front = Front {
        name: &site.name,
        description: Html(markdown::inline(&site.description, &resolver)),
        choices: whole.content.municipalities.iter().map(choice).collect(),
        emergency: emergency(whole),
        privacy: whole.content.pages.iter().any(|page| page.id == "privatliv"),
        compare: switch::is_comparable(whole.content).then(|| switch::comparison_address("")),
    };
    let page = Page {
        title: site.name.to_string(),
        description: markdown::plain(&site.description, &resolver),
        address: Some("/".to_owned()),
        indexed: true,
        main: Html::from_template(&front),
    };
    document_with(Place::Shared(whole), &page, &accents(whole.content))
}
