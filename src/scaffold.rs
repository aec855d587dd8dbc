//! Template files for new municipalities and sections; they pass `check` before they are filled in.

use askama::Template;

use crate::content::{BuiltInId, Content, RawMunicipality, Word};

/// A file to write: its path below the content folder, and its text.
pub type NewFile = (String, String);

/// The id of a new municipality's only contact.
const CONTACT: &str = "kontakt";

/// The id of the first heading of its source.
const HEADING: &str = "kilden";

#[derive(Template)]
#[template(path = "scaffold/kommune.toml", escape = "none")]
struct ProfileFile<'a> {
    name: &'a str,
    short: &'a str,
    order: usize,
    contact: &'a str,
    source: &'a str,
}

#[derive(Template)]
#[template(path = "scaffold/kontakter.toml", escape = "none")]
struct ContactsFile<'a> {
    contact: &'a str,
    source: &'a str,
}

#[derive(Template)]
#[template(path = "scaffold/afsnit.md", escape = "none")]
struct PageFile<'a> {
    title: &'a str,
    contact: &'a str,
    source: &'a str,
}

/// The files of a new municipality: profile, contacts, and the pages that doors and footers link
/// to.
///
/// # Errors
/// If a template can't be rendered.
pub fn municipality(content: &Content, id: &str, name: &str) -> askama::Result<Vec<NewFile>> {
    let order = content.municipalities.len() + 1;
    let (contact, source) = (CONTACT, HEADING);
    let short = free_short(content, id);
    let profile = ProfileFile { name, short, order, contact, source }.render()?;
    let contacts = ContactsFile { contact, source }.render()?;
    let mut files =
        vec![(format!("{id}/kommune.toml"), profile), (format!("{id}/kontakter.toml"), contacts)];
    let doors = content.site.doors.iter().map(|door| door.page.as_str());
    let foot = content.site.foot.iter().map(Word::as_str);
    let mut pages: Vec<&str> = doors.chain(foot).collect();
    pages.sort_unstable();
    pages.dedup();
    for page in pages {
        let kind = content.section_kind(page);
        if kind.is_none() && BuiltInId::named(page).is_some() {
            continue;
        }
        let title = kind.map_or("UDFYLD: titel", |kind| kind.title.as_str());
        let text = PageFile { title, contact, source }.render()?;
        let folder = if kind.is_some() { "afsnit" } else { "sider" };
        files.push((format!("{id}/{folder}/{page}.md"), text));
    }
    Ok(files)
}

/// The shortest prefix of the id that no other municipality uses for its short addresses.
fn free_short<'a>(content: &Content, id: &'a str) -> &'a str {
    let taken = |short: &str| {
        content.municipalities.iter().any(|one| *one.profile.short == *short || one.id == short)
    };
    (1..id.len())
        .filter_map(|length| id.get(..length))
        .find(|short| !taken(short) && !short.ends_with('-'))
        .unwrap_or(id)
}

/// The file of a new section. `None` if `afsnit.toml` has no such kind.
///
/// # Errors
/// If a template can't be rendered.
pub fn section(
    content: &Content,
    municipality: &RawMunicipality,
    id: &str,
) -> askama::Result<Option<NewFile>> {
    let Some(kind) = content.section_kind(id) else { return Ok(None) };
    let source = municipality.profile.source.sections.iter().find(|one| one.id.as_str() == id);
    let source = source.or_else(|| municipality.profile.source.sections.first());
    let text = PageFile {
        title: &kind.title,
        contact: &municipality.profile.entry,
        source: source.map_or("", |section| section.id.as_str()),
    }
    .render()?;
    Ok(Some((format!("{}/afsnit/{id}.md", municipality.id), text)))
}
