//! New municipalities and sections: begun as drafts that nobody sees, taken into use when nothing is missing.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;

use super::asked::{DoorReply, Request, Trouble};
use super::desk::Desk;
use super::files::Change;
use super::folder::{DRAFTS, Tray};
use super::submitted::Submitted;
use super::view::frame;
use super::weigh::weigh;
use super::weighing::{self, Weighing};
use crate::check::RESERVED;
use crate::content::address::is_plain;
use crate::content::{self, Content, SHARED_FOLDERS};
use crate::html::Html;
use crate::registry::BUILT_IN;
use crate::scaffold::{self, NewFile};
use crate::source::Sources;

#[derive(Template)]
#[template(path = "edit/new.html")]
struct NewPage<'a> {
    municipalities: Vec<(&'a str, &'a str)>,
    sections: Vec<(&'a str, &'a str)>,
    seal: String,
}

/// Answers for `/ny`.
pub(super) fn answer(desk: &Desk, request: &Request) -> Result<DoorReply, Trouble> {
    let tray = desk.folder.read()?;
    let content = read(&tray)?;
    let Some(sent) = &request.form else {
        let sections = content.sections.iter().map(|kind| (kind.id.as_str(), kind.title.as_str()));
        let municipalities = content.municipalities.iter();
        let municipalities = municipalities.map(|one| (one.id.as_str(), one.profile.name.as_str()));
        let main = Html::from_template(&NewPage {
            municipalities: municipalities.collect(),
            sections: sections.collect(),
            seal: desk.seal.of(&request.user),
        });
        return Ok(DoorReply::Page(frame(&request.user, "Nyt", &main)));
    };
    if !desk.seal.is_of(&request.user, sent.one("segl").unwrap_or_default()) {
        return Err(said(
            "Siden var for gammel. Intet er gemt. Gå tilbage, hent siden igen, og prøv igen.",
        ));
    }
    let (files, what) = match sent.one("kommune") {
        Some(kommune) => (section(&content, kommune, sent)?, "Kladde til et nyt afsnit"),
        None => (municipality(&tray, &content, sent)?, "Kladde til en ny kommune"),
    };
    let Some(first) = files.first().map(|(path, _)| path.clone()) else {
        return Err(Trouble::Missing);
    };
    if let Some((path, _)) = files.iter().find(|(path, _)| tray.text(path).is_some()) {
        return Err(said(&format!("{path} findes allerede. Intet er skrevet.")));
    }
    let changes: Vec<Change> = files
        .into_iter()
        .map(|(path, text)| Change {
            path: format!("{DRAFTS}/{path}"),
            before: None,
            after: Some(text),
        })
        .collect();
    desk.save(&changes, &request.user, &format!("{what}: {first}"))?;
    Ok(DoorReply::SeeOther(format!("/fil/{first}")))
}

fn said(text: &str) -> Trouble {
    Trouble::Said(text.to_owned())
}

/// The content with all drafts in it: a municipality that was begun gets its next section.
fn read(tray: &Tray) -> Result<Arc<Content>, Trouble> {
    let files =
        tray.files.iter().chain(&tray.drafts).map(|(path, text)| (path.clone(), text.clone()));
    let mut findings = Vec::new();
    let content = content::load(&Arc::new(Sources::from_files(files)), &BUILT_IN, &mut findings);
    content.map(Arc::new).ok_or_else(|| said("Indholdet kan ikke læses. Ret fejlene først."))
}

fn section(content: &Content, kommune: &str, sent: &Submitted) -> Result<Vec<NewFile>, Trouble> {
    let owner = content.municipality(kommune).ok_or(Trouble::Missing)?;
    let id = sent.one("afsnit").unwrap_or_default();
    let file = scaffold::section(content, owner, id).map_err(|error| said(&error.to_string()))?;
    Ok(file.into_iter().collect())
}

fn municipality(tray: &Tray, content: &Content, sent: &Submitted) -> Result<Vec<NewFile>, Trouble> {
    let name = sent.one("navn").unwrap_or_default().trim();
    let plain = name.to_lowercase().replace('æ', "ae").replace('ø', "oe").replace('å', "aa");
    let id = plain.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
    let id = id.trim_matches('-');
    if name.is_empty() || !is_plain(id) || name.chars().any(char::is_control) {
        return Err(said("Skriv kommunens navn, fx Eksempelby."));
    }
    if name.contains(['"', '\\']) {
        return Err(said("Skriv kommunens navn uden anførselstegn."));
    }
    let folder = format!("{id}/");
    let is_there =
        tray.files.keys().chain(tray.drafts.keys()).any(|path| path.starts_with(&folder));
    let is_page = content.pages.iter().any(|page| page.id == id);
    let is_short = content.municipalities.iter().any(|one| *one.profile.short == *id);
    if is_there || is_page || is_short || RESERVED.contains(&id) || SHARED_FOLDERS.contains(&id) {
        return Err(said(&format!("Adressen /{id} er optaget. Vælg et andet navn.")));
    }
    scaffold::municipality(content, id, name).map_err(|error| said(&error.to_string()))
}

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
    if changes.is_empty() {
        return Err(Trouble::Missing);
    }
    let balance = weigh(desk, &tray, &changes);
    let names: BTreeSet<&str> =
        changes.iter().skip(1).step_by(2).map(|one| one.path.as_str()).collect();
    let what = format!("Taget i brug: {}", names.into_iter().collect::<Vec<_>>().join(", "));
    let to_keep = sent.one("trin") == Some("gem");
    let sealed = desk.seal.is_of(&request.user, sent.one("segl").unwrap_or_default());
    if to_keep && sealed && balance.may_be_kept(sent.one("ja") == Some("ja")) {
        desk.save(&changes, &request.user, &what)?;
        let to = format!("/gemt?foer={}&nu={}", balance.before.mark, balance.after.mark);
        return Ok(DoorReply::SeeOther(to));
    }
    let weighing = Weighing {
        action: "/tag-i-brug",
        what: &what,
        hidden: vec![("mappe", folder)],
        seal: desk.seal.of(&request.user),
        unsaid: to_keep,
        can_go_back: false,
        both: Vec::new(),
    };
    Ok(weighing::page(&request.user, &balance, &weighing))
}
