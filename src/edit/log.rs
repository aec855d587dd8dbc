//! Who changed what, and when: a file beside the content that people can read, and from which a change
//! can be taken back. Its name is that of no content, so that the loader passes it over.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::ops::Range;
use std::path::Path;

use super::encode;
use super::files::{Change, mark_of};
use super::tree::Node;

/// The file's name.
pub const NAME: &str = "rettelser.log";

/// Its first lines.
const HEAD: &str = "\
# Hvem der har rettet hvad og hvornår, skrevet af `kvalitetsstandard edit`. Det nyeste står nederst.
# Webstedet bruger ikke filen. Slet ikke i den: Så kan rettelserne ikke fortrydes.
";

/// What begins an entry.
const ENTRY: &str = "[[rettelse]]";

/// So much of the end of the file is read for the latest changes.
const TAIL: u64 = 1 << 20;

/// Who makes a change, when, and what it is.
#[derive(Clone, Debug)]
pub struct Signed<'a> {
    /// When, as TOML has it.
    pub when: &'a str,
    pub who: &'a str,
    /// What, in words.
    pub what: &'a str,
}

/// A change that was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// Names it.
    pub id: String,
    pub when: String,
    pub who: String,
    /// What, in words.
    pub what: String,
    /// What it did to each file.
    pub files: Vec<Hunk>,
}

/// What a change did to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// The file.
    pub path: String,
    /// The mark of its text before; none where it wasn't there.
    pub before: Option<String>,
    /// The mark of its text after; none where it isn't there any more.
    pub after: Option<String>,
    /// The first line that differs, counted from 1.
    pub line: usize,
    /// The lines that were there.
    pub from: String,
    /// The lines in their place.
    pub to: String,
}

/// The bytes that differ, whole lines of both.
fn differing(before: &str, after: &str) -> (Range<usize>, Range<usize>) {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - head;
    let tail =
        old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let length = |lines: &[&str]| lines.iter().map(|line| line.len()).sum::<usize>();
    let range = |lines: &[&str]| {
        let start = length(&lines[..head]);
        start..start + length(&lines[head..lines.len() - tail])
    };
    (range(&old), range(&new))
}

impl Hunk {
    fn of(change: &Change) -> Self {
        let (before, after) = (
            change.before.as_deref().unwrap_or_default(),
            change.after.as_deref().unwrap_or_default(),
        );
        let (old, new) = differing(before, after);
        Self {
            path: change.path.clone(),
            before: change.before.as_deref().map(mark_of),
            after: change.after.as_deref().map(mark_of),
            line: before[..old.start].matches('\n').count() + 1,
            from: before[old].to_owned(),
            to: after[new].to_owned(),
        }
    }

    /// The change that takes it back, where the file is still as this left it.
    pub fn back(&self, now: Option<&str>) -> Option<Change> {
        if now.map(mark_of) != self.after {
            return None;
        }
        let text = now.unwrap_or_default();
        let lines = text.split_inclusive('\n');
        let start: usize = lines.take(self.line - 1).map(str::len).sum();
        let rest = text.get(start..)?.strip_prefix(self.to.as_str())?;
        let old = format!("{}{}{rest}", &text[..start], self.from);
        let old = self.before.as_ref().map(|_| old);
        if old.as_deref().map(mark_of) != self.before {
            return None;
        }
        Some(Change { path: self.path.clone(), before: now.map(str::to_owned), after: old })
    }

    fn written(&self) -> String {
        let said = |text: &str| {
            // Lines that look like those of this file are kept from being taken for them.
            let like = text.lines().any(|line| line.trim_start().starts_with("[["));
            encode::text(text, Some(if like { "\"" } else { "'''\n" }))
        };
        let mark = |mark: &Option<String>| mark.clone().unwrap_or_default();
        format!(
            "[[rettelse.fil]]\nsti = {}\naftryk_foer = \"{}\"\naftryk_nu = \"{}\"\nlinje = {}\n\
             foer = {}\nnu = {}\n",
            encode::text(&self.path, None),
            mark(&self.before),
            mark(&self.after),
            self.line,
            said(&self.from),
            said(&self.to),
        )
    }
}

