//! The first page: everything there is to edit, what changes most often first. And what was found, and saved.

use std::collections::BTreeMap;

use askama::Template;

use super::asked::{DoorReply, Request, Trouble};
use super::compare::{Difference, difference};
use super::desk::Desk;
use super::draft::Told;
use super::folder::{DRAFTS, Tray};
use super::form::{Row, row};
use super::kinds::{is_page, kind_of, rank};
use super::place::Where;
use super::preview::{NOW, of_drafts};
use super::tree::Node;
use super::view::{address, frame};
use crate::html::Html;

/// Things of one kind, each with its address.
struct Kinds {
    name: &'static str,
    rows: Vec<(Row, String)>,
}

/// A municipality, or what all share.
struct Area {
    id: String,
    name: String,
    is_draft: bool,
    /// Where its drafts can be seen.
    seen: String,
    often: Vec<Kinds>,
    pages: Vec<(String, String)>,
    files: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "edit/overview.html")]
struct OverviewPage {
    parts: Vec<Area>,
    errors: usize,
    warnings: usize,
    lost: usize,
    seal: String,
}

#[derive(Template)]
#[template(path = "edit/findings.html")]
struct FindingsPage<'a> {
    told: Vec<(&'a Told, bool)>,
}

#[derive(Template)]
#[template(path = "edit/saved.html")]
struct SavedPage<'a> {
    what: &'a str,
    back: Option<&'a str>,
    is_draft: bool,
    is_gone: bool,
    difference: Option<Difference>,
    before: &'a str,
    after: &'a str,
    site: Option<&'a str>,
}

/// What changes most often: its file, the list in it, and what they are called.
const OFTEN: [(&str, &str, &str); 3] = [
    ("kontakter.toml", "kontakt", "Telefonnumre og adresser"),
    ("fakta.toml", "frist", "Frister"),
    ("fakta.toml", "tal", "Tal"),
];

/// The first page.
pub(super) fn answer(desk: &Desk, request: &Request) -> Result<DoorReply, Trouble> {
    let tray = desk.folder.read()?;
    let standing = desk.load(&tray.files, &tray);
    let main = Html::from_template(&OverviewPage {
        parts: parts(&tray),
        errors: standing.told.iter().filter(|told| told.is_error()).count(),
        warnings: standing.told.iter().filter(|told| told.is_warning()).count(),
        lost: tray.unreadable.len(),
        seal: desk.seal.of(&request.user),
    });
    Ok(DoorReply::Page(frame(&request.user, "Alt indhold", &main)))
}

/// What the check says of the content as it is.
pub(super) fn findings(desk: &Desk, request: &Request) -> Result<DoorReply, Trouble> {
    let tray = desk.folder.read()?;
    let standing = desk.load(&tray.files, &tray);
    let known = |told: &Told| tray.text(&told.path).is_some() && kind_of(&told.path).is_some();
    let told = standing.told.iter().map(|told| (told, known(told))).collect();
    let main = Html::from_template(&FindingsPage { told });
    Ok(DoorReply::Page(frame(&request.user, "Det, kontrollen siger", &main)))
}

/// After a change was kept. Only what is noted was.
pub(super) fn saved(desk: &Desk, request: &Request) -> Result<DoorReply, Trouble> {
    let one = |name: &str| request.query.one(name).unwrap_or_default();
    let Some(made) = desk.latest()?.into_iter().find(|made| made.id == one("rettelse")) else {
        return Ok(DoorReply::SeeOther("/rettelser".to_owned()));
    };
    let loads = desk.loaded(one("foer")).zip(desk.loaded(one("nu")));
    let pages =
        loads.as_ref().and_then(|(before, after)| before.pages.as_ref().zip(after.pages.as_ref()));
    let main = Html::from_template(&SavedPage {
        what: &made.what,
        // Nowhere but to this door.
        back: Some(one("til")).filter(|to| to.starts_with("/fil/")),
        is_draft: made.files.iter().all(|file| file.path.starts_with(DRAFTS)),
        is_gone: made.files.iter().all(|file| file.after.is_none()),
        difference: pages.map(|(before, after)| difference(before, after)),
        before: one("foer"),
        after: NOW,
        site: desk.settings.site.as_deref(),
    });
    Ok(DoorReply::Page(frame(&request.user, "Gemt", &main)))
}

fn parts(tray: &Tray) -> Vec<Area> {
    let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in tray.files.keys().chain(tray.drafts.keys()) {
        let folder = path.split_once('/').map_or("", |(folder, _)| folder);
        let folder = if crate::content::SHARED_FOLDERS.contains(&folder) { "" } else { folder };
        folders.entry(folder).or_default().push(path);
    }
    let mut parts: Vec<Area> =
        folders.into_iter().map(|(id, paths)| part(tray, id, paths)).collect();
    // What all share comes last: it changes most seldom.
    parts.sort_by_key(|part| part.id.is_empty());
    parts
}

fn part(tray: &Tray, id: &str, mut paths: Vec<&str>) -> Area {
    paths.sort_by_key(|path| (rank(path), *path));
    paths.dedup();
    let read = |path: &str| tray.text(path).and_then(|(text, _)| Node::read(text).ok());
    let often = OFTEN.iter().filter_map(|(file, key, name)| {
        let path = format!("{id}/{file}");
        let node = read(&path)?;
        let items = node.child(key)?.items();
        let row = |(at, item): (usize, &Node)| {
            let steps = Where(vec![(*key).to_owned(), at.to_string()]);
            let to = address(&path, &steps);
            (row(item, steps), to)
        };
        Some(Kinds { name, rows: items.iter().enumerate().map(row).collect() })
    });
    let named = |path: &&str| {
        let kind = kind_of(path)?;
        let (text, is_draft) = tray.text(path)?;
        let title = super::front::parts(text).and_then(|(fields, _)| {
            Some(Node::read(&text[fields]).ok()?.text("titel")?.to_owned())
        });
        let last = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".toml");
        let name = match (title, path.contains("veje/")) {
            (Some(title), _) => title,
            (None, true) => format!("{}: {last}", kind.name),
            (None, false) => kind.name.to_owned(),
        };
        let name = if is_draft { format!("{name} (kladde)") } else { name };
        Some((name, format!("/fil/{path}")))
    };
    let (pages, files): (Vec<&str>, Vec<&str>) = paths.iter().partition(|path| is_page(path));
    let profile = read(&format!("{id}/kommune.toml"));
    let name = profile.as_ref().and_then(|node| node.text("navn"));
    Area {
        id: id.to_owned(),
        name: if id.is_empty() { "Fælles for alle" } else { name.unwrap_or(id) }.to_owned(),
        is_draft: paths.iter().any(|path| tray.text(path).is_some_and(|(_, is_draft)| is_draft)),
        seen: of_drafts(id, ""),
        often: often.collect(),
        pages: pages.iter().filter_map(named).collect(),
        files: files.iter().filter_map(named).collect(),
    }
}
