//! The files in a municipality's folder; its deadlines are in [`super::deadline`].

use schemars::JsonSchema;
use serde::Deserialize;

use super::text::{Day, Text, Word};

/// `kommune.toml`: who the municipality is and which document it is based on.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    #[serde(rename = "navn")]
    pub name: Word,
    /// The name of the authority.
    #[serde(rename = "myndighed")]
    pub authority: Word,
    /// The name with its preposition, "i" or "på", for use in sentences.
    #[serde(rename = "i_kommunen")]
    pub within: Word,
    /// The first part of its short addresses.
    #[serde(rename = "kort")]
    pub short: Word,
    /// Its position among the municipalities.
    #[serde(rename = "raekkefoelge")]
    pub order: u32,
    /// The contact shown first on every page.
    #[serde(rename = "indgang")]
    pub entry: Word,
    /// What happens when you call it.
    #[serde(rename = "indgang_tekst")]
    pub entry_text: Text,
    /// Two to four lines for the front page.
    #[serde(rename = "kort_fortalt")]
    pub summary: Vec<Text>,
    /// Its accent colours.
    #[serde(rename = "farve")]
    pub colour: Colours,
    /// The document that everything is based on.
    #[serde(rename = "kilde")]
    pub source: RawSourceDocument,
}

/// One accent colour for light and one for dark, as `#rrggbb`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Colours {
    /// On a light background.
    #[serde(rename = "lys")]
    pub light: Word,
    /// On a dark background.
    #[serde(rename = "moerk")]
    pub dark: Word,
}

/// The document a municipality's pages are based on.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSourceDocument {
    #[serde(rename = "titel")]
    pub title: Word,
    /// Whether it calls itself a draft.
    #[serde(rename = "udkast", default)]
    pub draft: bool,
    /// The first day of the period it covers, by its own account.
    #[serde(rename = "fra")]
    pub from: Option<Day>,
    /// The last day of that period.
    #[serde(rename = "til")]
    pub to: Option<Day>,
    /// What else to know about its scope, e.g. that it is joint.
    #[serde(rename = "daekker")]
    pub scope: Option<Text>,
    /// Its own headings, in order; everything cites their ids.
    #[serde(rename = "afsnit")]
    pub sections: Vec<RawSourceSection>,
}

/// A heading of the source document.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSourceSection {
    /// The id used in citations.
    pub id: Word,
    /// The heading exactly as in the source.
    #[serde(rename = "titel")]
    pub title: Word,
}

/// `kontakter.toml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactFile {
    #[serde(rename = "kontakt")]
    pub contacts: Vec<RawContact>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawContact {
    /// The id in `kontakt:id`, `tlf:id`, `mail:id`, `adresse:id`, `web:id`.
    pub id: Word,
    #[serde(rename = "navn")]
    pub name: Word,
    /// When to use it.
    #[serde(rename = "rolle")]
    pub role: Text,
    /// A phone number of eight digits.
    #[serde(rename = "telefon")]
    pub phone: Option<Word>,
    #[serde(rename = "mail")]
    pub mail: Option<Word>,
    /// The source's warning about confidential mail, shown beside the address.
    #[serde(rename = "mail_advarsel")]
    pub mail_warning: Option<Text>,
    /// The postal address, line by line.
    #[serde(rename = "adresse")]
    pub address: Option<Vec<Word>>,
    /// Its own site.
    #[serde(rename = "web")]
    pub web: Option<Exit>,
    /// An editorial note shown with it.
    #[serde(rename = "note")]
    pub note: Option<Text>,
    /// A doubt about the postal address until somebody has verified it. Shown wherever the address
    /// is, and a letter leaves room for another one.
    #[serde(rename = "tvivl")]
    pub doubt: Option<Text>,
    /// The day somebody verified it; absent if nobody has.
    #[serde(rename = "bekraeftet")]
    pub verified: Option<Day>,
    /// The source sections it is based on.
    #[serde(rename = "kilde")]
    pub source: Vec<Word>,
}

pub use super::shared::Exit;

/// `rettigheder.toml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RightFile {
    /// The rights, in the order they are listed.
    #[serde(rename = "ret")]
    pub rights: Vec<RawRight>,
}

