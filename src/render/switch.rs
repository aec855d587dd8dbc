//! The switch between municipalities: links to the same or the closest page of each of the others,
//! and to the comparison.

use super::context::Local;
use crate::book::{
    Book, BuiltInPage, Handle, Link, Municipality, Page, PageName, Role, SectionKind,
};
use crate::content::BuiltInId;
use crate::markdown::addresses::ComparedData;

/// The link to one municipality.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SwitchWay {
    /// Its name; empty for the link to all of them.
    pub municipality: String,
    /// The short name of the page it leads to; empty for the front page.
    pub page: String,
    pub href: String,
    /// The current page, if that municipality doesn't have it.
    pub lacking: Option<String>,
}

/// The current page, as one of a municipality's pages.
#[derive(Clone, Copy, Debug)]
pub enum OnPage<'a> {
    /// The front page, or a page without a counterpart elsewhere.
    Front,
    /// A page written by an editor.
    Written(&'a Page),
    /// A generated page.
    BuiltIn {
        id: BuiltInId,
        /// The rest of the address, e.g. `/henvendelse/mig`.
        below: &'a str,
        /// Whether another municipality has that too.
        has_below: fn(&Municipality, &str) -> bool,
        /// The query string to keep, with its question mark.
        query: &'a str,
        /// Whether to show the address for readers of a printout.
        say_address: bool,
    },
}

