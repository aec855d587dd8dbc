//! Deadlines, and what a calculator asks and answers: the source's rules, bound.

use std::collections::BTreeMap;

use super::data::{Right, Route};
use super::handle::Handle;
use super::link::Link;
use super::source::SourceHeading;
use super::text::Phrase;
use crate::content::deadline::{Actor, Effect, Stretch};
use crate::html::Html;

/// A deadline of the source.
#[derive(Clone, Debug)]
pub struct Deadline {
    pub id: String,
    /// How long it is.
    pub length: Length,
    /// The event it is counted from, as a clause.
    pub from: Phrase,
    /// What it is the deadline of.
    pub meaning: Phrase,
    /// What goes wherever the deadline goes.
    pub remark: Option<Phrase>,
    /// The page that counts it.
    pub calculator: Option<Box<CalculatorPage>>,
    /// The source headings it is based on.
    pub sources: Vec<Handle<SourceHeading>>,
}

/// How long a deadline is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Length {
    /// Its parts, added one after the other.
    pub stretches: Vec<Stretch>,
    /// As people say it: "14 dage", with spaces that no line breaks at.
    pub words: String,
}

#[derive(Clone, Debug)]
pub struct CalculatorPage {
    pub address: String,
    /// The heading.
    pub title: String,
    /// Its short name.
    pub short: String,
    /// Who must have acted when the time is up.
    pub who: Actor,
    /// The question about the day.
    pub ask: String,
    /// Which day to type, where one may doubt it.
    pub help: Option<Phrase>,
    /// The words of the button.
    pub button: String,
    /// How to count without the calculator.
    pub by_hand: Vec<Phrase>,
    /// The right it belongs to.
    pub right: Option<Handle<Right>>,
    /// The complaint route it belongs to.
    pub route: Option<Handle<Route>>,
    pub read_on: Vec<Link>,
    /// A deadline counted from the day this one ends.
    pub next: Option<FollowUp>,
    /// The ids of the safe date, the last day, and the deadline after it.
    pub date_ids: [Option<String>; 3],
    /// What is asked beside the day.
    pub questions: Vec<Choice>,
    /// What the source excepts, the weightiest first.
    pub exceptions: Vec<Condition>,
    /// The words of the answer.
    pub words: CalculatorWords,
}

/// A deadline counted from the day another one ends.
#[derive(Clone, Debug)]
pub struct FollowUp {
    pub length: Length,
    /// What the answer says about it.
    pub text: Pattern,
}

/// A question with its answers.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The name of the field in the address.
    pub id: String,
    /// The question.
    pub text: String,
    /// Values in the address, and the words to choose.
    pub answers: Vec<(String, String)>,
}

/// What a reader has told: the answer to each question, by its position. None where open.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Given(pub Vec<Option<usize>>);

/// What the source excepts from a deadline, and whom it touches.
#[derive(Clone, Debug)]
pub struct Condition {
    pub id: String,
    /// What it does to the deadline.
    pub effect: Effect,
    /// By question: the answers of whom it touches.
    pub(super) when: BTreeMap<usize, Vec<usize>>,
    /// By question: the answers of whom it does not touch.
    pub(super) unless: BTreeMap<usize, Vec<usize>>,
    /// The heading where it decides.
    pub heading: Option<String>,
    /// The same where the last day is past.
    pub heading_over: Option<String>,
    /// What is in front of the date where it decides.
    pub before_date: Option<String>,
    /// What is said to whom it touches.
    pub sure: Vec<Pattern>,
    /// The same where the last day is past.
    pub sure_over: Option<Vec<Pattern>>,
    /// What is said to whom it may touch; none where the text was a finding.
    pub perhaps: Option<Pattern>,
    /// What to say on the phone.
    pub say: Option<Pattern>,
    /// The right to show instead.
    pub right: Option<Handle<Right>>,
    /// The route to use instead.
    pub route: Option<Handle<Route>>,
}

/// Whether an exception touches a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Touched {
    /// What was told says yes.
    Yes,
    /// Too little was told to say no.
    Perhaps,
    /// What was told says no.
    No,
}

impl Condition {
    /// Whether it touches who told this.
    pub fn touches(&self, given: &Given) -> Touched {
        let told = |question: &usize| given.0.get(*question).copied().flatten();
        let shut_out = self.unless.iter().any(|(question, answers)| {
            told(question).is_some_and(|answer| answers.contains(&answer))
        });
        let fits = self.when.iter().map(|(question, answers)| match told(question) {
            Some(answer) if answers.contains(&answer) => Touched::Yes,
            Some(_) => Touched::No,
            None => Touched::Perhaps,
        });
        if shut_out { Touched::No } else { fits.max().unwrap_or(Touched::Yes) }
    }
}

/// The words of an answer.
#[derive(Clone, Debug)]
pub struct CalculatorWords {
    /// The usual heading.
    pub heading: String,
    /// The same where something may touch the reader, or leaves a doubt.
    pub heading_perhaps: Option<String>,
    /// What is in front of the date.
    pub before_date: String,
    pub about_date: Vec<Pattern>,
    /// The same where it is the last day as well.
    pub about_last: Vec<Pattern>,
    /// What to say where offices are shut on the last day.
    pub closed: Option<Pattern>,
    /// The advice of the editors.
    pub advice: Option<Pattern>,
    /// The event lies ahead.
    pub ahead: StateText,
    /// The event was today.
    pub same_day: Option<StateText>,
    pub in_time: StateText,
    /// A week or less is left.
    pub soon: Option<StateText>,
    /// Today is the date.
    pub today: StateText,
    /// The safe date is past, the last day is not.
    pub late: Option<StateText>,
    /// The last day is past.
    pub over: StateText,
}

/// What an answer says in one state of things.
#[derive(Clone, Debug)]
pub struct StateText {
    /// The heading, where it is another than the usual one.
    pub heading: Option<String>,
    /// What it says.
    pub text: Vec<Pattern>,
    /// What to say where offices are shut on the last day, where it is other than usual.
    pub closed: Option<Pattern>,
    /// What to say on the phone.
    pub say: Option<Pattern>,
}

/// A name in braces that nothing can be filled in for; told to the editor.
#[derive(Debug, thiserror::Error)]
#[error("»{{{0}}}« kan ikke fyldes ud.")]
pub(super) struct UnknownName(String);

/// A text with names in braces to fill in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(Html);

impl Pattern {
    /// The names that may be filled in.
    pub const NAMES: [&str; 9] =
        ["laengde", "dage", "dag", "antal", "haendelse", "sikker", "sidste", "derefter", "lukket"];

    /// From rendered text.
    ///
    /// # Errors
    /// For the first name in braces that is none of [`Pattern::NAMES`].
    pub(super) fn new(html: Html) -> Result<Self, UnknownName> {
        let mut rest = html.0.as_str();
        while let Some((_, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else { break };
            if !Self::NAMES.contains(&name) {
                return Err(UnknownName(name.to_owned()));
            }
            rest = after;
        }
        Ok(Self(html))
    }

    /// The text with the names filled in; `value` gives HTML.
    pub fn fill(&self, value: impl Fn(&str) -> Html) -> Html {
        let mut filled = self.0.0.clone();
        for name in Self::NAMES {
            let marked = format!("{{{name}}}");
            if filled.contains(&marked) {
                filled = filled.replace(&marked, &value(name).0);
            }
        }
        Html(filled)
    }

    /// The text as it was written.
    pub fn as_html(&self) -> &Html {
        &self.0
    }
}
