//! `/{k}/soeg` and `/soeg`: what a search found, as a page. What is searched for is read, answered and
//! forgotten: no line of a log and no answer to anybody else ever holds it.
//!
//! The hits among the sections are the only ordered list in `<main>`; whatever else is offered is in
//! lists of other kinds.

use askama::Template;

use crate::book::{Link, Shortcut};
use crate::content::BuiltInId;
use crate::html::Html;
use crate::kind::{Answer, Ask, Asking, Class, Computed, PageKind};
use crate::markdown::escape;
use crate::render::components::{Call, Crumbs, emergency, entry_call, local_heading};
use crate::render::context::{Local, Whole};
use crate::render::icon;
use crate::render::layout::{Among, Sheet, document, title};
use crate::render::switch::OnPage;
use crate::search::{Correction, Hit, Results, Snippet};
use crate::site::{CachePolicy, Document};

/// Search.
pub const KIND: PageKind = PageKind {
    computed: &[
        Computed {
            method: Asking::Get,
            path: "/{municipality}/soeg",
            class: Class::Search,
            answer: within,
        },
        Computed { method: Asking::Get, path: EVERYWHERE, class: Class::Search, answer: for_all },
    ],
    ..PageKind::new(ID)
};

const ID: BuiltInId = BuiltInId::Search;

/// The name of the field in the address.
const FIELD: &str = "q";

/// The address that searches every municipality.
pub const EVERYWHERE: &str = "/soeg";

#[derive(Template)]
#[template(path = "search_page/page.html")]
struct SearchPage<'a> {
    crumbs: Crumbs,
    heading: Html,
    action: &'a str,
    query: &'a str,
    /// The advice for danger, where it is asked for, or may be.
    emergency: Option<Html>,
    corrections: Vec<(&'a str, &'a str)>,
    shortcut: Option<&'a Shortcut>,
    trust: &'a str,
    hits: Vec<HitView<'a>>,
    pages: Vec<HitView<'a>>,
    elsewhere: Vec<HitView<'a>>,
    everywhere: Option<String>,
    call: Option<Call>,
    /// What to choose from where nothing was found: sections, or municipalities.
    instead: Vec<Link>,
    is_local: bool,
    /// Whether somebody may be in danger: then the advice stands alone, without a list of sections.
    danger: bool,
}

struct HitView<'a> {
    municipality: &'a str,
    /// Whether it has to be said whose page it is.
    is_named: bool,
    href: String,
    title: &'a str,
    heading: Option<&'a str>,
    snippet: Html,
}

fn within(ask: &Ask<'_>) -> Answer {
    let Some(local) = ask.local() else { return Answer::NotFound };
    let results = ask.search.find(&typed(ask.query), Some(&local.municipality.id));
    Answer::Document(page(&local, &results))
}

fn for_all(ask: &Ask<'_>) -> Answer {
    Answer::Document(page_for_all(ask.whole, &ask.search.find(&typed(ask.query), None)))
}