/// A right: who, what, deadline, condition, exception, law.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawRight {
    /// The id in `ret:id`; the same in every municipality whose source gives it.
    pub id: Word,
    #[serde(rename = "titel")]
    pub title: Word,
    /// Who has it.
    #[serde(rename = "hvem")]
    pub who: Text,
    /// What it entitles them to.
    #[serde(rename = "hvad")]
    pub what: Text,
    /// The deadline it sets.
    #[serde(rename = "frist")]
    pub deadline: Option<Word>,
    /// What must be true first.
    #[serde(rename = "betingelser", default)]
    pub conditions: Vec<Text>,
    /// When it does not apply.
    #[serde(rename = "undtagelser", default)]
    pub exceptions: Vec<Text>,
    /// The laws that the source cites.
    #[serde(rename = "love", default)]
    pub laws: Vec<Word>,
    /// The section it belongs to, with or without `#heading`.
    #[serde(rename = "afsnit")]
    pub section: Word,
    /// The door pages that also list it.
    #[serde(rename = "doere", default)]
    pub doors: Vec<Word>,
    /// The source sections it is based on.
    #[serde(rename = "kilde")]
    pub source: Vec<Word>,
    /// An editorial note shown with it.
    #[serde(rename = "note")]
    pub note: Option<Text>,
}

/// `klageveje.toml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RouteFile {
    #[serde(rename = "klagevej")]
    pub routes: Vec<RawRoute>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawRoute {
    /// The id in `klagevej:id`.
    pub id: Word,
    #[serde(rename = "titel")]
    pub title: Word,
    /// What the complaint is about.
    #[serde(rename = "om")]
    pub about: Text,
    /// The contact that receives it, if the source gives one.
    #[serde(rename = "til")]
    pub to: Option<Word>,
    /// Who receives it, in words.
    #[serde(rename = "til_tekst")]
    pub to_text: Text,
    /// The ways to complain that the source names.
    #[serde(rename = "hvordan")]
    pub how: Vec<Text>,
    /// The same ways as enum values; empty if the source names none.
    #[serde(rename = "kanaler", default)]
    pub channels: Vec<Channel>,
    #[serde(rename = "frist")]
    pub deadline: Option<Word>,
    /// What happens next, step by step.
    #[serde(rename = "derefter", default)]
    pub then: Vec<Text>,
    /// What this route can't be used for.
    #[serde(rename = "ikke", default)]
    pub excluded: Vec<Text>,
    /// What the reader can do about that instead.
    #[serde(rename = "stadig", default)]
    pub remains: Vec<Text>,
    /// The laws that the source cites.
    #[serde(rename = "love", default)]
    pub laws: Vec<Word>,
    /// The section it belongs to, with or without `#heading`.
    #[serde(rename = "afsnit")]
    pub section: Word,
    /// The source sections it is based on.
    #[serde(rename = "kilde")]
    pub source: Vec<Word>,
    /// An editorial note shown with it.
    #[serde(rename = "note")]
    pub note: Option<Text>,
}

/// A way to reach somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Channel {
    /// A letter.
    #[serde(rename = "brev")]
    Letter,
    /// The telephone.
    #[serde(rename = "telefon")]
    Phone,
    /// In person.
    #[serde(rename = "fremmoede")]
    InPerson,
    /// A form or a mailbox on the net.
    #[serde(rename = "digital")]
    Digital,
}

/// `tilbud.toml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferFile {
    #[serde(rename = "tilbud", default)]
    pub offers: Vec<RawEntry>,
}

/// `maalgrupper.toml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetGroupFile {
    #[serde(rename = "maalgruppe", default)]
    pub groups: Vec<RawEntry>,
}

/// An offer or a target group.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawEntry {
    /// The id in `tilbud:id` or `maalgrupper:id`.
    pub id: Word,
    /// The name.
    #[serde(rename = "navn")]
    pub name: Text,
    /// More about it, where the source has more.
    #[serde(rename = "beskrivelse")]
    pub description: Option<Text>,
    /// The section it belongs to, with or without `#heading`.
    #[serde(rename = "afsnit")]
    pub section: Word,
    /// The source sections it is based on.
    #[serde(rename = "kilde")]
    pub source: Vec<Word>,
}

/// `forloeb.toml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CourseFile {
    #[serde(rename = "forloeb", default)]
    pub courses: Vec<RawCourse>,
}

/// A sequence of events, drawn as a step diagram.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCourse {
    /// The id in `forloeb:id`.
    pub id: Word,
    #[serde(rename = "titel")]
    pub title: Word,
    #[serde(rename = "trin")]
    pub steps: Vec<RawStep>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawStep {
    #[serde(rename = "titel")]
    pub title: Word,
    /// What happens.
    #[serde(rename = "tekst")]
    pub text: Text,
    /// The source sections it is based on.
    #[serde(rename = "kilde")]
    pub source: Vec<Word>,
}
