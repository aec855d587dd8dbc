//! What all municipalities share: `site.toml`, `afsnit.toml`, `love.toml` and `ordliste.toml`.
//!
//! The keys are Danish because editors write them; the names in the code are English. The table in
//! `ARCHITECTURE.md` translates between the two.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::text::{Day, Text, Word};

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteSettings {
    /// The site's name; it should be neutral, because it is in every page title.
    #[serde(rename = "navn")]
    pub name: Word,
    /// What the site is, for the front page.
    #[serde(rename = "beskrivelse")]
    pub description: Text,
    /// The only advice that is not from the sources.
    #[serde(rename = "akut")]
    pub emergency: RawEmergency,
    /// Where the button for leaving the site quickly goes.
    #[serde(rename = "ud")]
    pub exit: Exit,
    /// The last accessibility measurement.
    #[serde(rename = "tilgaengelighed", default)]
    pub accessibility: Accessibility,
    /// Other websites that texts link to.
    #[serde(rename = "websted", default)]
    pub websites: Vec<Website>,
    /// Groups of sections on a municipality's front page, in order.
    #[serde(rename = "gruppe")]
    pub groups: Vec<RawGroup>,
    #[serde(rename = "doer", default)]
    pub doors: Vec<RawDoor>,
    /// The pages linked from the footer of every page of a municipality.
    #[serde(rename = "fod", default)]
    pub foot: Vec<Word>,
    /// The page about the source.
    #[serde(rename = "om_kilden")]
    pub about: Option<Word>,
    /// The pages suggested on "not found" pages.
    #[serde(rename = "ikke_fundet", default)]
    pub likely: Vec<Word>,
    /// Hurtful words, and what to write instead.
    #[serde(rename = "undgaa", default)]
    pub avoided: Vec<AvoidedWord>,
    /// What to read after a generated page, by the last part of its address.
    #[serde(rename = "laes_videre", default)]
    pub next: BTreeMap<String, Vec<Word>>,
}

/// A word that no text may contain.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AvoidedWord {
    /// The word, or a stem shared by several, in lower case.
    #[serde(rename = "ord")]
    pub word: Word,
    #[serde(rename = "skriv")]
    pub instead: Word,
}

/// Advice for when life is in danger; not from the sources, and marked as such.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawEmergency {
    /// The emergency number, digits only.
    #[serde(rename = "telefon")]
    pub phone: Word,
    /// The advice, in one sentence.
    #[serde(rename = "tekst")]
    pub text: Text,
    /// Where the advice comes from.
    #[serde(rename = "kilde")]
    pub origin: Text,
}

/// Data for the accessibility statement.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Accessibility {
    /// The day the checks last ran on every page.
    #[serde(rename = "maalt")]
    pub measured: Option<Day>,
}

/// An everyday public site to leave for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exit {
    #[serde(rename = "navn")]
    pub name: Word,
    /// Its `https` address.
    #[serde(rename = "adresse")]
    pub url: Word,
}

/// Another website that texts link to.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Website {
    /// The id in `web:id`.
    pub id: Word,
    #[serde(rename = "navn")]
    pub name: Word,
    #[serde(rename = "adresse")]
    pub url: Word,
}

/// A group of sections and generated pages.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawGroup {
    /// The id that `afsnit.toml` refers to.
    pub id: Word,
    /// The heading.
    #[serde(rename = "titel")]
    pub title: Word,
    /// The pages in the group in addition to the sections.
    #[serde(rename = "sider", default)]
    pub pages: Vec<Word>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawDoor {
    #[serde(rename = "titel")]
    pub title: Word,
    /// One line about what is behind it.
    #[serde(rename = "tekst")]
    pub text: Text,
    /// The section or page it leads to.
    #[serde(rename = "side")]
    pub page: Word,
    #[serde(rename = "ikon")]
    pub icon: Icon,
}

/// A picture on buttons and links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Icon {
    #[serde(rename = "bog")]
    Book,
    #[serde(rename = "brev")]
    Letter,
    #[serde(rename = "frem")]
    Forward,
    #[serde(rename = "hjerte")]
    Heart,
    #[serde(rename = "kalender")]
    Calendar,
    #[serde(rename = "mappe")]
    Folder,
    #[serde(rename = "ned")]
    Down,
    #[serde(rename = "pen")]
    Pen,
    #[serde(rename = "samtale")]
    Conversation,
    #[serde(rename = "soeg")]
    Search,
    #[serde(rename = "telefon")]
    Phone,
    #[serde(rename = "ud")]
    Out,
    #[serde(rename = "vej")]
    Way,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SectionFile {
    /// In display order.
    #[serde(rename = "afsnit")]
    pub sections: Vec<RawSectionKind>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSectionKind {
    /// The id, which is also the last part of the address.
    pub id: Word,
    /// A short name for lists and for the switch.
    #[serde(rename = "titel")]
    pub title: Word,
    #[serde(rename = "gruppe")]
    pub group: Word,
    /// The closest section, for municipalities that don't have this one.
    #[serde(rename = "naermest")]
    pub nearest: Option<Word>,
}

#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LawFile {
    #[serde(rename = "lov")]
    pub laws: Vec<Law>,
}

/// A law cited by the sources.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// The id in `lov:id` for the law as a whole.
    pub id: Word,
    /// Its name, e.g. "forvaltningsloven".
    #[serde(rename = "navn")]
    pub name: Word,
    /// Its name in the genitive, e.g. "forvaltningslovens".
    #[serde(rename = "ejefald")]
    pub genitive: Option<Word>,
    /// What the sources use it for, if they name no paragraph.
    #[serde(rename = "emne")]
    pub subject: Option<Text>,
    /// The paragraphs that the sources cite.
    #[serde(rename = "paragraf", default)]
    pub paragraphs: Vec<Paragraph>,
}

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

#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GlossaryFile {
    /// The terms, in any order.
    #[serde(rename = "ord")]
    pub terms: Vec<RawTerm>,
}

/// A term used in the sources, explained.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTerm {
    /// The id in `ord:id`, and the anchor in the glossary.
    pub id: Word,
    /// What the municipality calls it.
    #[serde(rename = "navn")]
    pub name: Word,
    /// The forms that are explained at their first occurrence on a page.
    #[serde(rename = "former", default)]
    pub forms: Vec<Word>,
    /// What people call it.
    #[serde(rename = "folk_siger", default)]
    pub said: Vec<Word>,
    /// What it means.
    #[serde(rename = "betyder")]
    pub meaning: Text,
    /// Where to read on: a section or page, with or without `#heading`.
    #[serde(rename = "laes")]
    pub read_on: Option<Word>,
    /// The municipalities whose source uses it; all if absent.
    #[serde(rename = "kommuner")]
    pub municipalities: Option<Vec<Word>>,
    /// The source sections it is based on.
    #[serde(rename = "kilde", default)]
    pub source: Vec<Word>,
    /// Whether the explanation is ours rather than the source's.
    #[serde(rename = "redaktion", default)]
    pub editorial: bool,
}

impl RawTerm {
    /// Whether this municipality's source uses the term.
    pub fn applies_to(&self, municipality: &str) -> bool {
        self.municipalities
            .as_ref()
            .is_none_or(|list| list.iter().any(|id| id.as_str() == municipality))
    }
}
