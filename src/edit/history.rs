//! The latest changes: who made them, when, what they were, and taking them back.

use askama::Template;
use jiff::civil::DateTime;

use super::asked::{DoorReply, Request, Trouble};
use super::desk::Desk;
use super::files::{Change, mark_of};
use super::folder::Tray;
use super::log::Made;
use super::submitted::Submitted;
use super::view::frame;
use super::weigh::weigh;
use super::weighing::{self, Weighing};
use crate::html::Html;

/// So many are shown.
const SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "edit/history.html")]
struct HistoryPage {
    /// Each, when it was made, and why it can't be taken back.
    made: Vec<(Made, String, Option<String>)>,
}

/// Answers for `/rettelser`.
pub(super) fn answer(desk: &Desk, request: &Request) -> Result<DoorReply, Trouble> {
    match &request.form {
        None => list(desk, request),
        Some(sent) => take_back(desk, request, sent),
    }
}

fn list(desk: &Desk, request: &Request) -> Result<DoorReply, Trouble> {
    let made = desk.latest()?.into_iter().take(SHOWN);
    let made = made.map(|one| {
        let obstacle = back(desk, &one).err().map(|trouble| trouble.to_string());
        let when = moment(&one.when);
        (one, when, obstacle)
    });
    let main = Html::from_template(&HistoryPage { made: made.collect() });
    Ok(DoorReply::Page(frame(&request.user, "Rettelser", &main)))
}

/// `2026-11-27T02:30:40+01:00` as people read it.
fn moment(when: &str) -> String {
    let read = when.get(..19).and_then(|when| when.parse::<DateTime>().ok());
    read.map_or_else(|| when.to_owned(), |at| at.strftime("%-d.%-m.%Y kl. %H.%M").to_string())
}

/// The changes that take it back; a file that was changed since is in the way.
fn back(desk: &Desk, made: &Made) -> Result<Vec<Change>, Trouble> {
    let changes = made.files.iter().map(|hunk| {
        let now = desk.folder.text(&hunk.path)?;
        hunk.back(now.as_deref()).ok_or_else(|| {
            if now.as_deref().map(mark_of) == hunk.before {
                return Trouble::Said("Det er allerede fortrudt.".to_owned());
            }
            Trouble::Said(format!(
                "{} er rettet igen siden. Fortryd den nyeste rettelse først.",
                hunk.path
            ))
        })
    });
    changes.collect()
}

fn take_back(desk: &Desk, request: &Request, sent: &Submitted) -> Result<DoorReply, Trouble> {
    let id = sent.one("rettelse").unwrap_or_default();
    let made = desk.latest()?.into_iter().find(|one| one.id == id).ok_or(Trouble::Missing)?;
    let changes = back(desk, &made)?;
    let tray: Tray = desk.folder.read()?;
    let balance = weigh(desk, &tray, &changes);
    let what = format!("Fortrudt: {}", made.what);
    let sealed = desk.seal.is_of(&request.user, sent.one("segl").unwrap_or_default());
    let to_keep = sent.one("trin") == Some("gem");
    if to_keep && sealed && balance.may_be_kept(sent.one("ja") == Some("ja")) {
        let id = desk.save(&changes, &request.user, &what)?;
        let (before, after) = (&balance.before.mark, &balance.after.mark);
        return Ok(DoorReply::SeeOther(format!("/gemt?rettelse={id}&foer={before}&nu={after}")));
    }
    let weighing = Weighing {
        action: "/rettelser",
        what: &what,
        hidden: vec![("rettelse", id)],
        seal: desk.seal.of(&request.user),
        unsaid: to_keep,
        ..Weighing::default()
    };
    Ok(weighing::page(&request.user, &balance, &weighing))
}
