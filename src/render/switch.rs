//! The switch between municipalities: the same page in each of the others, or the nearest one; and
//! the way to the page that shows them side by side.

use super::context::{Link, Local};
use super::names;
use crate::content::{Content, Municipality};
pub use crate::guidance::compare::{address as comparison_address, is_comparable};

/// The way to one municipality.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// Its name.
    pub municipality: String,
    /// The short name of the page it leads to; empty for the front page.
    pub page: String,
    /// Where it leads.
    pub href: String,
    /// The page the reader is on, where that municipality lacks it.
    pub lacking: Option<String>,
}

/// More municipalities than this are chosen on a page of their own: a list of all on every page would
/// grow with their square, and nobody looks through it.
const MOST: usize = 12;

/// What the one way is called that there is where they are too many to list.
const ALL: &str = "Alle kommuner";

fn are_too_many(content: &Content) -> bool {
    content.municipalities.len() > MOST
}

fn to_all(content: &Content) -> Option<Vec<Way>> {
    let way = Way { municipality: ALL.to_owned(), href: "/".to_owned(), ..Way::default() };
    are_too_many(content).then(|| vec![way])
}

/// The authorities behind the site; where they are too many, the one whose page it is, and the way
/// to all.
pub fn authorities(content: &Content, own: Option<&Municipality>) -> Vec<Link> {
    let authority = |municipality: &Municipality| Link {
        href: municipality.address(),
        text: municipality.profile.authority.to_string(),
    };
    if are_too_many(content) {
        let all = Link { href: "/".to_owned(), text: ALL.to_owned() };
        return own.map(authority).into_iter().chain([all]).collect();
    }
    content.municipalities.iter().map(authority).collect()
}

/// The ways from a page to every other municipality. The front page's id is empty.
pub fn ways(local: &Local<'_>, page: &str) -> Vec<Way> {
    let content = local.whole.content;
    if let Some(way) = to_all(content) {
        return way;
    }
    content
        .municipalities
        .iter()
        .filter(|other| other.id != local.municipality.id)
        .map(|other| {
            let name = |page: &str| names::short(content, local.municipality, page);
            way(content, other, page, name)
        })
        .collect()
}

/// The ways from the comparison of a page to that page in each municipality.
pub fn ways_apart(content: &Content, page: &str) -> Vec<Way> {
    let name = |page: &str| content.section_kind(page).map(|kind| kind.title.to_string());
    content.municipalities.iter().map(|to| way(content, to, page, name)).collect()
}

/// The page that shows this page of all municipalities side by side: sections have one, and so do
/// the rights. None where there is nothing to compare with.
pub fn beside(content: &Content, page: &str) -> Option<String> {
    let compared =
        content.section_kind(page).is_some() || page == "rettigheder" || page == "frister";
    (is_comparable(content) && compared).then(|| comparison_address(page))
}

/// The ways from a page of the whole site.
pub fn ways_in(content: &Content) -> Vec<Way> {
    to_all(content).unwrap_or_else(|| content.municipalities.iter().map(front).collect())
}

fn front(municipality: &Municipality) -> Way {
    Way {
        municipality: municipality.profile.name.to_string(),
        page: String::new(),
        href: municipality.address(),
        lacking: None,
    }
}

/// `name` knows what a page is called that the other municipality lacks.
fn way(
    content: &Content,
    to: &Municipality,
    page: &str,
    name: impl Fn(&str) -> Option<String>,
) -> Way {
    if page.is_empty() {
        return front(to);
    }
    let (page, below) = page.split_once('/').unwrap_or((page, ""));
    let lacking = to.page_address(page).is_none();
    let lacking = lacking.then(|| name(page)).flatten();
    let Some(found) = nearest(content, to, page) else { return Way { lacking, ..front(to) } };
    Way {
        page: names::short(content, to, found).unwrap_or_default(),
        href: to.page_address(found).unwrap_or_else(|| to.address()) + &kept(to, found, below),
        lacking,
        ..front(to)
    }
}

/// What stands below a page that has addresses of its own, where the other municipality has them
/// too: the same step of a guide, the same hand-over.
fn kept(to: &Municipality, page: &str, below: &str) -> String {
    let first = below.split('/').next().unwrap_or_default();
    let there = match page {
        "find-vej" => to.leaves.contains_key(first),
        "udlevering" => true,
        _ => false,
    };
    if there && !below.is_empty() { format!("/{below}") } else { String::new() }
}

/// The page itself, or the first that exists along the chain of nearest sections.
fn nearest<'a>(content: &'a Content, to: &Municipality, page: &'a str) -> Option<&'a str> {
    let mut page = page;
    // A chain longer than the list of sections runs in a circle.
    for _ in 0..=content.sections.len() {
        if to.page_address(page).is_some() {
            return Some(page);
        }
        page = content.section_kind(page)?.nearest.as_deref()?;
    }
    None
}
