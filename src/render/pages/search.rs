//! `/{k}/soeg` and `/soeg`: what a search found, as a page.
//!
//! The hits among the sections are the only ordered list in `<main>`; whatever else is offered
//! stands in lists of other kinds.

use askama::Template;

use crate::content::search_words::Shortcut;
use crate::markdown::escape;
use crate::render::components::{Call, Crumbs, call, emergency, local_heading};
use crate::render::context::{Link, Local, Whole};
use crate::render::html::Html;
use crate::render::icon;
use crate::render::layout::{Page, Place, document, title};
use crate::search::{Hit, Results, Snippet};
use crate::site::{CachePolicy, Document};

/// The name of the page, and of the field of its form in the address.
const NAME: &str = "Søg";
const FIELD: &str = "q";

/// The address that searches every municipality.
pub(super) const EVERYWHERE: &str = "/soeg";

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage<'a> {
    crumbs: Crumbs,
    heading: Html,
    action: String,
    query: &'a str,
    /// The advice for danger, where it is asked for, or may be.
    emergency: Option<Html>,
    instead: Vec<Instead>,
    shortcut: Option<Answer>,
    hits: Vec<HitView>,
    pages: Vec<HitView>,
    elsewhere: Vec<HitView>,
    everywhere: Option<Link>,
    call: Option<Call>,
    sections_title: &'static str,
    sections: Vec<Link>,
}

/// A word that was taken for another.
struct Instead {
    typed: String,
    meant: String,
}

/// A fact that answers by itself.
struct Answer {
    text: Html,
    read_on: Option<Link>,
    trust: String,
}

struct HitView {
    municipality: String,
    link: Link,
    heading: Option<String>,
    snippet: Html,
}

/// What a search in one municipality found.
pub fn page(local: &Local<'_>, results: &Results<'_>) -> Document {
    let found = !results.sections.is_empty();
    let danger = results.shortcut.is_some_and(|shortcut| shortcut.danger);
    let page = SearchPage {
        crumbs: Crumbs::local(local, NAME),
        heading: local_heading(local, NAME),
        action: local.municipality.page_address("soeg").unwrap_or_default(),
        query: &results.query,
        // What finds nothing may be a cry for help in words we don't know.
        emergency: (danger || !found).then(|| emergency(local.whole)),
        instead: instead(results),
        shortcut: results.shortcut.map(|shortcut| answer(local, shortcut)),
        hits: views(local.whole, &results.sections),
        pages: views(local.whole, &results.pages),
        elsewhere: views(local.whole, &results.elsewhere),
        everywhere: found.then(|| everywhere(&results.query)),
        call: call(local, None),
        sections_title: if found { "" } else { "Alle afsnit" },
        sections: if found { Vec::new() } else { sections(local) },
    };
    let query = address_query(&results.query);
    let place = Place::Answering(local, "soeg", &query);
    let profile = &local.municipality.profile;
    let description = format!("Søg i siderne om hjælp {}.", profile.within);
    finished(place, local.whole, &page, &profile.name, description)
}

/// What a search in all municipalities found.
pub fn page_for_all(whole: &Whole<'_>, results: &Results<'_>) -> Document {
    let choices = whole.content.municipalities.iter().map(|municipality| Link {
        href: municipality.address(),
        text: municipality.profile.name.to_string(),
    });
    let found = !results.sections.is_empty();
    let page = SearchPage {
        crumbs: Crumbs::shared(NAME),
        heading: Html::text("Søg i alle kommuner"),
        action: EVERYWHERE.to_owned(),
        query: &results.query,
        // No number to call stands on this page, and no shortcut tells what the query is about.
        emergency: Some(emergency(whole)),
        instead: instead(results),
        shortcut: None,
        hits: views(whole, &results.sections),
        pages: views(whole, &results.pages),
        elsewhere: Vec::new(),
        everywhere: None,
        call: None,
        sections_title: if found { "" } else { "Vælg din kommune" },
        sections: if found { Vec::new() } else { choices.collect() },
    };
    let description = "Søg i alle kommuners sider om hjælp.".to_owned();
    finished(Place::Shared(whole), whole, &page, "", description)
}

