//! `sprog/<code>.toml`: the site's own texts in one language. A content folder without the file
//! uses the one built into the program.
//!
//! Words in braces are placeholders. Which ones a text may contain is checked when it is bound.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::built_in::BuiltInId;
use super::text::Word;

pub const PATH: &str = "sprog/da.toml";

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The months' names, January first.
    #[serde(rename = "maaneder")]
    pub months: [Word; 12],
    /// The names of the days of the week, Monday first.
    #[serde(rename = "ugedage")]
    pub weekdays: [Word; 7],
    /// A date, with `{dag}`, `{maaned}` and `{aar}`.
    #[serde(rename = "dato")]
    pub date: Word,
    /// The text for a date that nobody has given.
    #[serde(rename = "ikke_oplyst")]
    pub unknown: Word,
    /// Units of time.
    #[serde(rename = "enheder")]
    pub units: UnitWords,
    /// Days when offices are probably closed, as used in a sentence.
    #[serde(rename = "lukkedage")]
    pub closed: ClosedWords,
    /// How far a source can be trusted.
    #[serde(rename = "kilde")]
    pub source: SourceWordsOfTrust,
    /// How the texts mark what is not the source's, for comparisons.
    #[serde(rename = "vores")]
    pub ours: OurWords,
    /// Error messages for dates that can't be parsed.
    #[serde(rename = "datofejl")]
    pub date_faults: DateFaultWords,
    /// The generated pages, by the last part of their address.
    #[serde(rename = "sider")]
    pub pages: BTreeMap<String, PageWords>,
}

impl Words {
    pub fn page(&self, id: BuiltInId) -> Option<&PageWords> {
        self.pages.get(id.path())
    }
}

/// Units of time, each in singular and plural.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitWords {
    #[serde(rename = "dag")]
    pub day: [Word; 2],
    #[serde(rename = "arbejdsdag")]
    pub working_day: [Word; 2],
    #[serde(rename = "uge")]
    pub week: [Word; 2],
    #[serde(rename = "maaned")]
    pub month: [Word; 2],
    /// How to add one length to another: `{laengde}`, `{plus}`.
    #[serde(rename = "og")]
    pub and: Word,
}

/// Days when offices are probably closed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClosedWords {
    #[serde(rename = "loerdag")]
    pub saturday: Word,
    #[serde(rename = "soendag")]
    pub sunday: Word,
    #[serde(rename = "nytaarsdag")]
    pub new_years_day: Word,
    #[serde(rename = "skaertorsdag")]
    pub maundy_thursday: Word,
    #[serde(rename = "langfredag")]
    pub good_friday: Word,
    #[serde(rename = "paaskedag")]
    pub easter_sunday: Word,
    #[serde(rename = "anden_paaskedag")]
    pub easter_monday: Word,
    #[serde(rename = "bededag")]
    pub prayer_day: Word,
    #[serde(rename = "himmelfart")]
    pub ascension_day: Word,
    #[serde(rename = "efter_himmelfart")]
    pub after_ascension_day: Word,
    #[serde(rename = "pinsedag")]
    pub whit_sunday: Word,
    #[serde(rename = "anden_pinsedag")]
    pub whit_monday: Word,
    #[serde(rename = "grundlovsdag")]
    pub constitution_day: Word,
    #[serde(rename = "juleaften")]
    pub christmas_eve: Word,
    #[serde(rename = "juledag")]
    pub christmas_day: Word,
    #[serde(rename = "anden_juledag")]
    pub second_christmas_day: Word,
    #[serde(rename = "nytaarsaften")]
    pub new_years_eve: Word,
}

/// How far a source can be trusted, by whether it is a draft.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceWordsOfTrust {
    #[serde(rename = "udkast")]
    pub draft: PhaseWords,
    /// Adopted, or not said to be a draft.
    #[serde(rename = "vedtaget")]
    pub adopted: PhaseWords,
    /// How to write a period that is not whole years.
    #[serde(rename = "periode")]
    pub period: PeriodWords,
}

/// By where today is in relation to the source's period; `{periode}` is the period.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhaseWords {
    /// The period hasn't started.
    #[serde(rename = "foer")]
    pub before: TrustWords,
    /// The period is running.
    #[serde(rename = "under")]
    pub within: TrustWords,
    /// Today is its last day.
    #[serde(rename = "sidste_dag")]
    pub last_day: TrustWords,
    /// The period has ended.
    #[serde(rename = "efter")]
    pub after: TrustWords,
    /// The source has no period.
    #[serde(rename = "uden_dato")]
    pub undated: TrustWords,
}

