//! The JSON schemas of everything editors write, for completion in their editors.
//!
//! They come from the same types that read the files, so they can't say anything else; a test
//! holds the files in `schemas/` against them.

use schemars::{JsonSchema, Schema, schema_for};

use super::codes::CodeFile;
use super::deadline::FactFile;
use super::guide::{GuideFile, LeafFile};
use super::ledger::LedgerFile;
use super::municipality::{
    ContactFile, CourseFile, OfferFile, Profile, RightFile, RouteFile, TargetGroupFile,
};
use super::page::FrontMatter;
use super::search_words::{ExampleFile, SearchWords};
use super::shared::{GlossaryFile, LawFile, SectionFile, SiteSettings};

/// The schema of one kind of file.
pub struct FileSchema {
    /// The file's name without ending; `side` is the front matter of a page.
    pub name: &'static str,
    /// The schema.
    pub schema: Schema,
}

fn of<T: JsonSchema>(name: &'static str) -> FileSchema {
    FileSchema { name, schema: schema_for!(T) }
}

/// The schemas of all files, sorted by name.
pub fn all() -> Vec<FileSchema> {
    vec![
        of::<LedgerFile>("adresser"),
        of::<SectionFile>("afsnit"),
        of::<ExampleFile>("eksempler"),
        of::<FactFile>("fakta"),
        of::<CourseFile>("forloeb"),
        of::<RouteFile>("klageveje"),
        of::<CodeFile>("koder"),
        of::<Profile>("kommune"),
        of::<ContactFile>("kontakter"),
        of::<LawFile>("love"),
        of::<TargetGroupFile>("maalgrupper"),
        of::<GlossaryFile>("ordliste"),
        of::<RightFile>("rettigheder"),
        of::<FrontMatter>("side"),
        of::<SiteSettings>("site"),
        of::<SearchWords>("soegning"),
        of::<super::words::Words>("sprog"),
        of::<OfferFile>("tilbud"),
        of::<GuideFile>("vejviser"),
        of::<LeafFile>("vejviser-svar"),
    ]
}