/// What was typed, whatever bytes it is made of.
fn typed(query: &str) -> String {
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs.find(|(name, _)| name == FIELD).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// What a search in one municipality found.
fn page(local: &Local<'_>, results: &Results<'_>) -> Document {
    let own = local.municipality;
    let found = !results.sections.is_empty();
    let shortcut = results.shortcut.as_ref();
    let danger = shortcut.is_some_and(|shortcut| shortcut.danger);
    let built_in = local.built_in(ID);
    let query = address_query(&results.query);
    let sections =
        own.sections().map(|page| Link { href: page.address.clone(), text: page.title.clone() });
    let page = SearchPage {
        crumbs: Crumbs::local(local, built_in.map_or("", |page| &page.words.short)),
        heading: local_heading(local, built_in.map_or("", |page| &page.words.title)),
        action: built_in.map_or(EVERYWHERE, |page| &page.address),
        query: &results.query,
        // What finds nothing may be a cry for help in words we don't know.
        emergency: (danger || !found).then(|| emergency(local.whole)),
        corrections: corrections(results),
        shortcut: shortcut.and_then(|shortcut| own.shortcuts.get(&shortcut.number)),
        trust: &local.trust.sentence,
        hits: if danger { Vec::new() } else { views(local.whole, &results.sections, false) },
        pages: if danger { Vec::new() } else { views(local.whole, &results.pages, false) },
        elsewhere: if danger { Vec::new() } else { views(local.whole, &results.elsewhere, true) },
        everywhere: (found && !danger).then(|| format!("{EVERYWHERE}{query}")),
        call: entry_call(local),
        instead: if found || danger { Vec::new() } else { sections.collect() },
        is_local: true,
        danger,
    };
    let on = OnPage::BuiltIn {
        id: ID,
        below: "",
        has_below: |_, _| false,
        query: &query,
        say_address: false,
    };
    let description = built_in.map(|page| local.described(page)).unwrap_or_default();
    finished(Among::Local(local, on), local.whole, &page, &own.name, description)
}

#[derive(Template)]
#[template(path = "search_page/described.html")]
struct Described;

/// What a search in all municipalities found.
fn page_for_all(whole: &Whole<'_>, results: &Results<'_>) -> Document {
    let found = !results.sections.is_empty();
    let words = whole.words().page(ID);
    let page = SearchPage {
        crumbs: Crumbs::shared(words.map_or("", |words| &words.short)),
        heading: Html::text(words.map_or("", |words| &words.title)),
        action: EVERYWHERE,
        query: &results.query,
        // No number to call is on this page, and no shortcut says what the query is about.
        emergency: Some(emergency(whole)),
        corrections: corrections(results),
        shortcut: None,
        trust: "",
        hits: views(whole, &results.sections, true),
        pages: views(whole, &results.pages, true),
        elsewhere: Vec::new(),
        everywhere: None,
        call: None,
        instead: if found { Vec::new() } else { whole.book.fronts() },
        is_local: false,
        danger: false,
    };
    let description = Html::from_template(&Described).0;
    finished(Among::Shared(whole), whole, &page, "", description)
}

/// The query stays out of the title: titles are kept in histories and shown in rows of tabs. It stays
/// out of the description, too, which previews of links show.
fn finished(
    among: Among<'_>,
    whole: &Whole<'_>,
    page: &SearchPage<'_>,
    municipality: &str,
    description: String,
) -> Document {
    let name = whole.words().page(ID).map_or("", |words| &words.short);
    let sheet = Sheet {
        title: title(&[name, municipality, &whole.book.name]),
        description,
        main: Html::from_template(page),
        ..Sheet::default()
    };
    Document { cache: CachePolicy::Never, ..document(among, &sheet) }
}

/// `?q=…`, or nothing.
fn address_query(query: &str) -> String {
    if query.is_empty() {
        return String::new();
    }
    let pairs = [(FIELD, query)];
    format!("?{}", form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish())
}

/// Words that were taken for other words: as typed, and as meant.
fn corrections<'r>(results: &'r Results<'_>) -> Vec<(&'r str, &'r str)> {
    let shown = !results.sections.is_empty();
    let one = |correction: &'r Correction| {
        (results.query.get(correction.typed.clone()).unwrap_or_default(), correction.meant.as_str())
    };
    results.corrections.iter().filter(|_| shown).map(one).collect()
}

fn views<'r>(whole: &Whole<'r>, hits: &'r [Hit<'r>], is_named: bool) -> Vec<HitView<'r>> {
    let view = |hit: &'r Hit<'r>| {
        let municipality = whole.book.municipality(&hit.document.municipality);
        HitView {
            municipality: municipality.map_or("", |one| &one.name),
            is_named,
            href: hit.address(),
            title: &hit.document.title,
            heading: hit.heading().map(|(_, text)| text.as_str()),
            snippet: marked(&hit.snippet),
        }
    };
    hits.iter().map(view).collect()
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
    fn the_field_is_read_whatever_is_in_it() {
        for (query, text) in [
            ("q=hash", "hash"),
            ("a=1&q=%C2%A7+101+a&q=2", "§ 101 a"),
            ("q=%ff%00", "\u{fffd}\0"),
            ("q", ""),
            ("x=1", ""),
            ("", ""),
        ] {
            assert_eq!(typed(query), text, "{query}");
        }
    }

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
