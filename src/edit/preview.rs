//! Pages of the site as they are, or would be: their links lead on among each other.

use super::asked::{DoorReply, Trouble};
use super::desk::Desk;
use crate::site::{Document, Entry, HTML};

/// Where the content as it is can be seen.
pub(super) const NOW: &str = "nu";

/// Answers for `/vis/<load>/<address>`.
pub(super) fn answer(desk: &Desk, rest: &str) -> Result<DoorReply, Trouble> {
    let (load, address) = rest.split_once('/').unwrap_or((rest, ""));
    let standing = if load == NOW {
        let tray = desk.folder.read()?;
        desk.load(&tray.files, &tray)
    } else {
        desk.loaded(load).ok_or_else(|| {
            Trouble::Said(
                "Visningen er for gammel. Se ændringen igen, og åbn siden derfra.".to_owned(),
            )
        })?
    };
    let pages = standing.pages.as_ref().ok_or_else(|| {
        Trouble::Said(
            "Indholdet har fejl, så siderne kan ikke vises. Se listen over fejl.".to_owned(),
        )
    })?;
    let address = format!("/{}", address.trim_end_matches('/'));
    match pages.get(&address).ok_or(Trouble::Missing)? {
        Entry::Document(document) => Ok(DoorReply::Site(within(document, load))),
        Entry::Moved(to) | Entry::SeeOther(to) if to.starts_with('/') => {
            Ok(DoorReply::SeeOther(format!("/vis/{load}{to}")))
        }
        Entry::Moved(_) | Entry::SeeOther(_) => Err(Trouble::Missing),
    }
}

/// The page with links that stay within this load.
fn within(document: &Document, load: &str) -> Document {
    let mut document = document.clone();
    if document.content_type == HTML {
        let html = String::from_utf8_lossy(&document.body);
        let html = html.replace(" href=\"/", &format!(" href=\"/vis/{load}/"));
        document.body =
            html.replace(" action=\"/", &format!(" action=\"/vis/{load}/")).into_bytes();
    }
    document
}
