//! A page as an editor writes it: TOML front matter between `+++` lines, then Markdown.

use schemars::JsonSchema;
use serde::Deserialize;

use super::text::{Day, Text, Word};
use crate::source::FileId;

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FrontMatter {
    /// The heading; the municipality's name is appended.
    #[serde(rename = "titel")]
    pub title: Word,
    /// A shorter name for breadcrumbs and the switch. A section uses the name of its kind.
    #[serde(rename = "kort_titel")]
    pub short_title: Option<Word>,
    /// The last part of its short address, which can be read out over the phone.
    #[serde(rename = "kort_adresse")]
    pub short: Option<Word>,
    /// Two to four lines that give the answer first.
    #[serde(rename = "kort_fortalt", default)]
    pub summary: Vec<Text>,
    /// The contact whose number is shown below the summary.
    #[serde(rename = "kontakt")]
    pub contact: Option<Word>,
    /// The deadline whose calculator is the main thing to do on this page; the phone number then
    /// takes only one line.
    #[serde(rename = "frist")]
    pub calculator: Option<Word>,
    /// The source sections of the text before the first heading.
    #[serde(rename = "kilde", default)]
    pub source: Vec<Word>,
    /// The laws the page is based on.
    #[serde(rename = "love", default)]
    pub laws: Vec<Word>,
    /// What to read next: sections or pages.
    #[serde(rename = "se_ogsaa", default)]
    pub see_also: Vec<Word>,
    /// Who is responsible for the page; absent if nobody has been named.
    #[serde(rename = "ejer")]
    pub owner: Option<Word>,
    /// When the page was last reviewed; absent if never.
    #[serde(rename = "gennemgaaet")]
    pub reviewed: Option<Day>,
    /// When the next review is due.
    #[serde(rename = "naeste_gennemgang")]
    pub next_review: Option<Day>,
}

/// A page; its id is the file name and the last part of the address.
#[derive(Clone, Debug)]
pub struct RawPage {
    pub id: String,
    pub file: FileId,
    pub front: FrontMatter,
    /// The byte range of the Markdown in the file.
    pub body: std::ops::Range<usize>,
    pub markdown: String,
}