impl OnPage<'_> {
    /// A generated page whose address has no further parts.
    pub fn built_in(id: BuiltInId) -> Self {
        Self::BuiltIn { id, below: "", has_below: |_, _| false, query: "", say_address: false }
    }

    /// The page's address, if it isn't shown elsewhere on the page.
    pub(super) fn address_to_say(&self, local: &Local<'_>) -> Option<String> {
        match self {
            Self::BuiltIn { id, below, say_address: true, .. } => {
                Some(format!("{}/{}{below}", local.municipality.address(), id.path()))
            }
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub enum Compared<'a> {
    All,
    Section(Handle<SectionKind>, &'a SectionKind),
    /// A kind of data.
    Data(ComparedData),
}

/// The most municipalities shown side by side.
const MOST_BESIDE: usize = 6;

/// With more municipalities than this, readers choose one on the front page: listing all of them on
/// every page would grow quadratically, and nobody would read the list.
const MOST: usize = 12;

/// Whether the municipalities can be compared: there must be more than one, and few enough to read
/// side by side.
pub fn is_comparable(book: &Book) -> bool {
    (2..=MOST_BESIDE).contains(&book.municipalities.len())
}

/// The address of a comparison, or of the list of comparisons if `page` is empty.
pub fn comparison_address(page: &str) -> String {
    format!("/sammenlign/{page}").trim_end_matches('/').to_owned()
}

/// The comparison that includes this page, if there is one.
pub fn beside(book: &Book, page: OnPage<'_>) -> Option<String> {
    let id = match page {
        OnPage::Written(page) if matches!(page.role, Role::Section(_)) => page.id.as_str(),
        OnPage::BuiltIn { id: BuiltInId::Rights, .. } => ComparedData::Rights.path(),
        OnPage::BuiltIn { id: BuiltInId::Deadlines, .. } => ComparedData::Deadlines.path(),
        _ => return None,
    };
    is_comparable(book).then(|| comparison_address(id))
}

fn are_too_many(book: &Book) -> bool {
    book.municipalities.len() > MOST
}

fn to_all(book: &Book) -> Option<Vec<SwitchWay>> {
    let way = SwitchWay { href: "/".to_owned(), ..SwitchWay::default() };
    are_too_many(book).then(|| vec![way])
}

/// The authorities whose standards are on the site.
#[derive(Clone, Debug)]
pub struct Authorities {
    pub named: Vec<Link>,
    /// Whether there are more, listed on the front page.
    pub more: bool,
}

/// All authorities; if there are too many, only the page's own, with a link to all of them.
pub fn authorities(book: &Book, own: Option<&Municipality>) -> Authorities {
    let authority = |one: &Municipality| Link { href: one.address(), text: one.authority.clone() };
    if are_too_many(book) {
        return Authorities { named: own.map(authority).into_iter().collect(), more: true };
    }
    Authorities { named: book.municipalities.iter().map(authority).collect(), more: false }
}

/// The links from a page to every other municipality.
pub fn ways(local: &Local<'_>, page: OnPage<'_>) -> Vec<SwitchWay> {
    let book = local.book();
    if let Some(way) = to_all(book) {
        return way;
    }
    let others = book.municipalities.iter().filter(|other| other.id != local.municipality.id);
    others.map(|other| way(local, other, page)).collect()
}

fn way(local: &Local<'_>, to: &Municipality, page: OnPage<'_>) -> SwitchWay {
    match page {
        OnPage::Front => front(to),
        OnPage::Written(page) => match page.role {
            Role::Section(kind) => to_section(local.book(), to, kind),
            Role::Beside | Role::Shared => match to.page(&page.id) {
                Some(found) => to_page(to, found.name()),
                None => SwitchWay { lacking: Some(page.short_title.clone()), ..front(to) },
            },
        },
        OnPage::BuiltIn { id, below, has_below, query, .. } => {
            if let Some(found) = to.built_in(id).map(BuiltInPage::name) {
                let below = if has_below(to, below) { below } else { "" };
                let way = to_page(to, found);
                SwitchWay { href: format!("{}{below}{query}", way.href), ..way }
            } else {
                let own = local.built_in(id).map(|page| page.words.short.to_string());
                SwitchWay { lacking: own, ..front(to) }
            }
        }
    }
}

/// The section itself, or the first existing one along the chain of nearest sections.
fn to_section(book: &Book, to: &Municipality, wanted: Handle<SectionKind>) -> SwitchWay {
    let mut kind = Some(wanted);
    // A chain longer than the list of kinds is a cycle.
    for _ in 0..=book.kinds.len() {
        let Some(found) = kind else { break };
        if let Some(page) = to.section(found) {
            let lacking = (found != wanted).then(|| book.kinds[wanted].title.clone());
            return SwitchWay { lacking, ..to_page(to, page.name()) };
        }
        kind = book.kinds[found].nearest;
    }
    SwitchWay { lacking: Some(book.kinds[wanted].title.clone()), ..front(to) }
}

/// The links from a comparison to the compared page of each municipality.
pub fn ways_apart(book: &Book, compared: Compared<'_>) -> Vec<SwitchWay> {
    let way = |to: &Municipality| match compared {
        Compared::All => front(to),
        Compared::Section(kind, _) => to_section(book, to, kind),
        Compared::Data(ComparedData::Rights) => to_built_in(to, BuiltInId::Rights),
        Compared::Data(ComparedData::Deadlines) => to_built_in(to, BuiltInId::Deadlines),
        Compared::Data(ComparedData::Routes) => match to.routes.first() {
            Some(route) => {
                let href = route.section.href.split('#').next().unwrap_or_default().to_owned();
                SwitchWay { page: route.section.text.clone(), href, ..front(to) }
            }
            None => front(to),
        },
    };
    book.municipalities.iter().map(way).collect()
}

fn to_built_in(to: &Municipality, id: BuiltInId) -> SwitchWay {
    to.built_in(id).map_or_else(|| front(to), |page| to_page(to, page.name()))
}

/// The links from a site-wide page.
pub fn ways_in(book: &Book) -> Vec<SwitchWay> {
    to_all(book).unwrap_or_else(|| book.municipalities.iter().map(front).collect())
}

fn front(municipality: &Municipality) -> SwitchWay {
    SwitchWay {
        municipality: municipality.name.clone(),
        href: municipality.address(),
        ..SwitchWay::default()
    }
}

fn to_page(to: &Municipality, page: PageName<'_>) -> SwitchWay {
    SwitchWay { page: page.short.to_owned(), href: page.address.to_owned(), ..front(to) }
}