/// The texts at the top of a page, beside a deadline, on a page that is taken away, and in
/// brackets.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrustWords {
    /// What the page is based on, and what that means for the reader.
    #[serde(rename = "oeverst")]
    pub top: Word,
    /// Two or three words beside a deadline or contact, linking to the text at the top.
    #[serde(rename = "maerke")]
    pub mark: Word,
    /// One or two sentences.
    #[serde(rename = "saetning")]
    pub sentence: Word,
    /// A few words.
    #[serde(rename = "kort")]
    pub short: Word,
}

/// How to write a period: `{fra}`, `{til}`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PeriodWords {
    #[serde(rename = "fra_til")]
    pub from_to: Word,
    /// Without an end date.
    #[serde(rename = "fra")]
    pub from: Word,
    /// Without a start date.
    #[serde(rename = "til")]
    pub to: Word,
}

/// How sentences begin that are not the source's.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OurWords {
    /// Advice; the rest of its line is ours too.
    #[serde(rename = "raad")]
    pub advice: Word,
    /// A sentence that only leads to another page.
    #[serde(rename = "videre")]
    pub onward: Vec<Word>,
}

/// Error messages for dates that can't be parsed or look like typos.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DateFaultWords {
    #[serde(rename = "dato_mangler")]
    pub date_missing: Word,
    #[serde(rename = "dag_mangler")]
    pub day_missing: Word,
    #[serde(rename = "ikke_en_dag")]
    pub not_a_day: Word,
    /// `{dage}`, `{maaned}`.
    #[serde(rename = "ikke_i_maaneden")]
    pub not_in_month: Word,
    #[serde(rename = "maaned_mangler")]
    pub month_missing: Word,
    #[serde(rename = "ikke_en_maaned")]
    pub not_a_month: Word,
    #[serde(rename = "aar_mangler")]
    pub year_missing: Word,
    #[serde(rename = "ikke_et_aar")]
    pub not_a_year: Word,
    /// `{aar}`.
    #[serde(rename = "to_cifre")]
    pub two_digits: Word,
    /// `{foerste}`, `{sidste}`.
    #[serde(rename = "for_tidligt")]
    pub too_early: Word,
    /// `{foerste}`, `{sidste}`.
    #[serde(rename = "for_sent")]
    pub too_late: Word,
    #[serde(rename = "i_morgen")]
    pub tomorrow: Word,
    /// `{dage}`.
    #[serde(rename = "om_dage")]
    pub ahead: Word,
    #[serde(rename = "laenge_siden")]
    pub long_ago: Word,
}

/// What a generated page is called.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PageWords {
    /// In the breadcrumb and the switch.
    #[serde(rename = "kort")]
    pub short: Word,
    /// In lists of links.
    #[serde(rename = "titel")]
    pub title: Word,
    /// On the page itself, if it differs.
    #[serde(rename = "overskrift")]
    pub heading: Option<Word>,
    /// For search engines and link previews: `{i_kommunen}`.
    #[serde(rename = "beskrivelse")]
    pub description: Word,
    /// What an export has in its place, if the page is computed.
    #[serde(rename = "uden_program")]
    pub offline: Option<OfflineWords>,
}

impl PageWords {
    pub fn heading(&self) -> &Word {
        self.heading.as_ref().unwrap_or(&self.title)
    }
}

/// What an export shows where the program would compute an answer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfflineWords {
    #[serde(rename = "titel")]
    pub title: Word,
    /// What to do instead.
    #[serde(rename = "tekst")]
    pub text: Vec<Word>,
    #[serde(rename = "i_stedet")]
    pub instead: Vec<Word>,
}

/// Fills in each placeholder in `text`.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = text.to_owned();
    for (name, value) in values {
        filled = filled.replace(&format!("{{{name}}}"), value);
    }
    filled
}

/// The built-in Danish texts, for tests of the layers below the loading of content.
#[cfg(test)]
pub(crate) fn danish() -> Words {
    toml::from_str(include_str!("../../content/sprog/da.toml")).unwrap()
}
