//! `fakta.toml`: deadlines and numbers, each written once, and what a calculator asks and answers.
//!
//! Which answers touch a deadline, and how, is the source's rule; so it is written here by an editor
//! and not in the program. [`crate::features::deadlines`] only counts.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::text::{Text, Word};

/// `fakta.toml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactFile {
    /// Deadlines.
    #[serde(rename = "frist", default)]
    pub deadlines: Vec<RawDeadline>,
    /// Numbers that texts need.
    #[serde(rename = "tal", default)]
    pub figures: Vec<RawFigure>,
}

/// A deadline of the source.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawDeadline {
    /// The id in `frist:id`, and the last part of its calculator's address.
    pub id: Word,
    /// How many.
    #[serde(rename = "antal")]
    pub count: u32,
    /// Of what.
    #[serde(rename = "enhed")]
    pub unit: Unit,
    /// What is added to it, e.g. 30 days to a month.
    #[serde(rename = "plus")]
    pub plus: Option<Stretch>,
    /// The event it is counted from, as a clause: "du har henvendt dig".
    #[serde(rename = "fra")]
    pub from: Text,
    /// What it is the deadline of.
    #[serde(rename = "betyder")]
    pub meaning: Text,
    /// What goes wherever the deadline goes, such as whose it is.
    #[serde(rename = "bemaerk")]
    pub remark: Option<Text>,
    /// What a reader may ask about it; without it there is no calculator.
    #[serde(rename = "beregner")]
    pub calculator: Option<Calculator>,
    /// The source sections it rests on.
    #[serde(rename = "kilde")]
    pub source: Vec<Word>,
}

/// A count and its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stretch {
    /// How many.
    #[serde(rename = "antal")]
    pub count: u32,
    /// Of what.
    #[serde(rename = "enhed")]
    pub unit: Unit,
}

/// What a deadline is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Unit {
    /// Calendar days.
    #[serde(rename = "dage")]
    Days,
    /// Days on which offices are open.
    #[serde(rename = "arbejdsdage")]
    WorkingDays,
    /// Weeks of seven days.
    #[serde(rename = "uger")]
    Weeks,
    /// Months of the calendar; from the 31st to the last day of a shorter month.
    #[serde(rename = "maaneder")]
    Months,
}

/// A number of the source, with its unit, as it is to be read.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawFigure {
    /// The id in `tal:id`.
    pub id: Word,
    /// The number and its unit.
    #[serde(rename = "vaerdi")]
    pub value: Word,
    /// The source sections it rests on.
    #[serde(rename = "kilde")]
    pub source: Vec<Word>,
}

/// A page on which a reader types a day and reads which day the deadline ends.
///
/// The words may hold `{laengde}` (the deadline in words), `{dage}` (days left or gone), `{dag}` and
/// `{antal}` (this day of so many), `{haendelse}` (the day typed), `{sikker}`, `{sidste}` and
/// `{derefter}` (dates), and `{lukket}` (why offices are shut on the last day).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Calculator {
    /// The heading of the page.
    #[serde(rename = "titel")]
    pub title: Word,
    /// What it is called in a list of calculators and in the breadcrumb.
    #[serde(rename = "kort")]
    pub short: Word,
    /// Who must have acted when the time is up.
    #[serde(rename = "hvem")]
    pub who: Actor,
    /// The question about the day.
    #[serde(rename = "spoerg")]
    pub ask: Word,
    /// Which day to type, where one may doubt it.
    #[serde(rename = "hjaelp")]
    pub help: Option<Text>,
    /// The words of the button.
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
    /// The ids of the dates in the answer, by which others link to them.
    #[serde(rename = "id_i_svar", default)]
    pub date_ids: DateIds,
    /// What is asked beside the day; nobody has to answer.
    #[serde(rename = "spoergsmaal", default)]
    pub questions: Vec<CalculatorQuestion>,
    /// What the source excepts, the weightiest first.
    #[serde(rename = "undtagelse", default)]
    pub exceptions: Vec<DeadlineException>,
    /// The words of the answer.
    #[serde(rename = "svar")]
    pub answer: AnswerWords,
}

/// Who must have acted when a deadline ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Actor {
    /// The reader: the answer leads with a day on which offices are open.
    #[serde(rename = "dig")]
    Reader,
    /// Somebody else: the answer leads with the last day.
    #[serde(rename = "andre")]
    Others,
}

/// A deadline counted from the day another one ends.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NextDeadline {
    /// The deadline.
    #[serde(rename = "frist")]
    pub deadline: Word,
    /// What the answer says about it.
    #[serde(rename = "tekst")]
    pub text: Text,
}

/// The ids of the dates in an answer.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DateIds {
    /// Of the safe date.
    #[serde(rename = "sikker")]
    pub safe: Option<Word>,
    /// Of the last day.
    #[serde(rename = "sidste")]
    pub last: Option<Word>,
    /// Of the deadline after this one.
    #[serde(rename = "derefter")]
    pub next: Option<Word>,
}

