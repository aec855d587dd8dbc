//! Content files as read: path, text, and conversion from a byte to a line and column.
//!
//! All content passes through here once, whether it is built into the binary or in a folder. The
//! layers above use a [`Place`]; only reports turn it into a line.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::Read as _;
use std::ops::Range;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

/// The number of a file in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

impl FileId {
    /// The first file: used in a finding about a file that doesn't exist.
    pub const FIRST: Self = Self(0);
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub file: FileId,
    /// The bytes, counted from the start of the file.
    pub span: Range<usize>,
}

impl Place {
    pub fn new(file: FileId, span: Range<usize>) -> Self {
        Self { file, span }
    }

    /// The start of `file`, for something that is missing and so has no place of its own.
    pub fn start_of(file: FileId) -> Self {
        Self { file, span: 0..0 }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The path below the content folder.
    pub path: String,
    pub text: String,
}

impl SourceFile {
    /// Line and column of a byte, both counted from 1; the column counts characters.
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let byte = byte.min(self.text.len());
        end_of(&String::from_utf8_lossy(&self.text.as_bytes()[..byte]))
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
    /// The path below the content folder.
    pub path: String,
    pub reason: UnreadableReason,
}

/// Why a file could not be read as text.
#[derive(Debug)]
pub enum UnreadableReason {
    Io(std::io::Error),
    /// The file is not UTF-8; line and column of the first wrong byte.
    NotUtf8(usize, usize),
    /// The file is UTF-16, which some editors call "Unicode".
    Utf16,
    /// The file's name is not one that is read, but it looks like content.
    Unused,
    /// The file is larger than [`MAX_FILE_BYTES`].
    TooLarge(u64),
    /// With the file, all content together is larger than [`MAX_BYTES`].
    TooMuch,
    /// The folder contains itself, through a symbolic link.
    Loop,
}

impl fmt::Display for UnreadableReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "den kan ikke læses ({error})"),
            Self::NotUtf8(line, column) => {
                write!(f, "den er ikke gemt som UTF-8 (linje {line}, tegn {column})")
            }
            Self::Utf16 => write!(f, "den er gemt som UTF-16 (»Unicode«)"),
            Self::Unused => write!(f, "navnet ender ikke på .md eller .toml"),
            Self::TooLarge(bytes) => {
                write!(f, "den er for stor ({bytes} byte, højst {MAX_FILE_BYTES})")
            }
            Self::TooMuch => write!(f, "alt indhold må højst fylde {MAX_BYTES} byte"),
            Self::Loop => write!(f, "mappen ligger i sig selv gennem et link"),
        }
    }
}

/// The largest content file that is read, in bytes. A page of text is about 10 kB; anything larger
/// is an image or a mistake and would only fill the memory.
pub const MAX_FILE_BYTES: u64 = 1 << 20;

/// The most content read in total, in bytes: enough for thousands of municipalities.
const MAX_BYTES: u64 = 256 << 20;

/// The deepest nesting of folders.
const MAX_DEPTH: usize = 8;

// `CONTENT`: path and text of every content file at build time.
include!(concat!(env!("OUT_DIR"), "/content.rs"));

impl Sources {
    /// The content built into the binary.
    pub fn embedded() -> Self {
        Self::from_files(
            CONTENT.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())),
        )
    }

    /// Builds from path and text, for the built-in content and for tests.
    pub fn from_files(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let sorted: BTreeMap<String, String> = files.into_iter().collect();
        let files = sorted
            .into_iter()
            .map(|(path, text)| SourceFile { path, text: without_bom(text) })
            .collect();
        Self { files }
    }

    /// Reads every `.toml` and `.md` file below `folder`. Files that can't be read are returned
    /// separately, so that all of them are reported at once.
    ///
    /// # Errors
    /// If `folder` itself can't be listed.
    pub fn read(folder: &Path) -> std::io::Result<(Self, Vec<Unreadable>)> {
        std::fs::read_dir(folder)?;
        let mut reader = Reader::default();
        reader.folder(folder, "");
        Ok((Self::from_files(reader.found), reader.unreadable))
    }

    /// The files with their numbers, in order of path.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0u32..).map(FileId).zip(&self.files)
    }

    /// The files directly in a folder with this extension, each with its name without the
    /// extension.
    pub fn in_folder(&self, folder: &str, ending: &str) -> impl Iterator<Item = (FileId, &str)> {
        let prefix = format!("{folder}/");
        let start = self.files.partition_point(|file| *file.path < *prefix);
        let numbered = (start..).zip(&self.files[start..]);
        numbered
            .map_while(move |(at, file)| Some((at, file.path.strip_prefix(&prefix)?)))
            .filter_map(move |(at, name)| {
                let name = name.strip_suffix(ending).filter(|name| !name.contains('/'))?;
                Some((FileId(u32::try_from(at).ok()?), name))
            })
    }

    pub fn find(&self, path: &str) -> Option<FileId> {
        let at = self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        u32::try_from(at).ok().map(FileId)
    }

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

