//! What the check says, in the words of the form: the names of fields in place of keys, and of pages in place of files.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde_json::Value as Json;

use super::form::FormPlan;
use super::front;
use super::kinds::{self, kind_of, schema_of};
use super::place::Where;
use super::tree::Node;

/// So many places of a mistake are named.
const PLACES: usize = 3;

/// What a file is called: a page by its title, others by their kind.
pub(super) fn title_of(path: &str, text: &str) -> String {
    let fields = front::parts(text).map(|(fields, _)| &text[fields]);
    let title = fields.and_then(|fields| Some(Node::read(fields).ok()?.text("titel")?.to_owned()));
    let kind = kind_of(path).map(|kind| kind.name.to_owned());
    title.or(kind).unwrap_or_else(|| path.to_owned())
}

/// What the field at a place is called; none where there is none.
pub(super) fn name_of(path: &str, steps: &Where) -> Option<String> {
    let kind = kind_of(path)?;
    let schema = schema_of(kind)?;
    let (above, key) = steps.split()?;
    let plan = FormPlan::of(&schema, kind.type_name).find(&above)?;
    plan.name_below(key).map(str::to_owned)
}

/// What the keys and the values to choose from are called, by schema.
static NAMES: LazyLock<BTreeMap<&'static str, BTreeMap<String, String>>> = LazyLock::new(|| {
    let all = crate::content::schema::all().into_iter();
    let named = all.map(|one| {
        let mut names = BTreeMap::new();
        gather(&one.schema.to_value(), &mut names);
        (one.name, names)
    });
    named.collect()
});

fn gather(schema: &Json, names: &mut BTreeMap<String, String>) {
    let properties = schema["properties"].as_object().into_iter().flatten();
    for (key, said) in properties {
        if let Some(title) = said["title"].as_str().filter(|title| !title.is_empty()) {
            names.entry(key.clone()).or_insert_with(|| title.to_owned());
        }
    }
    for one in schema["oneOf"].as_array().into_iter().flatten() {
        if let (Some(value), Some(title)) = (one["const"].as_str(), one["title"].as_str()) {
            names.entry(value.to_owned()).or_insert_with(|| title.to_owned());
        }
    }
    match schema {
        Json::Object(map) => map.values().for_each(|one| gather(one, names)),
        Json::Array(list) => list.iter().for_each(|one| gather(one, names)),
        _ => {}
    }
}

/// Rules that speak of how a file is written, and so of keys.
const OF_KEYS: [&str; 4] = ["ukendt-noegle", "manglende-noegle", "tom-vaerdi", "forkert-vaerdi"];

/// Rules that speak of a length by its keys, which are words of their own elsewhere.
const OF_LENGTHS: [&str; 2] = ["vaerdi-form", "ukendt-felt"];

/// Those keys.
const LENGTH: [&str; 3] = ["antal", "enhed", "plus"];

/// What is written in a file, and what is typed in a form for it.
const AS_TYPED: [(&str, &str); 3] = [
    ("slet linjen", "lad feltet stå tomt"),
    ("skrives 1\\\\. april i en .toml-fil", "skrives 1\\. april"),
    (" Kan feltet rumme flere, så skriv [\"det ene\", \"det andet\"].", ""),
];

/// What a key or a value is called.
type Naming<'a> = &'a dyn Fn(&str) -> Option<String>;

/// A sentence of a rule about a file, in an editor's words; `title` knows what other files are called.
pub(super) fn in_form_words(
    rule: &str,
    path: &str,
    text: &str,
    title: impl Fn(&str) -> Option<String>,
) -> String {
    let schema = kind_of(path).map(|kind| kind.schema).unwrap_or_default();
    let names = NAMES.get(schema);
    let name = |key: &str| names.and_then(|names| names.get(key)).cloned();
    let text = text.replace("Skriv en linje: ", "Skriv ");
    let mut said = rewritten(&text, day);
    said = rewritten(&said, |rest| line(rest, &name));
    said = rewritten(&said, |rest| heading(rest, &name));
    if OF_KEYS.contains(&rule) {
        said = rewritten(&said, |rest| quoted(rest, &name));
    }
    said = rewritten(&said, |rest| bare(rest, rule, &name));
    said = shortened(&said, title);
    for (written, typed) in AS_TYPED {
        said = said.replace(written, typed);
    }
    for (file, kind) in kinds::named() {
        said = said.replace(file, &format!("»{kind}«"));
    }
    said
}