/// A question of a calculator, with its answers.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CalculatorQuestion {
    /// The name of the field in the address.
    pub id: Word,
    /// The question.
    #[serde(rename = "tekst")]
    pub text: Word,
    /// The answers to choose from.
    #[serde(rename = "svar")]
    pub answers: Vec<CalculatorAnswer>,
}

/// An answer to choose.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CalculatorAnswer {
    /// Its value in the address.
    pub id: Word,
    /// The words to choose.
    #[serde(rename = "tekst")]
    pub text: Word,
}

/// Answers by question: each question's answer must be one of those listed.
pub type AnswersTo = BTreeMap<String, Vec<Word>>;

/// What the source excepts from a deadline, and whom it touches.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeadlineException {
    /// Its id.
    pub id: Word,
    /// What it does to the deadline.
    #[serde(rename = "virkning")]
    pub effect: Effect,
    /// It touches who has given one of these answers to each of these questions. Whoever has not
    /// answered may be touched.
    #[serde(rename = "naar")]
    pub when: AnswersTo,
    /// It does not touch who has given one of these answers.
    #[serde(rename = "undtagen", default)]
    pub unless: AnswersTo,
    /// The heading of the answer where it decides.
    #[serde(rename = "overskrift")]
    pub heading: Option<Word>,
    /// The heading where it decides and the last day is past; the usual one of that where absent.
    #[serde(rename = "overskrift_efter")]
    pub heading_over: Option<Word>,
    /// What stands in front of the date where it decides.
    #[serde(rename = "foer_dato")]
    pub before_date: Option<Word>,
    /// What the answer says to whom it touches.
    #[serde(rename = "gaelder")]
    pub sure: Vec<Text>,
    /// The same where the last day is past and the usual words would speak of a time to come.
    #[serde(rename = "gaelder_efter")]
    pub sure_over: Option<Vec<Text>>,
    /// What it says to whom it may touch: whoever answers nothing is told of every exception.
    #[serde(rename = "maaske")]
    pub perhaps: Text,
    /// What to say on the phone, where it decides.
    #[serde(rename = "sig")]
    pub say: Option<Text>,
    /// The right to show in place of the calculator's own.
    #[serde(rename = "ret")]
    pub right: Option<Word>,
    /// The complaint route to use in place of the calculator's own.
    #[serde(rename = "klagevej")]
    pub route: Option<Word>,
}

/// Fields of a calculator's form that are the program's own: no question may be called so.
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
    /// It holds for a part only.
    #[serde(rename = "delvis")]
    Partly,
    /// It may be departed from.
    #[serde(rename = "kan-fraviges")]
    MayBeDepartedFrom,
    /// It holds, but the source leaves a doubt.
    #[serde(rename = "i-tvivl")]
    InDoubt,
}

/// What a calculator's answer says.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerWords {
    /// The heading, where neither an exception nor the state of things has another.
    #[serde(rename = "overskrift")]
    pub heading: Word,
    /// The same where the reader has told too little, or the source says too little, to promise it.
    #[serde(rename = "overskrift_maaske")]
    pub heading_perhaps: Option<Word>,
    /// What stands in front of the date.
    #[serde(rename = "foer_dato")]
    pub before_date: Word,
    /// What the date is; left out once another date stands in front.
    #[serde(rename = "om_datoen", default)]
    pub about_date: Vec<Text>,
    /// The same where it is the last day as well: that date is not said twice.
    #[serde(rename = "om_datoen_sidste", default)]
    pub about_last: Vec<Text>,
    /// What to say where offices are shut on the last day, as long as it is not past.
    #[serde(rename = "lukket")]
    pub closed: Option<Text>,
    /// The advice of the editors, marked as theirs.
    #[serde(rename = "raad")]
    pub advice: Option<Text>,
    /// The event lies ahead.
    #[serde(rename = "foer")]
    pub ahead: StateWords,
    /// The event was today.
    #[serde(rename = "samme_dag")]
    pub same_day: Option<StateWords>,
    /// There is time.
    #[serde(rename = "i_god_tid")]
    pub in_time: StateWords,
    /// A week or less is left until the date.
    #[serde(rename = "snart")]
    pub soon: Option<StateWords>,
    /// Today is the date.
    #[serde(rename = "i_dag")]
    pub today: StateWords,
    /// The safe date is past, the last day is not.
    #[serde(rename = "sent")]
    pub late: Option<StateWords>,
    /// The last day is past.
    #[serde(rename = "efter")]
    pub over: StateWords,
}

/// What an answer says in one state of things.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StateWords {
    /// The heading, where it is another than the usual one.
    #[serde(rename = "overskrift")]
    pub heading: Option<Word>,
    /// What it says.
    #[serde(rename = "tekst")]
    pub text: Vec<Text>,
    /// What to say where offices are shut on the last day, where it is other than usual.
    #[serde(rename = "lukket")]
    pub closed: Option<Text>,
    /// What to say on the phone.
    #[serde(rename = "sig")]
    pub say: Option<Text>,
}