/// The query stays out of the title: titles are kept in histories and shown in rows of tabs. It stays
/// out of the description, too, which previews of links show.
fn finished(
    place: Place<'_>,
    whole: &Whole<'_>,
    page: &SearchPage<'_>,
    municipality: &str,
    description: String,
) -> Document {
    let page = Page {
        title: title(&[NAME, municipality, &whole.content.site.name]),
        description,
        main: Html::from_template(page),
        ..Page::default()
    };
    Document { cache: CachePolicy::Never, ..document(place, &page) }
}

/// `?q=…`, or nothing.
fn address_query(query: &str) -> String {
    if query.is_empty() {
        return String::new();
    }
    let pairs = [(FIELD, query)];
    format!("?{}", form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish())
}

fn everywhere(query: &str) -> Link {
    Link {
        href: format!("/soeg{}", address_query(query)),
        text: "Søg efter det samme i alle kommuner".to_owned(),
    }
}

fn sections(local: &Local<'_>) -> Vec<Link> {
    let sections = local.municipality.sections.iter();
    sections.filter_map(|section| local.link(&section.id)).collect()
}

fn instead(results: &Results<'_>) -> Vec<Instead> {
    let correction = |one: &crate::search::Correction| Instead {
        typed: results.query.get(one.typed.clone()).unwrap_or_default().to_owned(),
        meant: one.meant.clone(),
    };
    let shown = !results.sections.is_empty();
    results.corrections.iter().filter(|_| shown).map(correction).collect()
}

fn answer(local: &Local<'_>, shortcut: &Shortcut) -> Answer {
    Answer {
        text: local.html(&shortcut.answer),
        read_on: local.link(&shortcut.section),
        trust: local.trust.sentence.clone(),
    }
}

fn views(whole: &Whole<'_>, hits: &[Hit<'_>]) -> Vec<HitView> {
    hits.iter().map(|hit| view(whole, hit)).collect()
}

fn view(whole: &Whole<'_>, hit: &Hit<'_>) -> HitView {
    let municipality = whole.content.municipality(&hit.document.municipality);
    HitView {
        municipality: municipality.map(|one| one.profile.name.to_string()).unwrap_or_default(),
        link: Link { href: hit.address(), text: hit.document.title.clone() },
        heading: hit.heading().map(|(_, text)| text.clone()),
        snippet: marked(&hit.snippet),
    }
}

/// The snippet with what was found in `<mark>`, and dots where text was left out.
fn marked(snippet: &Snippet) -> Html {
    let (before, after) = snippet.cut;
    let mut html = String::from(if before { "… " } else { "" });
    let mut at = 0;
    for mark in &snippet.marks {
        html.push_str(&escape(snippet.text.get(at..mark.start).unwrap_or_default()));
        html.push_str("<mark>");
        html.push_str(&escape(snippet.text.get(mark.clone()).unwrap_or_default()));
        html.push_str("</mark>");
        at = mark.end;
    }
    html.push_str(&escape(snippet.text.get(at..).unwrap_or_default()));
    html.push_str(if after { " …" } else { "" });
    Html(html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_marked_and_the_rest_is_text() {
        let marks = std::iter::once(0..4).collect();
        let snippet = Snippet { text: "Klag <nu> & få råd".into(), marks, cut: (false, true) };
        let html = "<mark>Klag</mark> &lt;nu&gt; &amp; få råd …";
        assert_eq!(marked(&snippet).0, html);
    }

    #[test]
    fn a_query_is_safe_in_an_address() {
        assert_eq!(address_query("§ 101 a&b=\""), "?q=%C2%A7+101+a%26b%3D%22");
        assert_eq!(address_query(""), "");
    }
}