/// Adds an entry, safely on the disk, and says what names it.
///
/// # Errors
/// When it can't be written.
pub(super) fn append(root: &Path, noted: &Signed<'_>, changes: &[Change]) -> io::Result<String> {
    let path = root.join(NAME);
    if std::fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_symlink()) {
        return Err(io::Error::other("den er et link"));
    }
    let mut file = File::options().append(true).create(true).open(path)?;
    let head = if file.metadata()?.len() == 0 { HEAD } else { "" };
    let mut entry = format!("{ENTRY}\n");
    let (who, what) = (encode::text(noted.who, None), encode::text(noted.what, None));
    let when = noted.when.to_string();
    entry.extend(["tid = ", &when, "\nhvem = ", &who, "\nhvad = ", &what, "\n"]);
    changes.iter().for_each(|change| entry.push_str(&Hunk::of(change).written()));
    file.write_all(format!("{head}\n{entry}").as_bytes())?;
    file.sync_all()?;
    Ok(id_of(&entry))
}

/// What names an entry.
fn id_of(entry: &str) -> String {
    mark_of(entry)[..16].to_owned()
}

/// The latest changes, the newest first.
///
/// # Errors
/// When the file is there and can't be read.
pub fn latest(root: &Path) -> io::Result<Vec<Made>> {
    let mut file = match File::open(root.join(NAME)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
    let mut bytes = Vec::new();
    file.take(TAIL).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let start = format!("\n{ENTRY}\n");
    // An entry that was never finished, or that somebody has written in, is passed over.
    let mut made: Vec<Made> = text.split(&start).skip(1).filter_map(read).collect();
    made.reverse();
    Ok(made)
}

fn read(text: &str) -> Option<Made> {
    let entry = format!("{ENTRY}\n{text}");
    let root = Node::read(&entry).ok()?;
    let node = root.child("rettelse")?.child("0")?;
    let hunk = |node: &Node| {
        let mark = |key| node.text(key).filter(|mark| !mark.is_empty()).map(str::to_owned);
        Some(Hunk {
            path: node.text("sti")?.to_owned(),
            before: mark("aftryk_foer"),
            after: mark("aftryk_nu"),
            line: node.text("linje")?.parse().ok().filter(|line| *line > 0)?,
            from: node.text("foer")?.to_owned(),
            to: node.text("nu")?.to_owned(),
        })
    };
    let files = node.child("fil").map(Node::items).unwrap_or_default();
    Some(Made {
        id: id_of(&entry),
        when: node.text("tid")?.to_owned(),
        who: node.text("hvem")?.to_owned(),
        what: node.text("hvad")?.to_owned(),
        files: files.iter().map(hunk).collect::<Option<_>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(before: Option<&str>, after: Option<&str>) -> Change {
        Change {
            path: "a.toml".into(),
            before: before.map(Into::into),
            after: after.map(Into::into),
        }
    }

    #[test]
    fn a_change_is_read_back_and_taken_back() {
        for (before, after) in [
            (Some("a\nb\nc\n"), Some("a\nB\nc\n")),
            (Some("a\r\nb"), Some("a\r\nb\r\n")),
            (None, Some("ny\n")),
            (Some("væk"), None),
            (Some("x\n\n[[rettelse]]\nhvem = 1\n"), Some("'''\n")),
            (Some(""), Some("x\n")),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let noted = Signed { when: "2026-11-26T10:00:00+01:00", who: "\"x\"\n", what: "y" };
            let id = append(folder.path(), &noted, &[change(before, after)]).unwrap();
            append(folder.path(), &noted, &[change(Some("1"), Some("2"))]).unwrap();
            let made = latest(folder.path()).unwrap();
            assert_eq!(made.len(), 2, "{before:?}");
            assert_eq!((&made[1].id, made[1].who.as_str()), (&id, "\"x\"\n"));
            assert_eq!(made[1].files[0].back(after), Some(change(after, before)));
            assert_eq!(made[1].files[0].back(Some("noget andet")), None);
        }
    }

    #[test]
    fn an_entry_that_was_not_finished_takes_no_other_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let noted = Signed { when: "2026-11-26T10:00:00+01:00", who: "x", what: "y" };
        append(folder.path(), &noted, &[change(Some("a"), Some("b"))]).unwrap();
        let path = folder.path().join(NAME);
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(
            &path,
            format!("{text}\n[[rettelse]]\ntid = 2026-11-26T10:00:00+01:00\nhvem = \"x"),
        )
        .unwrap();
        append(folder.path(), &noted, &[change(Some("b"), Some("c"))]).unwrap();
        assert_eq!(latest(folder.path()).unwrap().len(), 2);
    }
}
