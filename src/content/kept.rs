//! What the content has said in public and must not lose unnoticed: the conditions, exceptions, notes
//! and doubts of each record, and what each hand-over code means.
//!
//! `check --publish` writes both lists down, and only ever adds to them. An editor who means to take
//! something away deletes its entry.

use std::fmt::Write as _;

use toml_edit::Value;

use super::codes::CodeFile;
use super::ledger::KeptCode;
use super::model::RawMunicipality;
use super::page::RawPage;
use super::text::{Text, Word};
use crate::source::Place;

/// In the folder of a municipality.
pub const QUALIFIERS: &str = "forbehold.toml";

/// Beside `koder.toml`.
pub const CODES: &str = "udleverede-koder.toml";

/// Below this similarity, a text is another one, not the same in other words.
const SAME: f64 = 0.6;

/// The embed that shows the advice on danger to life.
const DANGER: &str = "![](akut:)";

/// A record with everything that limits it.
#[derive(Debug)]
pub struct Qualified {
    /// Its kind and id, e.g. `ret:under-18`.
    pub of: String,
    pub place: Place,
    pub texts: Vec<String>,
}

impl Qualified {
    /// Whether it still has this text, perhaps in slightly other words.
    pub fn has(&self, text: &str) -> bool {
        self.texts.iter().any(|own| strsim::normalized_levenshtein(own, text) >= SAME)
    }
}

/// All records of a municipality that can have something that limits them.
pub fn qualified(own: &RawMunicipality) -> Vec<Qualified> {
    let texts = |lists: &[&[Text]], alone: &[&Option<Text>]| {
        let alone = alone.iter().filter_map(|text| text.as_ref());
        let all = lists.iter().flat_map(|list| list.iter()).chain(alone);
        all.map(|text| text.as_str().to_owned()).collect::<Vec<_>>()
    };
    let source = Qualified {
        of: "kilde".to_owned(),
        place: own.profile.place(own.profile.source.title.span()),
        texts: own.profile.source.draft.then(|| "udkast".to_owned()).into_iter().collect(),
    };
    let rights = own.rights.iter().map(|one| Qualified {
        of: format!("ret:{}", one.id),
        place: own.rights.place(one.id.span()),
        texts: texts(&[&one.conditions, &one.exceptions], &[&one.note]),
    });
    let routes = own.routes.iter().map(|one| Qualified {
        of: format!("klagevej:{}", one.id),
        place: own.routes.place(one.id.span()),
        texts: texts(&[&one.excluded], &[&one.note]),
    });
    let contacts = own.contacts.iter().map(|one| Qualified {
        of: format!("kontakt:{}", one.id),
        place: own.contacts.place(one.id.span()),
        texts: texts(&[], &[&one.mail_warning, &one.doubt, &one.note]),
    });
    let deadlines = own.deadlines.iter().map(|one| Qualified {
        of: format!("frist:{}", one.id),
        place: own.deadlines.place(one.id.span()),
        texts: one
            .calculator
            .iter()
            .flat_map(|calculator| &calculator.exceptions)
            .map(|exception| exception.perhaps.as_str().to_owned())
            .collect(),
    });
    let pages = own.sections.iter().chain(&own.pages).map(page);
    [source]
        .into_iter()
        .chain(rights)
        .chain(routes)
        .chain(contacts)
        .chain(deadlines)
        .chain(pages)
        .collect()
}

/// The notes of a page, and its advice on danger to life.
fn page(page: &RawPage) -> Qualified {
    let mut texts: Vec<String> = Vec::new();
    let mut in_note = false;
    for line in page.markdown.lines() {
        match line.strip_prefix('>').map(str::trim) {
            Some("[!NOTE]") => texts.push(String::new()),
            Some(words) if in_note => {
                if let Some(text) = texts.last_mut() {
                    format!("{text} {words}").trim().clone_into(text);
                }
            }
            _ => {}
        }
        in_note = line.starts_with('>') && (in_note || line.contains("[!NOTE]"));
    }
    if page.markdown.contains(DANGER) {
        texts.push(DANGER.to_owned());
    }
    Qualified {
        of: format!("side:{}", page.id),
        place: Place::new(page.file, page.body.start..page.body.start),
        texts,
    }
}