/// The text with what is known at the beginning of a word in other words.
fn rewritten(text: &str, known: impl Fn(&str) -> Option<(usize, String)>) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut within) = (text, false);
    while let Some(letter) = rest.chars().next() {
        let found = if within { None } else { known(rest) };
        if let Some((length, new)) = found {
            out.push_str(&new);
            rest = &rest[length..];
        } else {
            out.push(letter);
            rest = &rest[letter.len_utf8()..];
        }
        within = letter.is_alphanumeric() || matches!(letter, '_' | '/' | '-' | '{');
    }
    out
}

/// `2026-01-31`, as it is typed.
fn day(rest: &str) -> Option<(usize, String)> {
    let written = rest.get(..10).filter(|day| day.matches('-').count() == 2)?;
    let day: Date = written.parse().ok()?;
    Some((written.len(), day.strftime("%d-%m-%Y").to_string()))
}

fn key_of(text: &str) -> &str {
    let end = |letter: char| !letter.is_ascii_lowercase() && letter != '_' && letter != '-';
    text.split(end).next().unwrap_or_default()
}

/// `telefon = "12345678"`: what to write, and where.
fn line(rest: &str, name: Naming<'_>) -> Option<(usize, String)> {
    let key = key_of(rest);
    let field = name(key);
    let value = rest[key.len()..].strip_prefix(" = ")?;
    let length = match value.chars().next()? {
        '"' => value[1..].find('"')? + 2,
        '[' => value.find(']')? + 1,
        '{' => value.find('}')? + 1,
        _ => value.find([' ', ',']).unwrap_or(value.len()),
    };
    let value = &value[..length];
    let bare = value.trim_matches(['"', '[', ']', ' ', '.']).replace('"', "");
    let Some(field) = field else {
        // A name of the editors' own, and what belongs to it.
        let is_own = key.contains('-') && value.starts_with('"');
        return is_own.then(|| (key.len() + 3 + length, format!("»{bare}« ud for »{key}«")));
    };
    let said = if bare.is_empty() || bare == "…" || value.starts_with('{') {
        format!("noget i »{field}«")
    } else {
        format!("{} i »{field}«", name(&bare).unwrap_or(bare))
    };
    Some((key.len() + 3 + length, said))
}

/// `[[frist]]`, `[frist.beregner]`.
fn heading(rest: &str, name: Naming<'_>) -> Option<(usize, String)> {
    let inner = rest.strip_prefix("[[").or_else(|| rest.strip_prefix('['))?;
    let end = inner.find(']')?;
    let key = inner[..end].rsplit('.').next()?;
    let closing = inner[end..].chars().take_while(|letter| *letter == ']').count();
    let length = rest.len() - inner.len() + end + closing;
    Some((length, format!("»{}«", name(key)?)))
}

/// A key or a value in quotation marks.
fn quoted(rest: &str, name: Naming<'_>) -> Option<(usize, String)> {
    let bare =
        rest.strip_prefix("Nøglen ").or_else(|| rest.strip_prefix("Listen ")).unwrap_or(rest);
    let (inner, close) = match bare.strip_prefix('»') {
        Some(inner) => (inner, '«'),
        None => (bare.strip_prefix('"')?, '"'),
    };
    let key = key_of(inner);
    inner[key.len()..].strip_prefix(close)?;
    let open = bare.len() - inner.len();
    let length = rest.len() - bare.len() + open + key.len() + close.len_utf8();
    Some((length, format!("»{}«", name(key)?)))
}

