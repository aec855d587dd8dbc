//! The site's own texts: they must contain the expected placeholders, and months and weekdays must
//! be in order. They are compared with the texts built into the program.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::corpus::Corpus;
use crate::content::BuiltInId;
use crate::content::words::PATH;
use crate::finding::Finding;
use crate::source::{FileId, Place, Sources};

/// Lists whose order the program relies on.
const ORDERED: [&str; 2] = ["maaneder", "ugedage"];

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    let sources = &corpus.content.sources;
    let Some(file) = sources.find(PATH) else { return }; // the built-in texts are used
    let embedded = Sources::embedded();
    let Some(own) = embedded.find(PATH).map(|id| embedded.get(id)) else { return };
    let (Ok(theirs), Ok(own)) =
        (DeTable::parse(&sources.get(file).text), DeTable::parse(&own.text))
    else {
        return;
    };
    let mut checker = SiteWordRules { file, findings };
    checker.table(theirs.get_ref(), own.get_ref());
    if let Some(DeValue::Table(pages)) = theirs.get_ref().get("sider").map(Spanned::get_ref) {
        for (key, _) in pages {
            let name: &str = key.get_ref();
            if BuiltInId::named(name).is_none() && !is_known(own.get_ref(), name) {
                checker.report(
                    key.span(),
                    format!("Webstedet laver ikke selv nogen side, der hedder »{name}«."),
                    "Ret navnet, eller slet [sider.…] med dens linjer.",
                );
            }
        }
    }
}

struct SiteWordRules<'f> {
    file: FileId,
    findings: &'f mut Vec<Finding>,
}

impl SiteWordRules<'_> {
    fn report(&mut self, span: Range<usize>, message: String, remedy: impl Into<String>) {
        self.findings.push(Finding::error("sprog", Place::new(self.file, span), message, remedy));
    }

    fn table(&mut self, theirs: &DeTable<'_>, own: &DeTable<'_>) {
        for (key, value) in theirs {
            let name: &str = key.get_ref();
            let Some(known) = own.get(name) else { continue };
            if ORDERED.contains(&name) && texts(value.get_ref()) != texts(known.get_ref()) {
                let right = texts(known.get_ref()).join(", ");
                self.report(
                    key.span(),
                    format!("{name} står ikke i rækkefølge eller er stavet forkert."),
                    format!("Skriv dem sådan: {right}."),
                );
            }
            self.value(name, value, known.get_ref());
        }
    }

    fn value(&mut self, key: &str, value: &Spanned<DeValue<'_>>, known: &DeValue<'_>) {
        match (value.get_ref(), known) {
            (DeValue::Table(theirs), DeValue::Table(own)) => self.table(theirs, own),
            (DeValue::Array(theirs), DeValue::Array(own)) => {
                for (value, known) in theirs.iter().zip(own.iter()) {
                    self.value(key, value, known.get_ref());
                }
            }
            (DeValue::String(theirs), DeValue::String(own)) => {
                let (there, wanted) = (names(theirs), names(own));
                let list = |names: Vec<&&str>| {
                    names.iter().map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join(", ")
                };
                let lacks = list(wanted.difference(&there).collect());
                let has = list(there.difference(&wanted).collect());
                let message = match (lacks.is_empty(), has.is_empty()) {
                    (true, true) => return,
                    (false, true) => format!("»{key}« mangler {lacks}, som bliver fyldt ud."),
                    (true, false) => format!("»{key}« har {has}, som ikke kan fyldes ud."),
                    (false, false) => format!("»{key}« har {has}, men skal have {lacks}."),
                };
                self.report(
                    value.span(),
                    message,
                    format!("Sådan står der fra begyndelsen: {own}"),
                );
            }
            _ => {}
        }
    }
}

/// Whether the program has such a page.
fn is_known(own: &DeTable<'_>, page: &str) -> bool {
    matches!(own.get("sider").map(Spanned::get_ref), Some(DeValue::Table(pages)) if pages.contains_key(page))
}

fn texts<'v>(value: &'v DeValue<'_>) -> Vec<&'v str> {
    let DeValue::Array(list) = value else { return Vec::new() };
    list.iter().filter_map(|one| one.get_ref().as_str()).collect()
}

/// The placeholders.
fn names(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}