/// What each code means today, with the code's place in `koder.toml`.
pub fn meanings(codes: &CodeFile) -> impl Iterator<Item = (&Word, String)> {
    let lists = [("afsnit", &codes.sections), ("ret", &codes.rights), ("klagevej", &codes.routes)];
    lists
        .into_iter()
        .flat_map(|(kind, list)| list.iter().map(move |(id, code)| (code, format!("{kind}:{id}"))))
}

/// The qualifiers of a municipality that haven't been written down: record and text.
pub fn new_qualifiers(own: &RawMunicipality) -> Vec<(String, String)> {
    let mut new = Vec::new();
    for record in qualified(own) {
        let kept: Vec<String> = own
            .kept
            .iter()
            .filter(|kept| *kept.of == *record.of)
            .map(|kept| kept.text.to_string())
            .collect();
        let known = Qualified { of: String::new(), place: record.place.clone(), texts: kept };
        let unknown = record.texts.into_iter().filter(|text| !known.has(text));
        new.extend(unknown.map(|text| (record.of.clone(), text)));
    }
    new
}

/// The codes that haven't been written down: code and meaning.
pub fn new_codes(codes: &CodeFile, kept: &[KeptCode]) -> Vec<(String, String)> {
    let is_new = |code: &Word| !kept.iter().any(|one| *one.code == **code);
    let new = meanings(codes).filter(|(code, _)| !code.is_empty() && is_new(code));
    new.map(|(code, thing)| (code.to_string(), thing)).collect()
}

const QUALIFIER_HEAD: &str = "\
# Forbehold, der har været offentlige: betingelser, undtagelser, noter og tvivl. Filen skrives af
# `kvalitetsstandard check --publish`. Forsvinder et forbehold, siger check til. Er det rigtigt, at det
# er væk, så slet det her.
";

const CODE_HEAD: &str = "\
# Hvad hver kode betyder. Filen skrives af `kvalitetsstandard check --publish`. Slet aldrig noget: En
# kode kan stå på et stykke papir i en lomme.
";

/// The text of `forbehold.toml` with these entries added at the end.
pub fn with_qualifiers(text: &str, new: &[(String, String)]) -> String {
    with_entries(text, QUALIFIER_HEAD, ["forbehold", "ved", "tekst"], new)
}

/// The text of `udleverede-koder.toml` with these entries added at the end.
pub fn with_codes(text: &str, new: &[(String, String)]) -> String {
    with_entries(text, CODE_HEAD, ["kode", "kode", "ting"], new)
}

fn with_entries(text: &str, head: &str, names: [&str; 3], new: &[(String, String)]) -> String {
    let mut text = if text.is_empty() { head.to_owned() } else { text.to_owned() };
    let [table, first, second] = names;
    for (one, other) in new {
        let (one, other) = (Value::from(one.as_str()), Value::from(other.as_str()));
        // Writing to a string can't fail.
        let _ = write!(text, "\n[[{table}]]\n{first} = {one}\n{second} = {other}\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_added_and_can_be_read_again() {
        let text = with_qualifiers("", &[("ret:a".into(), "Kun \"her\" \\ der.".into())]);
        let text = with_qualifiers(&text, &[("ret:b".into(), "Ikke om natten.".into())]);
        let kept: super::super::ledger::QualifierFile = toml::from_str(&text).unwrap();
        let kept: Vec<(&str, &str)> =
            kept.qualifiers.iter().map(|one| (&*one.of, &*one.text)).collect();
        assert_eq!(kept, [("ret:a", "Kun \"her\" \\ der."), ("ret:b", "Ikke om natten.")]);
        assert!(text.starts_with('#'));
    }
}