/// A key among other words: one that is no word of its own, or that this rule speaks of.
fn bare(rest: &str, rule: &str, name: Naming<'_>) -> Option<(usize, String)> {
    let end = |letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '\'';
    let word = rest.split(end).next()?;
    let own = match word {
        "id" => Some("kodeord"),
        "id'et" => Some("kodeordet"),
        "Id'et" => Some("Kodeordet"),
        "id'er" => Some("kodeord"),
        _ => None,
    };
    let is_key = || {
        let spelt = ["_", "ae", "oe", "aa"].iter().any(|part| word.contains(part));
        spelt || (OF_LENGTHS.contains(&rule) && LENGTH.contains(&word))
    };
    let is_path = rest[word.len()..].starts_with(['/', '=', ':', '-']);
    let said = match own {
        Some(own) => own.to_owned(),
        None => format!("»{}«", name(word).filter(|_| is_key() && !is_path)?),
    };
    Some((word.len(), said))
}

/// What comes before a list of places.
const BEFORE: &str = " steder: ";

/// The words that are places, at the beginning of a list.
fn listed(list: &str) -> Vec<&str> {
    let is_place = |word: &&str| word.contains(':') && word.contains('.');
    list.split(", ").take_while(is_place).collect()
}

/// The files that a finding names as the places it is about.
pub(super) fn places(text: &str) -> Vec<String> {
    let list = text.split_once(BEFORE).map(|(_, list)| listed(list)).unwrap_or_default();
    list.iter().filter_map(|place| place.split(':').next()).map(str::to_owned).collect()
}

/// `117 steder: ishoj/afsnit/klage.md:8,21, …` with the names of a few in place of the lines of all.
fn shortened(text: &str, title: impl Fn(&str) -> Option<String>) -> String {
    let Some((before, list)) = text.split_once(BEFORE) else { return text.to_owned() };
    let places = listed(list);
    let Some(final_place) = places.last() else { return text.to_owned() };
    let length = places.iter().map(|place| place.len() + 2).sum::<usize>() - 2;
    // The last one may end the sentence.
    let end = final_place.find(". ").map_or(length, |at| length - final_place.len() + at);
    let mut shown: Vec<String> = Vec::new();
    for path in places.iter().filter_map(|place| place.split(':').next()) {
        let named = title(path).map_or_else(|| path.to_owned(), |title| format!("»{title}«"));
        if !shown.contains(&named) {
            shown.push(named);
        }
    }
    let more = if shown.len() > PLACES { " og flere" } else { "" };
    shown.truncate(PLACES);
    format!("{before} steder, fx {}{more}{}", shown.join(", "), &list[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(rule: &str, text: &str) -> String {
        let title = |path: &str| (path == "by/afsnit/a.md").then(|| "A".to_owned());
        in_form_words(rule, "by/fakta.toml", text, title)
    }

    #[test]
    fn keys_are_said_as_the_form_says_them() {
        for (rule, text, wanted) in [
            (
                "forkert-vaerdi",
                "»x« kan ikke bruges i »enhed«. Det skal være et af disse: \"dage\", \"maaneder\". Skriv fx enhed = \"dage\"",
                "»x« kan ikke bruges i »Hvad der tælles i«. Det skal være et af disse: »dage«, »måneder«. Skriv fx dage i »Hvad der tælles i«",
            ),
            (
                "manglende-noegle",
                "Nøglen »fra« mangler under [[frist]]. Skriv en linje: fra = \"…\"",
                "»Regnes fra« mangler under »Frister«. Skriv noget i »Regnes fra«",
            ),
            (
                "ukendt-kontakt",
                "Kontakten »x« findes ikke. Det nævnes 2 steder: by/afsnit/a.md:8,28, by/tal.toml:3. Ret id'et, eller tilføj kontakten i kontakter.toml.",
                "Kontakten »x« findes ikke. Det nævnes 2 steder, fx »A«, by/tal.toml. Ret kodeordet, eller tilføj kontakten i »Kontakter«.",
            ),
            (
                "markdown",
                "Et tal først skrives 1\\\\. april i en .toml-fil. Kan feltet rumme flere, så skriv [\"det ene\", \"det andet\"].",
                "Et tal først skrives 1\\. april.",
            ),
        ] {
            assert_eq!(said(rule, text), wanted);
        }
    }
}