/// A folder's device and number.
type FolderNumber = (u64, u64);

fn list(folder: &Path) -> std::io::Result<(FolderNumber, Vec<std::fs::DirEntry>)> {
    let meta = std::fs::metadata(folder)?;
    let entries = std::fs::read_dir(folder)?.collect::<std::io::Result<Vec<_>>>()?;
    Ok(((meta.dev(), meta.ino()), entries))
}

/// Reads a folder and those in it.
#[derive(Default)]
struct Reader {
    found: BTreeMap<String, String>,
    unreadable: Vec<Unreadable>,
    /// How much has been read.
    bytes: u64,
    /// The folders we are in, outermost first.
    above: Vec<FolderNumber>,
}

impl Reader {
    fn folder(&mut self, folder: &Path, prefix: &str) {
        match list(folder) {
            Ok((here, entries)) => {
                self.above.push(here);
                for entry in &entries {
                    self.entry(entry, prefix);
                }
                self.above.pop();
            }
            Err(error) => self.refuse(prefix.to_owned(), UnreadableReason::Io(error)),
        }
    }

    fn entry(&mut self, entry: &std::fs::DirEntry, prefix: &str) {
        let name = entry.file_name().to_string_lossy().into_owned();
        // Editors leave `.klage.md.swp`, `klage.md~` and `#klage.md#` beside the file being edited.
        if name.starts_with(['.', '#']) || name.ends_with('~') {
            return;
        }
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        match std::fs::metadata(entry.path()) {
            Ok(meta) if meta.is_dir() && self.above.contains(&(meta.dev(), meta.ino())) => {
                self.refuse(path, UnreadableReason::Loop);
            }
            Ok(meta) if meta.is_dir() && self.above.len() <= MAX_DEPTH => {
                self.folder(&entry.path(), &path);
            }
            Ok(meta) if meta.is_file() && is_content(&name) => self.file(entry, path),
            Ok(meta) if meta.is_file() && looks_like_content(&name) => {
                self.refuse(path, UnreadableReason::Unused);
            }
            Ok(_) => {}
            Err(error) => self.refuse(path, UnreadableReason::Io(error)),
        }
    }

    fn file(&mut self, entry: &std::fs::DirEntry, path: String) {
        match read_text(&entry.path(), MAX_BYTES - self.bytes) {
            Ok(text) => {
                self.bytes += text.len() as u64;
                self.found.insert(path, text);
            }
            Err(reason) => self.refuse(path, reason),
        }
    }

    fn refuse(&mut self, path: String, reason: UnreadableReason) {
        self.unreadable.push(Unreadable { path, reason });
    }
}

/// Whether a file with this name is content; `README.md` is the editors' guide.
pub fn is_content(name: &str) -> bool {
    let extension = Path::new(name).extension().and_then(|ending| ending.to_str());
    matches!(extension, Some("toml" | "md")) && name != "README.md"
}

/// Whether the file was probably meant as content: a word processor's file, another spelling of the
/// extension, or one extension too many.
fn looks_like_content(name: &str) -> bool {
    const ENDINGS: [&str; 11] = [
        ".md",
        ".markdown",
        ".mdown",
        ".toml",
        ".txt",
        ".docx",
        ".doc",
        ".odt",
        ".rtf",
        ".html",
        ".htm",
    ];
    let name = name.to_lowercase();
    name != "readme.md"
        && ENDINGS
            .iter()
            .any(|ending| name.ends_with(ending) || name.contains(&format!("{ending}.")))
}

/// Reads no more than the limit, even if the file grows meanwhile.
fn read_text(path: &Path, room: u64) -> Result<String, UnreadableReason> {
    let file = File::open(path).map_err(UnreadableReason::Io)?;
    let mut bytes = Vec::new();
    let read = (&file).take(MAX_FILE_BYTES.min(room) + 1).read_to_end(&mut bytes);
    let read = read.map_err(UnreadableReason::Io)? as u64;
    if read > MAX_FILE_BYTES {
        let all = file.metadata().map_or(read, |meta| meta.len());
        return Err(UnreadableReason::TooLarge(all));
    }
    if read > room {
        return Err(UnreadableReason::TooMuch);
    }
    // In UTF-16, every second byte of plain text is zero; there may also be a byte-order mark.
    let marked = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if marked || memchr::memchr_iter(0, &bytes).count() * 3 > bytes.len() {
        return Err(UnreadableReason::Utf16);
    }
    String::from_utf8(bytes).map_err(|error| {
        let sound = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let (line, column) = end_of(&String::from_utf8_lossy(sound));
        UnreadableReason::NotUtf8(line, column)
    })
}

/// Line and column of what comes after `text`, both counted from 1.
fn end_of(text: &str) -> (usize, usize) {
    let line = text.matches('\n').count() + 1;
    let column = text.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
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
