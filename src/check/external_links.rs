//! Links out of the site: lists them, and turns the answers into findings.
//!
//! Nothing here makes requests; [`crate::online`] does, for `check --online`, and returns the
//! answers.

use crate::content::{Content, Word};
use crate::finding::Finding;
use crate::source::{FileId, Place};

/// A link out of the site. Each is defined in one place, and texts refer to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalLink {
    pub url: String,
    pub place: Place,
}

/// The result of requesting a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkAnswer {
    /// The page exists.
    There,
    /// The page has moved permanently.
    Moved(String),
    /// The page exists, but has no element with this id.
    NoPlace(String),
    /// The page is gone, with no sign of it coming back.
    Dead(String),
    /// Unknown: a server error, no connection, or access denied.
    Unsure(String),
}

impl LinkAnswer {
    /// The result for a status, after following all redirects.
    pub fn of_status(status: u16) -> Self {
        match status {
            200..=299 => Self::There,
            404 | 410 => Self::Dead(format!("siden findes ikke ({status})")),
            _ => Self::Unsure(format!("svaret er {status}")),
        }
    }
}

/// Every link out of the site, sorted by file and place.
pub fn list(content: &Content) -> Vec<ExternalLink> {
    let site = &content.site;
    let link = |file: FileId, url: &Word| ExternalLink {
        url: url.to_string(),
        place: Place::new(file, url.span()),
    };
    let shared = site.websites.iter().map(|one| &one.url).chain([&site.exit.url]);
    let mut links: Vec<ExternalLink> = shared.map(|url| link(site.file, url)).collect();
    for municipality in &content.municipalities {
        let contacts = &municipality.contacts;
        let webs = contacts.iter().filter_map(|contact| contact.web.as_ref());
        links.extend(webs.map(|web| link(contacts.file, &web.url)));
    }
    links.sort_by_key(|link| (link.place.file, link.place.span.start));
    links
}

/// The finding about a link, if any.
pub fn finding(link: &ExternalLink, answer: &LinkAnswer) -> Option<Finding> {
    let (place, url) = (link.place.clone(), &link.url);
    match answer {
        LinkAnswer::There => None,
        LinkAnswer::Moved(to) => Some(Finding::note(
            "flyttet-link",
            place,
            format!("{url} er flyttet for altid til {to}."),
            "Skriv den nye adresse.",
        )),
        LinkAnswer::NoPlace(id) => Some(Finding::note(
            "link-uden-sted",
            place,
            format!("{url} fører til en side, hvor der ikke er noget sted med navnet »{id}«."),
            "Åbn linket i en browser. Lander du ikke det rigtige sted, så ret det, der står efter #.",
        )),
        LinkAnswer::Dead(why) => Some(Finding::warning(
            "doedt-link",
            place,
            format!("{url} virker ikke: {why}."),
            "Find den nye adresse, eller fjern linket.",
        )),
        LinkAnswer::Unsure(why) => Some(Finding::note(
            "link-uden-svar",
            place,
            format!("{url} kunne ikke prøves: {why}."),
            "Åbn linket i en browser. Virker det, skal du ikke gøre noget.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_definite_failures_are_dead_links() {
        assert_eq!(LinkAnswer::of_status(204), LinkAnswer::There);
        for dead in [404, 410] {
            assert!(matches!(LinkAnswer::of_status(dead), LinkAnswer::Dead(_)), "{dead}");
        }
        for unsure in [304, 401, 403, 429, 500, 503] {
            assert!(matches!(LinkAnswer::of_status(unsure), LinkAnswer::Unsure(_)), "{unsure}");
        }
    }
}
