//! What stands around every page: head, header, footer, style sheet, script.

use std::sync::Arc;

use askama::Template;

use super::context::{Link, Local, Whole};
use super::html::Html;
use super::icon;
use super::style;
use super::switch::{
    Way, authorities, comparison_address, is_comparable, ways, ways_apart, ways_in,
};
use crate::content::Day;
use crate::markdown::resolve::date_words;
use crate::site::Document;

/// What the few buttons do; leaving works without it, the others only show with it.
pub const SCRIPT: &str = include_str!("../../static/js/side.js").trim_ascii();

/// About what the layout adds to what it is given, in bytes.
const FRAME_BYTES: usize = 1024;

/// A page before its frame.
#[derive(Debug, Default)]
pub struct Page {
    /// What the browser's tab shows.
    pub title: String,
    /// A sentence for those who list pages; empty where there is none.
    pub description: String,
    /// Its address, where it has one of its own.
    pub address: Option<String>,
    /// Whether search engines may list it.
    pub indexed: bool,
    /// What stands in `<main>`.
    pub main: Html,
}

/// Which pages a page is among.
#[derive(Clone, Copy, Debug)]
pub enum Place<'a> {
    /// The pages of a municipality; the id of the page, for the switch.
    Local(&'a Local<'a>, &'a str),
    /// The same, for a page that answers something typed: the query goes along to the other
    /// municipality.
    Answering(&'a Local<'a>, &'a str, &'a str),
    /// The pages of the whole site.
    Shared(&'a Whole<'a>),
    /// The same, where they show all municipalities side by side; the id of the page they compare.
    Comparing(&'a Whole<'a>, &'a str),
}

impl<'a> Place<'a> {
    fn whole(&self) -> &'a Whole<'a> {
        match self {
            Self::Local(local, _) | Self::Answering(local, ..) => local.whole,
            Self::Shared(whole) | Self::Comparing(whole, _) => whole,
        }
    }

    /// Whose page it is; none for the pages of the whole site.
    fn local(&self) -> Option<&'a Local<'a>> {
        match self {
            Self::Local(local, _) | Self::Answering(local, ..) => Some(local),
            Self::Shared(_) | Self::Comparing(..) => None,
        }
    }
}

#[derive(Template)]
#[template(path = "layout.html")]
struct Layout<'a> {
    page: &'a Page,
    canonical: Option<String>,
    style: Arc<str>,
    script: &'static str,
    frame_top: Html,
    frame_foot: Html,
}

#[derive(Template)]
#[template(path = "components/top.html")]
struct Top<'a> {
    site_name: &'a str,
    /// The municipality's name; empty on the pages of the whole site.
    name: &'a str,
    search: Option<String>,
    ways: Vec<Way>,
}

#[derive(Template)]
#[template(path = "components/foot.html")]
struct Foot<'a> {
    pages: Vec<Link>,
    authorities: Vec<Link>,
    shared: Vec<Link>,
    exit: &'a str,
    /// The page's address, where nothing else on the page says it to a reader of the paper.
    address: Option<String>,
    today: String,
    today_words: String,
}

/// The finished page.
pub fn document(place: Place<'_>, page: &Page) -> Document {
    document_with(place, page, "")
}

/// The finished page, with CSS for accents beyond the place's own.
pub fn document_with(place: Place<'_>, page: &Page, accents: &str) -> Document {
    let whole = place.whole();
    let frame_top = top(&place);
    let frame_foot = foot(&place);
    let colours = place.local().map(|local| &local.municipality.profile.colour);
    let own = colours.map(|colours| style::accent(":root", colours)).unwrap_or_default();
    let html = [frame_top.0.as_str(), page.main.0.as_str(), frame_foot.0.as_str()];
    let style = whole.wardrobe.style(&html, &format!("{own}{accents}"));
    let bytes = style.len() + SCRIPT.len() + html.map(str::len).iter().sum::<usize>() + FRAME_BYTES;
    let layout = Layout {
        page,
        canonical: whole
            .base_url
            .zip(page.address.as_ref())
            .map(|(base, at)| format!("{base}{at}")),
        style,
        script: SCRIPT,
        frame_top,
        frame_foot,
    };
    Document::html(Html::from_large_template(&layout, bytes).0)
}

fn top(place: &Place<'_>) -> Html {
    let whole = place.whole();
    let (name, search, ways) = match place {
        Place::Local(local, page) => local_top(local, ways(local, page)),
        Place::Answering(local, page, query) => {
            let along = |way: Way| Way { href: format!("{}{query}", way.href), ..way };
            local_top(local, ways(local, page).into_iter().map(along).collect())
        }
        Place::Shared(whole) => ("", None, ways_in(whole.content)),
        Place::Comparing(whole, page) => ("", None, ways_apart(whole.content, page)),
    };
    Html::from_template(&Top { site_name: &whole.content.site.name, name, search, ways })
}

fn local_top<'a>(local: &Local<'a>, ways: Vec<Way>) -> (&'a str, Option<String>, Vec<Way>) {
    let municipality = local.municipality;
    (&*municipality.profile.name, municipality.page_address("soeg"), ways)
}

fn foot(place: &Place<'_>) -> Html {
    let whole = place.whole();
    let content = whole.content;
    let local = place.local();
    let own_pages = ["rettigheder", "ordliste", "ikke-beskrevet", "hele", "om"].iter();
    let pages = local.map(|local| own_pages.filter_map(|page| local.link(page)).collect());
    let own = local.map(|local| local.municipality);
    let address = match place {
        Place::Local(local, page) if page.starts_with("find-vej/") || *page == "klagebrev" => {
            Some(format!("/{}/{page}", local.municipality.id))
        }
        _ => None,
    };
    let shared = |page: &crate::content::Page| Link {
        href: format!("/{}", page.id),
        text: page.front.title.to_string(),
    };
    let compare = is_comparable(content)
        .then(|| Link { href: comparison_address(""), text: "Sammenlign kommunerne".to_owned() });
    Html::from_template(&Foot {
        pages: pages.unwrap_or_default(),
        authorities: authorities(content, own),
        shared: compare.into_iter().chain(content.pages.iter().map(shared)).collect(),
        exit: &content.site.exit.name,
        address,
        today: whole.today.to_string(),
        today_words: date_words(Day(whole.today)),
    })
}

/// "Klage – Ishøj – the site's name".
pub fn title(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    parts.join(" – ")
}
