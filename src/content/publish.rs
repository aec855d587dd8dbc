//! Adds new entries to the text of the ledger, leaving every line an editor wrote as it is.
//!
//! Used by `check --publish`. Redirects, comments and the existing order belong to the editors;
//! addresses and heading ids are only added, each at its alphabetical position.

use std::collections::BTreeSet;

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, RawString, Table, Value};

use super::ledger::Addresses;

/// The lines above the first address of a new ledger.
const HEAD: &str = "\
# Alle adresser og overskrifter, der har været offentlige. Filen skrives af
# `kvalitetsstandard check --publish`. Slet aldrig noget: Er en side væk, så skriv
# flyttet_til = \"/den-nye-adresse\" under den.
";

#[derive(Debug, thiserror::Error)]
pub enum LedgerFault {
    #[error("adresser.toml kan ikke læses som TOML: {0}")]
    Toml(#[from] toml_edit::TomlError),
    /// The addresses are not written as `[[adresse]]`.
    #[error("adresserne i adresser.toml skal skrives som [[adresse]] på en linje for sig")]
    Form,
}

/// `text` with all of `new` added. Nothing is removed or moved, so running it twice changes
/// nothing.
///
/// # Errors
/// When `text` is not a ledger.
pub fn with_new(text: &str, new: &Addresses) -> Result<String, LedgerFault> {
    if new.is_empty() {
        return Ok(text.to_owned());
    }
    let (head, body) = split_head(text);
    let mut document: DocumentMut = body.parse()?;
    let item = document.entry("adresse").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    let list = item.as_array_of_tables_mut().ok_or(LedgerFault::Form)?;
    let mut tables: Vec<Table> = list.iter().cloned().collect();
    for (path, ids) in new {
        match tables.iter_mut().find(|table| path_of(table) == path) {
            Some(table) => add_headings(table, ids)?,
            None => insert(&mut tables, path, ids)?,
        }
    }
    list.clear();
    for (position, mut table) in (0..).zip(tables) {
        table.set_position(Some(position));
        list.push(table);
    }
    Ok(format!("{head}\n{}", document.to_string().trim_start_matches('\n')))
}

/// Splits off the lines about the file as a whole: a new first address goes after them.
fn split_head(text: &str) -> (&str, &str) {
    if text.trim().is_empty() {
        return (HEAD, "");
    }
    let comments = text.split_inclusive('\n').take_while(|line| line.starts_with('#'));
    let end = comments.map(str::len).sum();
    let (head, rest) = text.split_at(end);
    // A comment right above the first address belongs to that address.
    if rest.starts_with(['\n', '\r']) { (head, rest) } else { ("", text) }
}

fn path_of(table: &Table) -> &str {
    table.get("sti").and_then(Item::as_str).unwrap_or_default()
}

/// Inserts the address before the first one that sorts after it.
fn insert(tables: &mut Vec<Table>, path: &str, ids: &BTreeSet<String>) -> Result<(), LedgerFault> {
    let at = tables.iter().position(|table| path_of(table) > path).unwrap_or(tables.len());
    let mut table = Table::new();
    table.insert("sti", path.into());
    add_headings(&mut table, ids)?;
    table.decor_mut().set_prefix("\n");
    if let Some(next) = tables.get_mut(at) {
        set_apart(next);
    }
    tables.insert(at, table);
    Ok(())
}

/// Adds an empty line before a table that used to be first and so may not have one.
fn set_apart(table: &mut Table) {
    let before = table.decor().prefix().and_then(RawString::as_str).unwrap_or_default().to_owned();
    if !before.starts_with(['\n', '\r']) {
        table.decor_mut().set_prefix(format!("\n{before}"));
    }
}

fn add_headings(table: &mut Table, ids: &BTreeSet<String>) -> Result<(), LedgerFault> {
    if ids.is_empty() {
        return Ok(());
    }
    let item = table.entry("overskrifter").or_insert(Item::Value(Value::Array(Array::new())));
    let list = item.as_array_mut().ok_or(LedgerFault::Form)?;
    for id in ids {
        let after = |value: &Value| value.as_str().is_some_and(|kept| kept > id.as_str());
        let at = list.iter().position(after).unwrap_or(list.len());
        let comment = take_comment(list, at);
        let value = Value::from(id.as_str()).decorated(format!("{comment}\n    "), "");
        list.insert_formatted(at, value);
    }
    list.set_trailing_comma(true);
    if list.trailing().as_str().is_none_or(|end| !end.contains('\n')) {
        list.set_trailing("\n");
    }
    Ok(())
}

/// Takes the comment on the line of the value before this position. TOML attaches it to the next
/// value, but it is about the previous one and should stay there.
fn take_comment(list: &mut Array, at: usize) -> String {
    let found = match list.get(at) {
        Some(next) => next.decor().prefix(),
        None => Some(list.trailing()),
    };
    let found = found.and_then(RawString::as_str).unwrap_or_default();
    let Some((comment, _)) = found.split_once('\n').filter(|(line, _)| line.contains('#')) else {
        return String::new();
    };
    let (comment, rest) = (comment.to_owned(), found[comment.len()..].to_owned());
    match list.get_mut(at) {
        Some(next) => next.decor_mut().set_prefix(rest),
        None => list.set_trailing(rest),
    }
    comment
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::ledger::{LedgerFile, missing};

    fn addresses(list: &[(&str, &[&str])]) -> Addresses {
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        list.iter().map(|(path, list)| ((*path).to_owned(), ids(list))).collect()
    }

    #[test]
    fn a_new_ledger_explains_itself() {
        let text = with_new("", &addresses(&[("/b", &["y", "x"]), ("/a", &[])])).unwrap();
        let body = "\n[[adresse]]\nsti = \"/a\"\n\n[[adresse]]\nsti = \"/b\"\n\
                    overskrifter = [\n    \"x\",\n    \"y\",\n]\n";
        assert_eq!(text, format!("{HEAD}{body}"));
    }

    #[test]
    fn existing_lines_are_kept() {
        let old = "# Om filen.\n\n# Flyttet i marts.\n[[adresse]]\nsti = \"/b\" # gammel\n\
                   flyttet_til = \"/c\"\n\n[[adresse]]\nsti = \"/c\"\noverskrifter = [\n    \
                   \"c\", # først\n    \"m\", # midt\n]\nudgaaet = [\"m\"]\n";
        let now = addresses(&[("/a", &[]), ("/c", &["a", "c", "d", "m", "z"]), ("/d", &["d"])]);
        let kept: LedgerFile = toml::from_str(old).unwrap();
        let text = with_new(old, &missing(&kept.addresses, &now)).unwrap();
        assert_eq!(
            text,
            "# Om filen.\n\n[[adresse]]\nsti = \"/a\"\n\n# Flyttet i marts.\n[[adresse]]\n\
             sti = \"/b\" # gammel\nflyttet_til = \"/c\"\n\n[[adresse]]\nsti = \"/c\"\n\
             overskrifter = [\n    \"a\",\n    \"c\", # først\n    \"d\",\n    \
             \"m\", # midt\n    \"z\",\n]\n\
             udgaaet = [\"m\"]\n\n[[adresse]]\nsti = \"/d\"\noverskrifter = [\n    \"d\",\n]\n"
        );
        let kept: LedgerFile = toml::from_str(&text).unwrap();
        assert_eq!(missing(&kept.addresses, &now), Addresses::new());
    }

    #[test]
    fn a_ledger_without_a_head_can_be_added_to() {
        let old = "[[adresse]]\nsti = \"/b\"\n";
        let text = with_new(old, &addresses(&[("/a", &[])])).unwrap();
        assert_eq!(text.trim_start(), "[[adresse]]\nsti = \"/a\"\n\n[[adresse]]\nsti = \"/b\"\n");
    }

    #[test]
    fn an_invalid_ledger_is_refused() {
        let new = addresses(&[("/a", &[])]);
        assert!(matches!(with_new("adresse = 1\n", &new), Err(LedgerFault::Form)));
        assert!(matches!(with_new("[[", &new), Err(LedgerFault::Toml(_))));
    }
}
