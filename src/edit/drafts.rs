//! Drafts that are done with: taken into use when nothing is missing, or thrown away.

use std::collections::BTreeSet;

use askama::Template;

use super::asked::{DoorReply, Request, Trouble};
use super::desk::Desk;
use super::files::Change;
use super::folder::{DRAFTS, Tray};
use super::view::frame;
use super::weigh::weigh;
use super::weighing::{self, Weighing};
use super::words;
use crate::html::Html;

/// Answers for `/tag-i-brug`: the drafts of a folder become content.
pub(super) fn take_into_use(desk: &Desk, request: &Request) -> Result<DoorReply, Trouble> {
    let sent = request.form.as_ref().ok_or(Trouble::Missing)?;
    let folder = sent.one("mappe").unwrap_or_default();
    let tray = desk.folder.read()?;
    let below = format!("{folder}/");
    let drafts = tray.drafts.iter().filter(|(path, _)| path.starts_with(&below));
    let changes: Vec<Change> = drafts
        .flat_map(|(path, text)| {
            let place = format!("{DRAFTS}/{path}");
            let draft = Change { path: place, before: Some(text.clone()), after: None };
            [draft, Change { path: path.clone(), before: None, after: Some(text.clone()) }]
        })
        .collect();
    let to_keep = sent.one("trin") == Some("gem");
    if changes.is_empty()
        && to_keep
        && is_noted(desk, |noted| noted.starts_with(&format!("{TAKEN}{folder}/")))?
    {
        return Err(Trouble::Said("Kladden er allerede taget i brug.".to_owned()));
    }
    if changes.is_empty() {
        return Err(Trouble::Missing);
    }
    let balance = weigh(desk, &tray, &changes);
    let names: BTreeSet<&str> =
        changes.iter().skip(1).step_by(2).map(|one| one.path.as_str()).collect();
    let what = format!("{TAKEN}{}", names.into_iter().collect::<Vec<_>>().join(", "));
    let sealed = desk.seal.is_of(&request.user, sent.one("segl").unwrap_or_default());
    if to_keep && sealed && balance.may_be_kept(sent.one("ja") == Some("ja")) {
        let id = desk.save(&changes, &request.user, &what)?;
        let (before, after) = (&balance.before.mark, &balance.after.mark);
        return Ok(DoorReply::SeeOther(format!("/gemt?rettelse={id}&foer={before}&nu={after}")));
    }
    let weighing = Weighing {
        action: "/tag-i-brug",
        what: &what,
        hidden: vec![("mappe", folder)],
        seal: desk.seal.of(&request.user),
        unsaid: to_keep,
        ..Weighing::default()
    };
    Ok(weighing::page(&request.user, &balance, &weighing))
}

/// How a note of drafts that were taken into use begins.
const TAKEN: &str = "Taget i brug: ";

/// What is noted of a draft that was thrown away.
fn thrown_away(what: &str) -> String {
    format!("Kladde slettet: {what}")
}

/// Whether there is such a note among the latest.
fn is_noted(desk: &Desk, is_meant: impl Fn(&str) -> bool) -> Result<bool, Trouble> {
    Ok(desk.latest()?.iter().any(|made| is_meant(&made.what)))
}

#[derive(Template)]
#[template(path = "edit/throw.html")]
struct ThrowPage<'a> {
    /// The drafts by name and path.
    drafts: Vec<(String, &'a str)>,
    what: &'a str,
    seal: String,
    unsaid: bool,
}

/// Answers for `/slet-kladde`: a draft, or all of a folder's, thrown away after a yes.
pub(super) fn throw_away(desk: &Desk, request: &Request) -> Result<DoorReply, Trouble> {
    let sent = request.form.as_ref().ok_or(Trouble::Missing)?;
    let what = sent.one("kladde").unwrap_or_default();
    let tray = desk.folder.read()?;
    let found = thrown(&tray, what);
    let to_keep = sent.one("trin") == Some("slet");
    if found.is_empty() && to_keep && is_noted(desk, |noted| noted == thrown_away(what))? {
        return Err(Trouble::Said("Kladden er allerede slettet.".to_owned()));
    }
    if found.is_empty() {
        return Err(Trouble::Missing);
    }
    let sealed = desk.seal.is_of(&request.user, sent.one("segl").unwrap_or_default());
    if to_keep && sealed {
        let gone = |(path, text): &(&str, &str)| Change {
            path: format!("{DRAFTS}/{path}"),
            before: Some((*text).to_owned()),
            after: None,
        };
        let changes: Vec<Change> = found.iter().map(gone).collect();
        let id = desk.save(&changes, &request.user, &thrown_away(what))?;
        return Ok(DoorReply::SeeOther(format!("/gemt?rettelse={id}")));
    }
    let named = |(path, text): &(&'_ str, &str)| words::title_of(path, text);
    let main = Html::from_template(&ThrowPage {
        drafts: found.iter().map(|one| (named(one), one.0)).collect(),
        what,
        seal: desk.seal.of(&request.user),
        unsaid: to_keep,
    });
    let html = frame(&request.user, "Slet kladder", &main);
    Ok(if to_keep { DoorReply::Refused(422, html) } else { DoorReply::Page(html) })
}

/// The draft of this path, or those in this folder.
fn thrown<'t>(tray: &'t Tray, what: &str) -> Vec<(&'t str, &'t str)> {
    let below = format!("{what}/");
    let is_meant = |path: &str| path == what || (!what.is_empty() && path.starts_with(&below));
    let drafts = tray.drafts.iter().filter(|(path, _)| is_meant(path));
    drafts.map(|(path, text)| (path.as_str(), text.as_str())).collect()
}
