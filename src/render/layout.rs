//! The frame of every page: head, header, footer, style sheet and script.

use std::sync::LazyLock;

use askama::Template;

use super::context::{Local, Whole};
use super::icon;
use super::style;
use super::switch::{
    Authorities, Compared, OnPage, SwitchWay, authorities, comparison_address, is_comparable, ways,
    ways_apart, ways_in,
};
use crate::book::Link;
use crate::content::BuiltInId;
use crate::html::Html;
use crate::site::{Digest, Document, Inline, digest};

/// The script for the few buttons. The exit link works without it; the other buttons are shown only
/// with it.
pub const SCRIPT: &str = include_str!(concat!(env!("OUT_DIR"), "/side.js"));

static SCRIPT_DIGEST: LazyLock<Digest> = LazyLock::new(|| digest(SCRIPT.as_bytes()));

/// Roughly how many bytes the layout adds.
const FRAME_BYTES: usize = 1024;

/// The content of a page, without its frame.
#[derive(Debug, Default)]
pub struct Sheet {
    pub title: String,
    /// A sentence for search engines and link previews; may be empty.
    pub description: String,
    /// The address, if it has one of its own.
    pub address: Option<String>,
    /// Whether search engines may list it.
    pub indexed: bool,
    /// The content of `<main>`.
    pub main: Html,
}

/// The group of pages that a page belongs to.
#[derive(Clone, Copy, Debug)]
pub enum Among<'a> {
    /// The pages of a municipality.
    Local(&'a Local<'a>, OnPage<'a>),
    /// Site-wide pages.
    Shared(&'a Whole<'a>),
    /// The comparison pages.
    Comparing(&'a Whole<'a>, Compared<'a>),
}

impl<'a> Among<'a> {
    fn whole(&self) -> &'a Whole<'a> {
        match self {
            Self::Local(local, _) => local.whole,
            Self::Shared(whole) | Self::Comparing(whole, _) => whole,
        }
    }

    /// The municipality of the page; `None` for site-wide pages.
    fn local(&self) -> Option<&'a Local<'a>> {
        match self {
            Self::Local(local, _) => Some(local),
            Self::Shared(_) | Self::Comparing(..) => None,
        }
    }

    /// The links to other municipalities.
    fn ways(&self) -> Vec<SwitchWay> {
        match self {
            Self::Local(local, page) => ways(local, *page),
            Self::Shared(whole) => ways_in(whole.book),
            Self::Comparing(whole, page) => ways_apart(whole.book, *page),
        }
    }
}

#[derive(Template)]
#[template(path = "layout.html")]
struct Layout<'a> {
    page: &'a Sheet,
    canonical: Option<String>,
    /// Whether the icon can be requested from the server.
    icon: bool,
    style: &'a str,
    script: &'static str,
    frame_top: Html,
    frame_foot: Html,
}

#[derive(Template)]
#[template(path = "components/top.html")]
struct Top<'a> {
    site_name: &'a str,
    /// The municipality's name; empty on site-wide pages.
    name: &'a str,
    search: Option<String>,
    ways: Vec<SwitchWay>,
}

#[derive(Template)]
#[template(path = "components/foot.html")]
struct Foot<'a> {
    pages: Vec<Link>,
    authorities: Authorities,
    /// The address of the comparison.
    compare: Option<String>,
    shared: Vec<Link>,
    exit: &'a str,
    /// The page's address, if it isn't shown elsewhere for readers of a printout.
    address: Option<String>,
    today: String,
    today_words: String,
}

pub fn document(place: Among<'_>, page: &Sheet) -> Document {
    document_with(place, page, "")
}

/// The finished page, with extra CSS for accents other than the place's own.
pub fn document_with(place: Among<'_>, page: &Sheet, accents: &str) -> Document {
    let whole = place.whole();
    let frame_top = top(&place);
    let frame_foot = foot(&place);
    let colours = place.local().map(|local| &local.municipality.colours);
    let own = colours.map(|colours| style::accent(":root", colours)).unwrap_or_default();
    let html = [frame_top.0.as_str(), page.main.0.as_str(), frame_foot.0.as_str()];
    let (style, style_digest) = style::sheet(&format!("{own}{accents}"));
    let bytes = style.len() + SCRIPT.len() + html.map(str::len).iter().sum::<usize>() + FRAME_BYTES;
    let layout = Layout {
        page,
        canonical: whole
            .base_url
            .zip(page.address.as_ref())
            .map(|(base, at)| format!("{base}{at}")),
        icon: !whole.alone,
        style: &style,
        script: SCRIPT,
        frame_top,
        frame_foot,
    };
    let html = Html::from_large_template(&layout, bytes).0;
    let inline =
        Inline { style: Some(style_digest), script: Some(*SCRIPT_DIGEST), own_scripts: false };
    Document { indexed: page.indexed, ..Document::page(html, inline) }
}

fn top(place: &Among<'_>) -> Html {
    let local = place.local();
    let asks = |local: &&Local<'_>| !local.whole.alone;
    let search = local.filter(asks).and_then(|local| local.built_in(BuiltInId::Search));
    Html::from_template(&Top {
        site_name: &place.whole().book.name,
        name: local.map_or("", |local| &local.municipality.name),
        search: search.map(|page| page.address.clone()),
        ways: place.ways(),
    })
}

fn foot(place: &Among<'_>) -> Html {
    let whole = place.whole();
    let book = whole.book;
    let local = place.local();
    let shared =
        |page: &crate::book::Page| Link { href: page.address.clone(), text: page.title.clone() };
    Html::from_template(&Foot {
        pages: local.map(|local| local.municipality.foot.clone()).unwrap_or_default(),
        authorities: authorities(book, local.map(|local| local.municipality)),
        compare: is_comparable(book).then(|| comparison_address("")),
        shared: book.pages.iter().map(shared).collect(),
        exit: &book.exit.text,
        address: match place {
            Among::Local(local, page) => page.address_to_say(local),
            Among::Shared(_) | Among::Comparing(..) => None,
        },
        today: whole.today.to_string(),
        today_words: whole.date(whole.today),
    })
}

/// "Klage – Ishøj – the site's name".
pub fn title(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    parts.join(" – ")
}
