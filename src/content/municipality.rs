//! What one municipality's folder holds, file by file; its deadlines are in [`super::deadline`].

use schemars::JsonSchema;
use serde::Deserialize;

use super::text::{Day, Text, Word};

/// `kommune.toml`: who the municipality is and which document it rests on.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Its name.
    #[serde(rename = "navn")]
    pub name: Word,
    /// The authority's name.
    #[serde(rename = "myndighed")]
    pub authority: Word,
    /// "i" or "på" and the name, for sentences.
    #[serde(rename = "i_kommunen")]
    pub within: Word,
    /// The first part of its short addresses.
    #[serde(rename = "kort")]
    pub short: Word,
    /// Its place among the municipalities.
    #[serde(rename = "raekkefoelge")]
    pub order: u32,
    /// The contact that stands first everywhere.
    #[serde(rename = "indgang")]
    pub entry: Word,
    /// What happens when you ring it.
    #[serde(rename = "indgang_tekst")]
    pub entry_text: Text,
    /// Two to four lines for the front page.
    #[serde(rename = "kort_fortalt")]
    pub summary: Vec<Text>,
    /// Its accent colours.
    #[serde(rename = "farve")]
    pub colour: Colours,
    /// The document everything rests on.
    #[serde(rename = "kilde")]
    pub source: RawSourceDocument,
}

/// One accent colour for light and one for dark, as `#rrggbb`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Colours {
    /// On a light ground.
    #[serde(rename = "lys")]
    pub light: Word,
    /// On a dark ground.
    #[serde(rename = "moerk")]
    pub dark: Word,
}

/// The document a municipality's pages rest on.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSourceDocument {
    /// Its title.
    #[serde(rename = "titel")]
    pub title: Word,
    /// Whether it calls itself a draft.
    #[serde(rename = "udkast", default)]
    pub draft: bool,
    /// The first day it says it covers.
    #[serde(rename = "fra")]
    pub from: Option<Day>,
    /// The last day it says it covers.
    #[serde(rename = "til")]
    pub to: Option<Day>,
    /// What else it covers, e.g. that it is joint.
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
    /// The id that texts and data cite.
    pub id: Word,
    /// The heading as it stands.
    #[serde(rename = "titel")]
    pub title: Word,
}

/// `kontakter.toml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactFile {
    /// The contacts.
    #[serde(rename = "kontakt")]
    pub contacts: Vec<RawContact>,
}

/// Somebody to turn to.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawContact {
    /// The id in `kontakt:id`, `tlf:id`, `mail:id`, `adresse:id`, `web:id`.
    pub id: Word,
    /// The name.
    #[serde(rename = "navn")]
    pub name: Word,
    /// What to use it for.
    #[serde(rename = "rolle")]
    pub role: Text,
    /// Eight digits.
    #[serde(rename = "telefon")]
    pub phone: Option<Word>,
    /// An e-mail address.
    #[serde(rename = "mail")]
    pub mail: Option<Word>,
    /// The source's warning about confidential mail; stands beside the address.
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
    /// A doubt about the postal address, until somebody has verified it; stands wherever the address
    /// does, and a letter leaves room for another.
    #[serde(rename = "tvivl")]
    pub doubt: Option<Text>,
    /// The day somebody verified it; absent means nobody has.
    #[serde(rename = "bekraeftet")]
    pub verified: Option<Day>,
    /// The source sections it rests on.
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
    /// A short name.
    #[serde(rename = "titel")]
    pub title: Word,
    /// Who has it.
    #[serde(rename = "hvem")]
    pub who: Text,
    /// What it gives.
    #[serde(rename = "hvad")]
    pub what: Text,
    /// The deadline it sets.
    #[serde(rename = "frist")]
    pub deadline: Option<Word>,
    /// What must be true first.
    #[serde(rename = "betingelser", default)]
    pub conditions: Vec<Text>,
    /// When it does not hold.
    #[serde(rename = "undtagelser", default)]
    pub exceptions: Vec<Text>,
    /// The laws the source names for it.
    #[serde(rename = "love", default)]
    pub laws: Vec<Word>,
    /// The section it belongs to, with or without `#heading`.
    #[serde(rename = "afsnit")]
    pub section: Word,
    /// The door pages it is listed on as well.
    #[serde(rename = "doere", default)]
    pub doors: Vec<Word>,
    /// The source sections it rests on.
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
    /// The complaint routes.
    #[serde(rename = "klagevej")]
    pub routes: Vec<RawRoute>,
}

/// A complaint route.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawRoute {
    /// The id in `klagevej:id`.
    pub id: Word,
    /// A short name.
    #[serde(rename = "titel")]
    pub title: Word,
    /// What one complains about.
    #[serde(rename = "om")]
    pub about: Text,
    /// The contact it goes to, where the source gives one.
    #[serde(rename = "til")]
    pub to: Option<Word>,
    /// To whom, in words.
    #[serde(rename = "til_tekst")]
    pub to_text: Text,
    /// The ways the source names.
    #[serde(rename = "hvordan")]
    pub how: Vec<Text>,
    /// The same ways, as kinds; empty where the source names none.
    #[serde(rename = "kanaler", default)]
    pub channels: Vec<Channel>,
    /// The deadline.
    #[serde(rename = "frist")]
    pub deadline: Option<Word>,
    /// What happens next, step by step.
    #[serde(rename = "derefter", default)]
    pub then: Vec<Text>,
    /// What can't be complained about this way.
    #[serde(rename = "ikke", default)]
    pub excluded: Vec<Text>,
    /// What one can do about that instead.
    #[serde(rename = "stadig", default)]
    pub remains: Vec<Text>,
    /// The laws the source names for it.
    #[serde(rename = "love", default)]
    pub laws: Vec<Word>,
    /// The section it belongs to, with or without `#heading`.
    #[serde(rename = "afsnit")]
    pub section: Word,
    /// The source sections it rests on.
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
    /// The offers, in order.
    #[serde(rename = "tilbud", default)]
    pub offers: Vec<RawEntry>,
}

/// `maalgrupper.toml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetGroupFile {
    /// The target groups, in order.
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
    /// The contact that offers it.
    #[serde(rename = "kontakt")]
    pub contact: Option<Word>,
    /// The section it belongs to, with or without `#heading`.
    #[serde(rename = "afsnit")]
    pub section: Word,
    /// The source sections it rests on.
    #[serde(rename = "kilde")]
    pub source: Vec<Word>,
}

/// `forloeb.toml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CourseFile {
    /// The courses.
    #[serde(rename = "forloeb", default)]
    pub courses: Vec<RawCourse>,
}

/// A course of events, drawn as a step diagram.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCourse {
    /// The id in `forloeb:id`.
    pub id: Word,
    /// Its name.
    #[serde(rename = "titel")]
    pub title: Word,
    /// The steps in order.
    #[serde(rename = "trin")]
    pub steps: Vec<RawStep>,
}

/// A step of a course.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawStep {
    /// What it is.
    #[serde(rename = "titel")]
    pub title: Word,
    /// What happens.
    #[serde(rename = "tekst")]
    pub text: Text,
    /// The source sections it rests on.
    #[serde(rename = "kilde")]
    pub source: Vec<Word>,
}
