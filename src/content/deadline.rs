//! `fakta.toml`: deadlines and numbers, each written once, and the questions and answers of the
//! calculators.
//!
//! Which answers affect a deadline, and how, is the source's rule, so editors write it here and it
//! is not in the code. [`crate::features::deadlines`] only counts.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::text::{Text, Word};

#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactFile {
    #[serde(rename = "frist", default)]
    pub deadlines: Vec<RawDeadline>,
    /// Numbers used in texts.
    #[serde(rename = "tal", default)]
    pub figures: Vec<RawFigure>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawDeadline {
    /// The id in `frist:id`, and the last part of its calculator's address.
    pub id: Word,
    #[serde(rename = "antal")]
    pub count: u32,
    #[serde(rename = "enhed")]
    pub unit: Unit,
    /// A second period added to the first, e.g. 30 days to a month.
    #[serde(rename = "plus")]
    pub plus: Option<Stretch>,
    /// The event it is counted from, as a clause: "du har henvendt dig".
    #[serde(rename = "fra")]
    pub from: Text,
    /// What the deadline is for, in a sentence.
    #[serde(rename = "betyder")]
    pub meaning: Text,
    /// A remark shown wherever the deadline is shown, such as whom it binds.
    #[serde(rename = "bemaerk")]
    pub remark: Option<Text>,
    /// The calculator; a deadline without one can't be calculated by readers.
    #[serde(rename = "beregner")]
    pub calculator: Option<Calculator>,
    /// The source sections it is based on.
    #[serde(rename = "kilde")]
    pub source: Vec<Word>,
}

/// A count and its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stretch {
    #[serde(rename = "antal")]
    pub count: u32,
    #[serde(rename = "enhed")]
    pub unit: Unit,
}

/// What a deadline is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Unit {
    /// Calendar days.
    #[serde(rename = "dage")]
    Days,
    /// Days when offices are open.
    #[serde(rename = "arbejdsdage")]
    WorkingDays,
    /// Weeks of seven days.
    #[serde(rename = "uger")]
    Weeks,
    /// Calendar months; the 31st becomes the last day of a shorter month.
    #[serde(rename = "maaneder")]
    Months,
}

/// A number from the source with its unit, as readers see it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawFigure {
    /// The id in `tal:id`.
    pub id: Word,
    /// The number with its unit.
    #[serde(rename = "vaerdi")]
    pub value: Word,
    /// The source sections it is based on.
    #[serde(rename = "kilde")]
    pub source: Vec<Word>,
}

/// A page where a reader enters a date and sees when the deadline ends.
///
/// The texts may contain `{laengde}` (the deadline in words), `{dage}` (days left or gone), `{dag}`
/// and `{antal}` (this day of so many), `{haendelse}` (the date entered), `{sikker}`, `{sidste}`
/// and `{derefter}` (dates), and `{lukket}` (why offices are closed on the last day).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Calculator {
    /// The heading of the page.
    #[serde(rename = "titel")]
    pub title: Word,
    /// The name in lists of calculators and in the breadcrumb.
    #[serde(rename = "kort")]
    pub short: Word,
    /// Who must have acted before the deadline ends.
    #[serde(rename = "hvem")]
    pub who: Actor,
    /// The question that asks for the date.
    #[serde(rename = "spoerg")]
    pub ask: Word,
    /// Which date to enter, if there is room for doubt.
    #[serde(rename = "hjaelp")]
    pub help: Option<Text>,
    #[serde(rename = "knap")]
    pub button: Word,
    /// How to count without the calculator.
    #[serde(rename = "selv", default)]
    pub by_hand: Vec<Text>,
    /// The right it belongs to.
    #[serde(rename = "ret")]
    pub right: Option<Word>,
    /// The complaint route it belongs to.
    #[serde(rename = "klagevej")]
    pub route: Option<Word>,
    /// Where to read on: sections or pages.
    #[serde(rename = "laes_videre", default)]
    pub read_on: Vec<Word>,
    /// A deadline counted from the day this one ends.
    #[serde(rename = "derefter")]
    pub next: Option<NextDeadline>,
    /// The HTML ids of the dates in the answer, so that other pages can link to them.
    #[serde(rename = "id_i_svar", default)]
    pub date_ids: DateIds,
    /// Optional questions asked in addition to the date.
    #[serde(rename = "spoergsmaal", default)]
    pub questions: Vec<CalculatorQuestion>,
    /// The exceptions in the source, the most important first.
    #[serde(rename = "undtagelse", default)]
    pub exceptions: Vec<DeadlineException>,
    /// The texts of the answer.
    #[serde(rename = "svar")]
    pub answer: AnswerWords,
}

/// Who must have acted before a deadline ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Actor {
    /// The reader: the answer shows first a day when offices are open.
    #[serde(rename = "dig")]
    Reader,
    /// Somebody else: the answer shows first the last day.
    #[serde(rename = "andre")]
    Others,
}

/// A deadline counted from the day another one ends.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NextDeadline {
    #[serde(rename = "frist")]
    pub deadline: Word,
    /// What the answer says about it.
    #[serde(rename = "tekst")]
    pub text: Text,
}

