//! New municipalities and sections, begun as drafts that nobody sees.

use std::sync::Arc;

use askama::Template;

use super::asked::{DoorReply, Request, Trouble};
use super::desk::Desk;
use super::files::Change;
use super::folder::{DRAFTS, Tray};
use super::submitted::Submitted;
use super::view::frame;
use crate::check::RESERVED;
use crate::content::address::is_plain;
use crate::content::{self, Content, SHARED_FOLDERS};
use crate::danish::plain;
use crate::html::Html;
use crate::registry::BUILT_IN;
use crate::scaffold::{self, NewFile};
use crate::source::Sources;

/// The longest name of a municipality, in letters.
const LONGEST: usize = 50;

#[derive(Template)]
#[template(path = "edit/new.html")]
struct NewPage<'a> {
    municipalities: Vec<(&'a str, &'a str)>,
    sections: Vec<(&'a str, &'a str)>,
    seal: String,
    typed: &'a Submitted,
    wrong: &'a str,
}

impl NewPage<'_> {
    fn said(&self, name: &str) -> &str {
        self.typed.one(name).unwrap_or_default()
    }

    fn is_section(&self) -> bool {
        self.typed.has("kommune")
    }
}

/// Answers for `/ny`.
pub(super) fn answer(desk: &Desk, request: &Request) -> Result<DoorReply, Trouble> {
    let tray = desk.folder.read()?;
    let content = read(&tray)?;
    let page = |typed: &Submitted, wrong: &str| {
        let sections = content.sections.iter().map(|kind| (kind.id.as_str(), kind.title.as_str()));
        let municipalities = content.municipalities.iter();
        let municipalities = municipalities.map(|one| (one.id.as_str(), one.profile.name.as_str()));
        let main = Html::from_template(&NewPage {
            municipalities: municipalities.collect(),
            sections: sections.collect(),
            seal: desk.seal.of(&request.user),
            typed,
            wrong,
        });
        frame(&request.user, "Nyt", &main)
    };
    let Some(sent) = &request.form else {
        return Ok(DoorReply::Page(page(&Submitted::default(), "")));
    };
    if !desk.seal.is_of(&request.user, sent.one("segl").unwrap_or_default()) {
        let wrong = "Siden var for gammel. Intet er gemt. Tryk på knappen igen.";
        return Ok(DoorReply::Refused(422, page(sent, wrong)));
    }
    let (changes, what) = match begun(&tray, &content, sent) {
        Ok(begun) => begun,
        Err(Trouble::Said(wrong)) => return Ok(DoorReply::Refused(422, page(sent, &wrong))),
        Err(other) => return Err(other),
    };
    desk.save(&changes, &request.user, &what)?;
    let first = changes.first().map(|change| change.path.trim_start_matches(DRAFTS));
    Ok(DoorReply::SeeOther(format!("/fil{}", first.unwrap_or_default())))
}

/// The files of what is to be begun, and what it is.
fn begun(
    tray: &Tray,
    content: &Content,
    sent: &Submitted,
) -> Result<(Vec<Change>, String), Trouble> {
    let (files, what) = match sent.one("kommune") {
        Some(kommune) => (section(content, kommune, sent)?, "Kladde til et nyt afsnit"),
        None => (municipality(tray, content, sent)?, "Kladde til en ny kommune"),
    };
    let (first, _) = files.first().ok_or(Trouble::Missing)?;
    let what = format!("{what}: {first}");
    if let Some((path, _)) = files.iter().find(|(path, _)| tray.text(path).is_some()) {
        let is_draft = tray.text(path).is_some_and(|(_, is_draft)| is_draft);
        let how = if is_draft { " som kladde" } else { "" };
        return Err(said(&format!(
            "Det findes allerede{how}. Du kan rette det under »Alt indhold«."
        )));
    }
    let draft = |(path, text): NewFile| Change {
        path: format!("{DRAFTS}/{path}"),
        before: None,
        after: Some(text),
    };
    Ok((files.into_iter().map(draft).collect(), what))
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

/// What is wrong with a name: it is one of a place, and stands on every page.
fn odd(name: &str) -> Option<String> {
    let letters = name.chars().count();
    let fits = |letter: char| letter.is_alphabetic() || matches!(letter, ' ' | '-' | '’' | '.');
    if name.is_empty() || !name.starts_with(char::is_alphabetic) {
        return Some("Skriv kommunens navn, fx Eksempelby.".to_owned());
    }
    if letters > LONGEST {
        return Some(format!("Navnet er for langt: {letters} tegn. Der er plads til {LONGEST}."));
    }
    if let Some(odd) = name.chars().find(|letter| !fits(*letter)) {
        let odd =
            if odd.is_control() { "et usynligt tegn".to_owned() } else { format!("»{odd}«") };
        return Some(format!("Et navn kan ikke have {odd} i sig. Skriv det kun med bogstaver."));
    }
    None
}

fn municipality(tray: &Tray, content: &Content, sent: &Submitted) -> Result<Vec<NewFile>, Trouble> {
    let name = sent.one("navn").unwrap_or_default();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(wrong) = odd(&name) {
        return Err(Trouble::Said(wrong));
    }
    let id = plain(&name);
    if !is_plain(&id) {
        return Err(said("Skriv navnet med bogstaver fra a til å."));
    }
    let own = name.to_lowercase();
    let mut all = content.municipalities.iter();
    if all.any(|one| one.profile.name.to_lowercase() == own) {
        return Err(said(&format!("{name} findes allerede.")));
    }
    let folder = format!("{id}/");
    let is_there =
        tray.files.keys().chain(tray.drafts.keys()).any(|path| path.starts_with(&folder));
    let is_page = content.pages.iter().any(|page| page.id == id);
    let is_short = content.municipalities.iter().any(|one| *one.profile.short == *id);
    let is_own = RESERVED.contains(&id.as_str()) || SHARED_FOLDERS.contains(&id.as_str());
    if is_there || is_page || is_short || is_own {
        return Err(said(&format!("Adressen /{id} er optaget. Vælg et andet navn.")));
    }
    scaffold::municipality(content, &id, &name).map_err(|error| said(&error.to_string()))
}
