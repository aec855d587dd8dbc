//! Pages of the site as they are, or would be: their links lead on among each other, and what readers have computed is
//! computed here too.

use super::asked::{DoorReply, Request, Trouble};
use super::desk::Desk;
use super::draft::LoadedDraft;
use crate::book::Municipality;
use crate::edition::Edition;
use crate::kind::{Answer, Ask, Asking};
use crate::pages::leave;
use crate::registry;
use crate::render::context::Whole;
use crate::site::{Document, Entry, HTML};

/// Where the content as it is can be seen.
pub(super) const NOW: &str = "nu";

/// What begins the name of a folder's drafts, where they are seen among the rest.
const DRAFT: &str = "kladde-";

/// Where everyday sites are left for.
const LEAVE: &str = "/ud";

/// Where the drafts of a folder can be seen.
pub(super) fn of_drafts(folder: &str, page: &str) -> String {
    let below = if page.is_empty() { String::new() } else { format!("/{page}") };
    format!("/vis/{DRAFT}{folder}/{folder}{below}")
}

/// Answers for `/vis/<load>/<address>`.
pub(super) fn answer(desk: &Desk, request: &Request, rest: &str) -> Result<DoorReply, Trouble> {
    let (load, address) = rest.split_once('/').unwrap_or((rest, ""));
    let standing = if load == NOW {
        let tray = desk.folder.read()?;
        desk.load(&tray.files, &tray)
    } else if let Some(folder) = load.strip_prefix(DRAFT) {
        let tray = desk.folder.read()?;
        desk.load(&tray.with_drafts(folder), &tray)
    } else {
        desk.loaded(load).ok_or_else(|| {
            Trouble::Said(
                "Visningen er for gammel. Se ændringen igen, og åbn siden derfra.".to_owned(),
            )
        })?
    };
    let made = standing.pages.as_ref().zip(standing.edition.as_ref());
    let (pages, edition) = made.ok_or_else(|| broken(&standing))?;
    let address = format!("/{}", address.trim_end_matches('/'));
    let to = |to: &str| Ok(DoorReply::SeeOther(format!("/vis/{load}{to}")));
    if address == LEAVE {
        return Ok(DoorReply::Site(leave::page(&edition.book)));
    }
    match (
        pages.get(&address).filter(|_| request.form.is_none()),
        computed(edition, request, &address),
    ) {
        (_, Some(Answer::Document(document) | Answer::File(document, _))) => {
            Ok(DoorReply::Site(within(&document, load)))
        }
        (_, Some(Answer::SeeOther(place))) if place.starts_with('/') => to(&place),
        (Some(Entry::Document(document)), _) => Ok(DoorReply::Site(within(document, load))),
        (Some(Entry::Moved(place) | Entry::SeeOther(place)), _) if place.starts_with('/') => {
            to(place)
        }
        _ => Err(Trouble::Missing),
    }
}

fn broken(standing: &LoadedDraft) -> Trouble {
    let errors = standing.told.iter().filter(|told| told.is_error());
    let errors = errors.map(|told| format!("{}: {} {}", told.name, told.message, told.remedy));
    let errors: Vec<String> = errors.take(5).collect();
    Trouble::Said(format!("Siderne kan ikke vises, før dette er rettet. {}", errors.join(" ")))
}

/// What is computed at an address; none where nothing is.
fn computed(edition: &Edition, request: &Request, address: &str) -> Option<Answer> {
    let asking = if request.form.is_some() { Asking::Post } else { Asking::Get };
    let whole = Whole::new(&edition.book, edition.today, None);
    registry::computed().filter(|one| one.method == asking).find_map(|one| {
        let (municipality, code) = meant(edition, one.path, address)?;
        let answer = (one.answer)(&Ask {
            whole: &whole,
            municipality,
            search: &edition.search,
            code,
            query: &request.raw_query,
            body: &request.raw_form,
        });
        Some(answer).filter(|answer| *answer != Answer::NotFound)
    })
}

/// Whose page an address is, and the part that stands for anything, where it is of this pattern.
fn meant<'a>(
    edition: &'a Edition,
    pattern: &str,
    address: &'a str,
) -> Option<(Option<&'a Municipality>, &'a str)> {
    let (mut municipality, mut code) = (None, "");
    let mut parts = address.split('/');
    for step in pattern.split('/') {
        let part = parts.next()?;
        match step {
            "{municipality}" => municipality = Some(edition.book.municipality(part)?),
            "{short}" => {
                let mut all = edition.book.municipalities.iter();
                municipality = Some(all.find(|one| one.short == part)?);
            }
            "{code}" => code = part,
            _ if step == part => {}
            _ => return None,
        }
    }
    parts.next().is_none().then_some((municipality, code))
}

/// The page with links that stay within this load.
fn within(document: &Document, load: &str) -> Document {
    let mut document = document.clone();
    if document.content_type == HTML {
        let html = String::from_utf8_lossy(&document.body);
        let names = ["href", "action", "formaction"].iter();
        let names = names.flat_map(|name| [format!(" {name}=\"/"), format!("\n{name}=\"/")]);
        let led = names.fold(html.into_owned(), |html, name| {
            html.replace(&name, &format!("{name}vis/{load}/"))
        });
        document.body = led.into_bytes();
    }
    document
}
