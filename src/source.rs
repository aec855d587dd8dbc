//! Files as they were read: path, text, and the way from a byte to a line and a column.
//!
//! Everything an editor writes passes through here once, whether it lies in the binary or in a
//! folder. The layers above speak of a place as a [`Place`]; only reports turn it into a line.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The number of a file in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

impl FileId {
    /// The first file: the place of a finding about a file that isn't there.
    pub const FIRST: Self = Self(0);
}

/// A span of bytes in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The bytes, counted from the start of the file.
    pub span: Range<usize>,
}

impl Place {
    /// The place of `span` in `file`.
    pub fn new(file: FileId, span: Range<usize>) -> Self {
        Self { file, span }
    }

    /// The start of `file`: for what is missing and so has no place of its own.
    pub fn start_of(file: FileId) -> Self {
        Self { file, span: 0..0 }
    }
}

/// One file: its path below the content folder, with `/` on every system, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Path below the content folder.
    pub path: String,
    /// The text, without a byte-order mark.
    pub text: String,
}

impl SourceFile {
    /// Line and column of a byte, both counted from 1; the column counts characters.
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let byte = byte.min(self.text.len());
        let before = &self.text.as_bytes()[..byte];
        let line_start = before.iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
        let line = String::from_utf8_lossy(before).matches('\n').count() + 1;
        let column = String::from_utf8_lossy(&before[line_start..]).chars().count() + 1;
        (line, column)
    }
}

/// All files of one load, sorted by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    files: Vec<SourceFile>,
}

/// A file or folder that could not be read as text.
#[derive(Debug)]
pub struct Unreadable {
    /// Path below the content folder.
    pub path: String,
    /// What stood in the way.
    pub reason: UnreadableReason,
}

/// Why a file could not be read as text.
#[derive(Debug)]
pub enum UnreadableReason {
    /// The operating system refused.
    Io(std::io::Error),
    /// The file is not UTF-8; the first wrong byte.
    NotUtf8(usize),
    /// The file is larger than [`MAX_FILE_BYTES`].
    TooLarge(u64),
}

impl fmt::Display for UnreadableReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "den kan ikke læses ({error})"),
            Self::NotUtf8(byte) => write!(f, "den er ikke gemt som UTF-8 (byte {byte})"),
            Self::TooLarge(bytes) => write!(f, "den er for stor ({bytes} byte)"),
        }
    }
}

/// The largest content file that is read, in bytes. A page of text is some 10 kB; what is larger
/// is a picture or an accident, and reading it would only fill the memory.
pub const MAX_FILE_BYTES: u64 = 1 << 20;

/// How deep folders may lie in each other; also ends a loop of symbolic links.
const MAX_DEPTH: usize = 8;

#[derive(rust_embed::RustEmbed)]
#[folder = "content/"]
#[include = "*.toml"]
#[include = "*.md"]
#[exclude = "README.md"]
struct Embedded;

impl Sources {
    /// The content that lies in the binary.
    pub fn embedded() -> Self {
        Self::from_files(Embedded::iter().filter_map(|path| {
            let bytes = Embedded::get(&path)?.data;
            // Content that wasn't UTF-8 would have failed the checks before the build.
            Some((path.into_owned(), String::from_utf8_lossy(&bytes).into_owned()))
        }))
    }

    /// Builds from path and text, for the embedded content and for tests.
    pub fn from_files(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let sorted: BTreeMap<String, String> = files.into_iter().collect();
        let files = sorted
            .into_iter()
            .map(|(path, text)| SourceFile { path, text: without_bom(text) })
            .collect();
        Self { files }
    }

    /// Reads every `.toml` and `.md` file below `folder`. What can't be read comes back beside
    /// what can, so that all of it is told at once.
    ///
    /// # Errors
    /// When `folder` itself can't be listed.
    pub fn read(folder: &Path) -> std::io::Result<(Self, Vec<Unreadable>)> {
        let mut found = BTreeMap::new();
        let mut unreadable = Vec::new();
        std::fs::read_dir(folder)?;
        read_folder(folder, "", 0, &mut found, &mut unreadable);
        Ok((Self::from_files(found), unreadable))
    }

    /// The files with their numbers, in order of path.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0u32..).map(FileId).zip(&self.files)
    }

    /// The file with this path.
    pub fn find(&self, path: &str) -> Option<FileId> {
        let at = self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        u32::try_from(at).ok().map(FileId)
    }

    /// The file with this number.
    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Path, line and column of a place, as `sti:linje:kolonne`.
    pub fn describe(&self, place: &Place) -> String {
        let file = self.get(place.file);
        let (line, column) = file.line_column(place.span.start);
        format!("{}:{line}:{column}", file.path)
    }
}

fn without_bom(text: String) -> String {
    text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)
}

fn read_folder(
    folder: &Path,
    prefix: &str,
    depth: usize,
    found: &mut BTreeMap<String, String>,
    unreadable: &mut Vec<Unreadable>,
) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return unreadable.push(refused(prefix, error)),
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                unreadable.push(refused(prefix, error));
                continue;
            }
        };
        let name = entry.file_name().to_string_lossy().into_owned();
        // Editors leave `.klage.md.swp`, `klage.md~` and `#klage.md#` beside the file they write.
        if name.starts_with(['.', '#']) || name.ends_with('~') {
            continue;
        }
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        let full: PathBuf = entry.path();
        match std::fs::metadata(&full) {
            Ok(meta) if meta.is_dir() && depth < MAX_DEPTH => {
                read_folder(&full, &path, depth + 1, found, unreadable);
            }
            Ok(meta) if meta.is_file() && is_content(&name) => match read_text(&full, meta.len()) {
                Ok(text) => {
                    found.insert(path, text);
                }
                Err(reason) => unreadable.push(Unreadable { path, reason }),
            },
            Ok(_) => {}
            Err(error) => unreadable.push(refused(&path, error)),
        }
    }
}

fn refused(path: &str, error: std::io::Error) -> Unreadable {
    Unreadable { path: path.to_owned(), reason: UnreadableReason::Io(error) }
}

/// Whether a file of this name is content; `README.md` is the editors' guide.
pub fn is_content(name: &str) -> bool {
    let extension = Path::new(name).extension().and_then(|ending| ending.to_str());
    matches!(extension, Some("toml" | "md")) && name != "README.md"
}

fn read_text(path: &Path, bytes: u64) -> Result<String, UnreadableReason> {
    if bytes > MAX_FILE_BYTES {
        return Err(UnreadableReason::TooLarge(bytes));
    }
    let bytes = std::fs::read(path).map_err(UnreadableReason::Io)?;
    String::from_utf8(bytes)
        .map_err(|error| UnreadableReason::NotUtf8(error.utf8_error().valid_up_to()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_start_at_one() {
        let file = SourceFile { path: "a.md".into(), text: "æøå\nbæ!".into() };
        assert_eq!(file.line_column(0), (1, 1));
        assert_eq!(file.line_column(4), (1, 3));
        assert_eq!(file.line_column(7), (2, 1));
        assert_eq!(file.line_column(10), (2, 3));
        assert_eq!(file.line_column(999), (2, 4));
    }

    #[test]
    fn a_byte_order_mark_is_not_text() {
        let sources = Sources::from_files([("a.md".to_owned(), "\u{feff}x".to_owned())]);
        let id = sources.find("a.md");
        assert_eq!(id.map(|id| sources.get(id).text.as_str()), Some("x"));
    }
}
