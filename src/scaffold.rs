//! New municipalities and sections, with the words to fill in; what they hold passes `check`.

use askama::Template;

use crate::content::{Content, RawMunicipality};

/// A file to write: path below the content folder, and text.
pub type NewFile = (String, String);

#[derive(Template)]
#[template(path = "scaffold/kommune.toml", escape = "none")]
struct ProfileFile<'a> {
    name: &'a str,
    short: &'a str,
    order: usize,
}

#[derive(Template)]
#[template(path = "scaffold/kontakter.toml", escape = "none")]
struct ContactsFile;

#[derive(Template)]
#[template(path = "scaffold/afsnit.md", escape = "none")]
struct PageFile<'a> {
    title: &'a str,
    contact: &'a str,
    source: &'a str,
}

/// The files of a new municipality: profile, contacts, and the pages that doors lead to.
///
/// # Errors
/// A template that can't be filled in.
pub fn municipality(content: &Content, id: &str, name: &str) -> askama::Result<Vec<NewFile>> {
    let order = content.municipalities.len() + 1;
    let profile = ProfileFile { name, short: free_short(content, id), order }.render()?;
    let mut files = vec![
        (format!("{id}/kommune.toml"), profile),
        (format!("{id}/kontakter.toml"), ContactsFile.render()?),
    ];
    let doors = content.site.doors.iter().map(|door| door.page.as_str());
    let mut pages: Vec<&str> = doors.chain(["ikke-beskrevet"]).collect();
    pages.sort_unstable();
    pages.dedup();
    for page in pages {
        let kind = content.section_kind(page);
        if kind.is_none() && content.built_in.iter().any(|built_in| built_in.id == page) {
            continue;
        }
        let title = kind.map_or("UDFYLD: titel", |kind| kind.title.as_str());
        let source = if page == "klage" { "klage" } else { "indgang" };
        let text = PageFile { title, contact: "indgang", source }.render()?;
        let folder = if kind.is_some() { "afsnit" } else { "sider" };
        files.push((format!("{id}/{folder}/{page}.md"), text));
    }
    // The scaffold's second source section needs a page that rests on it.
    if !files.iter().any(|(path, _)| path.ends_with("/klage.md")) {
        let text = PageFile { title: "Klage", contact: "indgang", source: "klage" }.render()?;
        files.push((format!("{id}/sider/klage.md"), text));
    }
    Ok(files)
}

/// The shortest beginning of the id that no other municipality uses for its short addresses.
fn free_short<'a>(content: &Content, id: &'a str) -> &'a str {
    let taken = |short: &str| {
        content.municipalities.iter().any(|one| *one.profile.short == *short || one.id == short)
    };
    (1..id.len())
        .filter_map(|length| id.get(..length))
        .find(|short| !taken(short) && !short.ends_with('-'))
        .unwrap_or(id)
}

/// The file of a new section of a municipality. `None` where `afsnit.toml` has no such kind.
///
/// # Errors
/// A template that can't be filled in.
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
