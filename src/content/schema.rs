//! The JSON schemas of everything editors write, for forms and for completion in code editors.
//!
//! They are generated from the types that read the files, so the two can't disagree; a test
//! compares them with the files in `schemas/`. The Danish name of each field is in `fields.toml`,
//! in the order of the forms, and a test checks that none is missing.

use schemars::{JsonSchema, Schema, schema_for};
use serde_json::{Map, Value};
use toml_edit::{Document, Item, Table};

use super::codes::CodeFile;
use super::deadline::FactFile;
use super::guide::{GuideFile, LeafFile};
use super::ledger::{KeptCodeFile, LedgerFile, QualifierFile};
use super::municipality::{
    ContactFile, CourseFile, OfferFile, Profile, RightFile, RouteFile, TargetGroupFile,
};
use super::page::FrontMatter;
use super::search_words::{ExampleFile, SearchWords};
use super::shared::{GlossaryFile, LawFile, SectionFile, SiteSettings};

pub struct FileSchema {
    /// The file's name without its extension; `side` is the front matter of a page.
    pub name: &'static str,
    pub schema: Schema,
}

const FIELDS: &str = include_str!("fields.toml");

/// The schema keyword that lists the keys of a table in form order.
pub const ORDER: &str = "x-raekkefoelge";

fn of<T: JsonSchema>(name: &'static str) -> FileSchema {
    FileSchema { name, schema: schema_for!(T) }
}

/// A field's name and help text; the common ones if the type has none of its own.
fn words<'f>(fields: &'f Table, of_type: &'f Table, key: &str) -> Option<(&'f str, &'f str)> {
    let pair = |table: &'f Table| {
        let list = table.get(key)?.as_array()?;
        Some((list.get(0)?.as_str()?, list.get(1)?.as_str()?))
    };
    pair(of_type).or_else(|| pair(fields.get("faelles")?.as_table()?))
}

fn describe(schema: &mut Map<String, Value>, (name, help): (&str, &str)) {
    schema.insert("title".to_owned(), name.into());
    if help.is_empty() {
        schema.remove("description");
    } else {
        schema.insert("description".to_owned(), help.into());
    }
}

/// Adds the Danish texts to a type and the order to its keys.
fn translate(schema: &mut Map<String, Value>, fields: &Table, name: &str) {
    let Some(own) = fields.get(name).and_then(Item::as_table) else { return };
    describe(schema, words(fields, own, "_").unwrap_or_default());
    if let Some(Value::Object(keys)) = schema.get_mut("properties") {
        for (key, value) in keys.iter_mut() {
            if let (Value::Object(value), Some(said)) = (value, words(fields, own, key)) {
                describe(value, said);
            }
        }
        let order = own.iter().map(|(key, _)| key).filter(|key| *key != "_");
        let order: Vec<Value> = order.map(Value::from).collect();
        schema.insert(ORDER.to_owned(), order.into());
    }
    for list in ["oneOf", "enum"] {
        let Some(Value::Array(options)) = schema.get_mut(list) else { continue };
        for option in options.iter_mut().filter_map(Value::as_object_mut) {
            let of = option.get("const").and_then(Value::as_str).map(str::to_owned);
            if let Some(said) = of.and_then(|of| words(fields, own, &of)) {
                describe(option, said);
            }
        }
    }
}

fn in_danish(file: &mut FileSchema, fields: &Table) {
    let schema = file.schema.ensure_object();
    let root = schema.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
    translate(schema, fields, &root);
    let Some(Value::Object(types)) = schema.get_mut("$defs") else { return };
    for (name, one) in types.iter_mut() {
        if let Value::Object(one) = one {
            translate(one, fields, name);
        }
    }
}

pub fn all() -> Vec<FileSchema> {
    let mut all = from_types();
    // The file is compiled in, and a test reads it, so parsing can't fail.
    if let Ok(fields) = Document::parse(FIELDS) {
        all.iter_mut().for_each(|file| in_danish(file, fields.as_table()));
    }
    all
}

fn from_types() -> Vec<FileSchema> {
    vec![
        of::<LedgerFile>("adresser"),
        of::<SectionFile>("afsnit"),
        of::<ExampleFile>("eksempler"),
        of::<FactFile>("fakta"),
        of::<QualifierFile>("forbehold"),
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
        of::<KeptCodeFile>("udleverede-koder"),
        of::<GuideFile>("vejviser"),
        of::<LeafFile>("vejviser-svar"),
    ]
}
