//! A page as an editor writes it: TOML front matter between `+++` lines, then Markdown.

use schemars::JsonSchema;
use serde::Deserialize;

use super::text::{Day, Text, Word};
use crate::source::FileId;

/// The front matter of a page.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FrontMatter {
    /// The heading; the municipality's name is added.
    #[serde(rename = "titel")]
    pub title: Word,
    /// Its name in breadcrumbs and the switch, where that is shorter; a section has its kind's.
    #[serde(rename = "kort_titel")]
    pub short_title: Option<Word>,
    /// The last part of its short address, to say on the phone.
    #[serde(rename = "kort_adresse")]
    pub short: Option<Word>,
    /// Two to four lines that answer first.
    #[serde(rename = "kort_fortalt", default)]
    pub summary: Vec<Text>,
    /// The contact whose number stands under the summary.
    #[serde(rename = "kontakt")]
    pub contact: Option<Word>,
    /// The deadline whose calculator is what a reader comes to do here; the number then takes one line.
    #[serde(rename = "frist")]
    pub calculator: Option<Word>,
    /// The source sections of the text before the first heading.
    #[serde(rename = "kilde", default)]
    pub source: Vec<Word>,
    /// The laws the page rests on.
    #[serde(rename = "love", default)]
    pub laws: Vec<Word>,
    /// What to read next: sections or pages.
    #[serde(rename = "se_ogsaa", default)]
    pub see_also: Vec<Word>,
    /// Who answers for the page; absent means nobody has said.
    #[serde(rename = "ejer")]
    pub owner: Option<Word>,
    /// When the page was last reviewed; absent means never.
    #[serde(rename = "gennemgaaet")]
    pub reviewed: Option<Day>,
    /// When it is to be reviewed next.
    #[serde(rename = "naeste_gennemgang")]
    pub next_review: Option<Day>,
}

/// A page: its id is the file's name and the last part of the address.
#[derive(Clone, Debug)]
pub struct RawPage {
    /// The id.
    pub id: String,
    /// The file it stands in.
    pub file: FileId,
    /// The front matter.
    pub front: FrontMatter,
    /// The bytes of the Markdown in the file.
    pub body: std::ops::Range<usize>,
    /// The Markdown.
    pub markdown: String,
}