/// The HTML ids of the dates in an answer.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DateIds {
    #[serde(rename = "sikker")]
    pub safe: Option<Word>,
    #[serde(rename = "sidste")]
    pub last: Option<Word>,
    /// The end of the following deadline.
    #[serde(rename = "derefter")]
    pub next: Option<Word>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CalculatorQuestion {
    /// The name of the field in the address.
    pub id: Word,
    #[serde(rename = "tekst")]
    pub text: Word,
    #[serde(rename = "svar")]
    pub answers: Vec<CalculatorAnswer>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CalculatorAnswer {
    /// The value in the address.
    pub id: Word,
    #[serde(rename = "tekst")]
    pub text: Word,
}

/// For each question, the answers that match; they must be among those the question lists.
pub type AnswersTo = BTreeMap<String, Vec<Word>>;

/// An exception to a deadline in the source, and whom it affects.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeadlineException {
    pub id: Word,
    /// What it does to the deadline.
    #[serde(rename = "virkning")]
    pub effect: Effect,
    /// The exception applies to readers who gave one of these answers to each of these questions.
    /// It may apply to readers who haven't answered.
    #[serde(rename = "naar")]
    pub when: AnswersTo,
    /// The exception doesn't apply to readers who gave one of these answers.
    #[serde(rename = "undtagen", default)]
    pub unless: AnswersTo,
    /// The heading of the answer when this exception decides it.
    #[serde(rename = "overskrift")]
    pub heading: Option<Word>,
    /// The heading when this exception decides it and the last day has passed. Without it, the
    /// usual heading for that case is used.
    #[serde(rename = "overskrift_efter")]
    pub heading_over: Option<Word>,
    /// The words before the date when this exception decides it.
    #[serde(rename = "foer_dato")]
    pub before_date: Option<Word>,
    /// The text for readers it applies to.
    #[serde(rename = "gaelder")]
    pub sure: Vec<Text>,
    /// The same when the last day has passed, if the usual text speaks of the future.
    #[serde(rename = "gaelder_efter")]
    pub sure_over: Option<Vec<Text>>,
    /// The text for readers it may apply to. Readers who answer nothing see every exception.
    #[serde(rename = "maaske")]
    pub perhaps: Text,
    /// What to say on the phone, when this exception decides it.
    #[serde(rename = "sig")]
    pub say: Option<Text>,
    /// The right to show instead of the calculator's own.
    #[serde(rename = "ret")]
    pub right: Option<Word>,
    /// The complaint route to use instead of the calculator's own.
    #[serde(rename = "klagevej")]
    pub route: Option<Word>,
}

/// Form fields used by the program itself; a question may not have one of these ids.
pub const OWN_FIELDS: [&str; 7] = ["dag", "maaned", "aar", "titel", "hvilken", "beregn", "ret"];

/// What an exception does to a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
pub enum Effect {
    /// The deadline does not apply.
    #[serde(rename = "bortfalder")]
    Lapses,
    /// The source gives no date.
    #[serde(rename = "ingen-dato")]
    NoDate,
    /// The deadline applies to a part only.
    #[serde(rename = "delvis")]
    Partly,
    /// The municipality may depart from the deadline.
    #[serde(rename = "kan-fraviges")]
    MayBeDepartedFrom,
    /// The deadline applies, but the source is unclear.
    #[serde(rename = "i-tvivl")]
    InDoubt,
}

/// The texts of a calculator's answer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerWords {
    /// The heading, unless an exception or the state has its own.
    #[serde(rename = "overskrift")]
    pub heading: Word,
    /// The heading when the reader has answered too little, or the source is too vague, to promise
    /// a date.
    #[serde(rename = "overskrift_maaske")]
    pub heading_perhaps: Option<Word>,
    /// The words before the date.
    #[serde(rename = "foer_dato")]
    pub before_date: Word,
    /// What the date means; left out when an exception replaces the words before the date.
    #[serde(rename = "om_datoen", default)]
    pub about_date: Vec<Text>,
    /// The same when the date is also the last day, so that the date isn't repeated.
    #[serde(rename = "om_datoen_sidste", default)]
    pub about_last: Vec<Text>,
    /// The text when offices are closed on the last day and it has not passed.
    #[serde(rename = "lukket")]
    pub closed: Option<Text>,
    /// The editors' own advice, marked as such.
    #[serde(rename = "raad")]
    pub advice: Option<Text>,
    /// The event is in the future.
    #[serde(rename = "foer")]
    pub ahead: StateWords,
    /// The event was today.
    #[serde(rename = "samme_dag")]
    pub same_day: Option<StateWords>,
    /// There is plenty of time.
    #[serde(rename = "i_god_tid")]
    pub in_time: StateWords,
    /// A week or less is left until the date.
    #[serde(rename = "snart")]
    pub soon: Option<StateWords>,
    /// Today is the safe date, and offices are shut until the last day is past.
    #[serde(rename = "sikker_i_dag")]
    pub safe_today: Option<StateWords>,
    /// Today is the date.
    #[serde(rename = "i_dag")]
    pub today: StateWords,
    /// The safe date has passed, but not the last day.
    #[serde(rename = "sent")]
    pub late: Option<StateWords>,
    /// The last day has passed.
    #[serde(rename = "efter")]
    pub over: StateWords,
}

/// The texts of an answer in one state.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StateWords {
    /// The heading, if it differs from the usual one.
    #[serde(rename = "overskrift")]
    pub heading: Option<Word>,
    #[serde(rename = "tekst")]
    pub text: Vec<Text>,
    /// The text when offices are closed on the last day, if it differs from the usual one.
    #[serde(rename = "lukket")]
    pub closed: Option<Text>,
    /// What to say on the phone.
    #[serde(rename = "sig")]
    pub say: Option<Text>,
}
