//! What all municipalities share: `site.toml`, `afsnit.toml`, `love.toml`, `ordliste.toml`.
//!
//! The keys are Danish because editors write them; the names in the code are English. The glossary
//! in `ARCHITECTURE.md` ties the two together.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::text::{Day, Text, Word};

/// `site.toml`: the site itself.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteSettings {
    /// The site's name, neutral: it stands in every title.
    #[serde(rename = "navn")]
    pub name: Word,
    /// What the site is, for the front page.
    #[serde(rename = "beskrivelse")]
    pub description: Text,
    /// The one piece of advice from outside the sources.
    #[serde(rename = "akut")]
    pub emergency: RawEmergency,
    /// Where "leave quickly" goes.
    #[serde(rename = "ud")]
    pub exit: Exit,
    /// What is known of the last accessibility measurement.
    #[serde(rename = "tilgaengelighed", default)]
    pub accessibility: Accessibility,
    /// Named sites outside this one.
    #[serde(rename = "websted", default)]
    pub websites: Vec<Website>,
    /// Groups of sections on a municipality's front page, in order.
    #[serde(rename = "gruppe")]
    pub groups: Vec<RawGroup>,
    /// Doors by need on a municipality's front page, in order.
    #[serde(rename = "doer", default)]
    pub doors: Vec<RawDoor>,
    /// The pages named in the foot of every page of a municipality.
    #[serde(rename = "fod", default)]
    pub foot: Vec<Word>,
    /// The page about the source.
    #[serde(rename = "om_kilden")]
    pub about: Option<Word>,
    /// The pages offered where an address leads nowhere.
    #[serde(rename = "ikke_fundet", default)]
    pub likely: Vec<Word>,
    /// Words that hurt, and what to write instead.
    #[serde(rename = "undgaa", default)]
    pub avoided: Vec<AvoidedWord>,
    /// What to read after a page that the site makes itself, by the last part of its address.
    #[serde(rename = "laes_videre", default)]
    pub next: BTreeMap<String, Vec<Word>>,
}

/// A word that no text may hold.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AvoidedWord {
    /// The word, or a stem of several, in lower case.
    #[serde(rename = "ord")]
    pub word: Word,
    /// What to write.
    #[serde(rename = "skriv")]
    pub instead: Word,
}

/// Advice for when life is in danger; not from the sources, and marked so.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawEmergency {
    /// The emergency number, digits only.
    #[serde(rename = "telefon")]
    pub phone: Word,
    /// The sentence.
    #[serde(rename = "tekst")]
    pub text: Text,
    /// Where the sentence comes from.
    #[serde(rename = "kilde")]
    pub origin: Text,
}

/// What the accessibility statement needs to know.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Accessibility {
    /// The day the checks last ran over every page.
    #[serde(rename = "maalt")]
    pub measured: Option<Day>,
}

/// An everyday public site to leave for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exit {
    /// Its name.
    #[serde(rename = "navn")]
    pub name: Word,
    /// Its `https` address.
    #[serde(rename = "adresse")]
    pub url: Word,
}

/// A site outside this one that texts point to.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Website {
    /// The id in `web:id`.
    pub id: Word,
    /// Its name.
    #[serde(rename = "navn")]
    pub name: Word,
    /// Its address.
    #[serde(rename = "adresse")]
    pub url: Word,
}

/// A group of sections, and of pages that the site makes itself.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawGroup {
    /// The id that `afsnit.toml` refers to.
    pub id: Word,
    /// The heading.
    #[serde(rename = "titel")]
    pub title: Word,
    /// The pages that belong to it beside the sections.
    #[serde(rename = "sider", default)]
    pub pages: Vec<Word>,
}

/// A door by need.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawDoor {
    /// The link's text.
    #[serde(rename = "titel")]
    pub title: Word,
    /// A line about what is behind it.
    #[serde(rename = "tekst")]
    pub text: Text,
    /// The section or page it opens.
    #[serde(rename = "side")]
    pub page: Word,
    /// The name of its icon.
    #[serde(rename = "ikon")]
    pub icon: Word,
}

/// `afsnit.toml`: the kinds of section a standard can have.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SectionFile {
    /// In the order they have everywhere.
    #[serde(rename = "afsnit")]
    pub sections: Vec<RawSectionKind>,
}

/// A kind of section; the id is the last part of the address.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSectionKind {
    /// The id and the last part of the address.
    pub id: Word,
    /// A short name for lists and for the switch.
    #[serde(rename = "titel")]
    pub title: Word,
    /// The group it stands in.
    #[serde(rename = "gruppe")]
    pub group: Word,
    /// The section nearest to it, for a municipality that lacks this one.
    #[serde(rename = "naermest")]
    pub nearest: Option<Word>,
}

/// `love.toml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LawFile {
    /// The laws.
    #[serde(rename = "lov")]
    pub laws: Vec<Law>,
}

/// A law the sources refer to.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// The id in `lov:id` when the whole law is meant.
    pub id: Word,
    /// Its name, e.g. "forvaltningsloven".
    #[serde(rename = "navn")]
    pub name: Word,
    /// Its name in the genitive, e.g. "forvaltningslovens".
    #[serde(rename = "ejefald")]
    pub genitive: Option<Word>,
    /// What the sources use it for, when no paragraph is named.
    #[serde(rename = "emne")]
    pub subject: Option<Text>,
    /// The paragraphs the sources refer to.
    #[serde(rename = "paragraf", default)]
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph of a law.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Paragraph {
    /// The id in `lov:id`.
    pub id: Word,
    /// The number without the sign, e.g. "101 a".
    #[serde(rename = "nummer")]
    pub number: Word,
    /// What the sources use it for.
    #[serde(rename = "emne")]
    pub subject: Text,
}

/// `ordliste.toml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GlossaryFile {
    /// The words, in any order.
    #[serde(rename = "ord")]
    pub terms: Vec<RawTerm>,
}

/// A word of the sources, explained.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTerm {
    /// The id in `ord:id` and the anchor in the word list.
    pub id: Word,
    /// What the municipality calls it.
    #[serde(rename = "navn")]
    pub name: Word,
    /// The forms that are explained where they first stand on a page.
    #[serde(rename = "former", default)]
    pub forms: Vec<Word>,
    /// What people say.
    #[serde(rename = "folk_siger", default)]
    pub said: Vec<Word>,
    /// What it means.
    #[serde(rename = "betyder")]
    pub meaning: Text,
    /// Where to read on: a section or page, with or without `#heading`.
    #[serde(rename = "laes")]
    pub read_on: Option<Word>,
    /// The municipalities whose source has it; all where absent.
    #[serde(rename = "kommuner")]
    pub municipalities: Option<Vec<Word>>,
    /// The source sections it rests on.
    #[serde(rename = "kilde", default)]
    pub source: Vec<Word>,
    /// Whether the explanation is ours rather than the source's.
    #[serde(rename = "redaktion", default)]
    pub editorial: bool,
}

impl RawTerm {
    /// Whether the word belongs to this municipality's source.
    pub fn applies_to(&self, municipality: &str) -> bool {
        self.municipalities
            .as_ref()
            .is_none_or(|list| list.iter().any(|id| id.as_str() == municipality))
    }
}
