//! `sprog/<code>.toml`: the site's own words in one language. A folder of content without the file
//! gets the one that lies in the program.
//!
//! Words in braces are filled in. Which a text may hold is checked when it is bound.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::built_in::BuiltInId;
use super::text::Word;

/// The path of the Danish words.
pub const PATH: &str = "sprog/da.toml";

/// `sprog/da.toml`.
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
    /// In place of a date that nobody has given.
    #[serde(rename = "ikke_oplyst")]
    pub unknown: Word,
    /// Units of time.
    #[serde(rename = "enheder")]
    pub units: UnitWords,
    /// Days on which offices are likely to be shut, as they stand in a sentence.
    #[serde(rename = "lukkedage")]
    pub closed: ClosedWords,
    /// How far a source can be trusted.
    #[serde(rename = "kilde")]
    pub source: SourceWordsOfTrust,
    /// What is said of a date that can't be read.
    #[serde(rename = "datofejl")]
    pub date_faults: DateFaultWords,
    /// The pages that the site makes itself, by the last part of their address.
    #[serde(rename = "sider")]
    pub pages: BTreeMap<String, PageWords>,
}

impl Words {
    /// What a page that the site makes itself is called.
    pub fn page(&self, id: BuiltInId) -> Option<&PageWords> {
        self.pages.get(id.path())
    }
}

/// Units of time, each as one and as many.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitWords {
    /// A day.
    #[serde(rename = "dag")]
    pub day: [Word; 2],
    /// A working day.
    #[serde(rename = "arbejdsdag")]
    pub working_day: [Word; 2],
    /// A week.
    #[serde(rename = "uge")]
    pub week: [Word; 2],
    /// A month.
    #[serde(rename = "maaned")]
    pub month: [Word; 2],
    /// A length with another added to it: `{laengde}`, `{plus}`.
    #[serde(rename = "og")]
    pub and: Word,
}

/// Days on which offices are likely to be shut.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is named by its day")]
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
    /// A draft.
    #[serde(rename = "udkast")]
    pub draft: PhaseWords,
    /// Adopted, or not said to be a draft.
    #[serde(rename = "vedtaget")]
    pub adopted: PhaseWords,
    /// Its period, where that is not whole years.
    #[serde(rename = "periode")]
    pub period: PeriodWords,
}

/// By where today lies in the source's period; `{periode}` is the period.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhaseWords {
    /// The period has not begun.
    #[serde(rename = "foer")]
    pub before: TrustWords,
    /// It runs.
    #[serde(rename = "under")]
    pub within: TrustWords,
    /// Today is its last day.
    #[serde(rename = "sidste_dag")]
    pub last_day: TrustWords,
    /// It is over.
    #[serde(rename = "efter")]
    pub after: TrustWords,
    /// It has none.
    #[serde(rename = "uden_dato")]
    pub undated: TrustWords,
}

/// What is said at the top of a page, beside a deadline, where a page is taken away, and in brackets.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrustWords {
    /// What the page rests on and what that means for the reader.
    #[serde(rename = "oeverst")]
    pub top: Word,
    /// Two or three words beside a deadline or a contact, which lead to that.
    #[serde(rename = "maerke")]
    pub mark: Word,
    /// One or two sentences.
    #[serde(rename = "saetning")]
    pub sentence: Word,
    /// A few words.
    #[serde(rename = "kort")]
    pub short: Word,
}

/// A period by its days: `{fra}`, `{til}`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PeriodWords {
    /// With both ends.
    #[serde(rename = "fra_til")]
    pub from_to: Word,
    /// Without an end.
    #[serde(rename = "fra")]
    pub from: Word,
    /// Without a beginning.
    #[serde(rename = "til")]
    pub to: Word,
}

/// What is said of a date that can't be read, or that looks like a slip.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is named by its fault")]
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

/// What a page that the site makes itself is called.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PageWords {
    /// In the breadcrumb and the switch.
    #[serde(rename = "kort")]
    pub short: Word,
    /// In lists of links.
    #[serde(rename = "titel")]
    pub title: Word,
    /// On the page itself, where that is another.
    #[serde(rename = "overskrift")]
    pub heading: Option<Word>,
    /// For those who list pages: `{i_kommunen}`.
    #[serde(rename = "beskrivelse")]
    pub description: Word,
    /// What stands in an export in its place, where the page is an answer.
    #[serde(rename = "uden_program")]
    pub offline: Option<OfflineWords>,
}

impl PageWords {
    /// The heading of the page.
    pub fn heading(&self) -> &Word {
        self.heading.as_ref().unwrap_or(&self.title)
    }
}

/// What stands in an export where the program would answer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfflineWords {
    /// The heading.
    #[serde(rename = "titel")]
    pub title: Word,
    /// What to do instead.
    #[serde(rename = "tekst")]
    pub text: Vec<Word>,
    /// The pages that help.
    #[serde(rename = "i_stedet")]
    pub instead: Vec<Word>,
}

/// `text` with each name in braces filled in.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = text.to_owned();
    for (name, value) in values {
        filled = filled.replace(&format!("{{{name}}}"), value);
    }
    filled
}

/// The Danish words in the program, for tests below the loading of content.
#[cfg(test)]
pub(crate) fn danish() -> Words {
    toml::from_str(include_str!("../../content/sprog/da.toml")).unwrap()
}
