//! Deadlines and calculators, bound: the questions and answers follow the source's rules.

use std::collections::BTreeMap;

use super::data::{Right, Route};
use super::handle::Handle;
use super::link::Link;
use super::source::SourceHeading;
use super::text::Phrase;
use crate::content::deadline::{Actor, Effect, Stretch};
use crate::html::Html;

#[derive(Clone, Debug)]
pub struct Deadline {
    pub id: String,
    pub length: Length,
    /// The event it is counted from, as a clause.
    pub from: Phrase,
    /// What the deadline is for, in a sentence.
    pub meaning: Phrase,
    /// A remark shown wherever the deadline is shown.
    pub remark: Option<Phrase>,
    pub calculator: Option<Box<CalculatorPage>>,
    /// The right it limits: the one its calculator names, or else the only one that has it.
    pub right: Option<Handle<Right>>,
    /// The complaint route it limits, found the same way.
    pub route: Option<Handle<Route>>,
    /// The source headings it is based on.
    pub sources: Vec<Handle<SourceHeading>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Length {
    /// The periods it consists of, added one after the other.
    pub stretches: Vec<Stretch>,
    /// In words: "14 dage", with non-breaking spaces.
    pub words: String,
}

#[derive(Clone, Debug)]
pub struct CalculatorPage {
    pub address: String,
    pub title: String,
    pub short: String,
    /// Who must have acted before the deadline ends.
    pub who: Actor,
    /// The question that asks for the date.
    pub ask: String,
    /// Which date to enter, if there is room for doubt.
    pub help: Option<Phrase>,
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
    /// The HTML ids of the safe date, the last day, and the end of the following deadline.
    pub date_ids: [Option<String>; 3],
    /// Optional questions asked in addition to the date.
    pub questions: Vec<Choice>,
    /// The exceptions in the source, the most important first.
    pub exceptions: Vec<Condition>,
    /// The texts of the answer.
    pub words: CalculatorWords,
}

/// A deadline counted from the day another one ends.
#[derive(Clone, Debug)]
pub struct FollowUp {
    pub length: Length,
    /// What the answer says about it.
    pub text: Pattern,
}

#[derive(Clone, Debug)]
pub struct Choice {
    /// The name of the field in the address.
    pub id: String,
    pub text: String,
    /// Each answer's value in the address, and its text.
    pub answers: Vec<(String, String)>,
}

/// The reader's answers, by the position of the question; `None` if unanswered.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Given(pub Vec<Option<usize>>);

/// An exception to a deadline, and whom it affects.
#[derive(Clone, Debug)]
pub struct Condition {
    pub id: String,
    /// What it does to the deadline.
    pub effect: Effect,
    /// By question: the answers of readers it applies to.
    pub(super) when: BTreeMap<usize, Vec<usize>>,
    /// By question: the answers of readers it does not apply to.
    pub(super) unless: BTreeMap<usize, Vec<usize>>,
    /// The heading when this exception decides the answer.
    pub heading: Option<String>,
    /// The same when the last day has passed.
    pub heading_over: Option<String>,
    /// The words before the date when this exception decides the answer.
    pub before_date: Option<String>,
    /// The texts for readers it applies to.
    pub sure: Vec<Pattern>,
    /// The same when the last day has passed.
    pub sure_over: Option<Vec<Pattern>>,
    /// The text for readers it may apply to; `None` if the text was invalid and reported.
    pub perhaps: Option<Pattern>,
    /// What to say on the phone.
    pub say: Option<Pattern>,
    /// The right to show instead.
    pub right: Option<Handle<Right>>,
    /// The route to use instead.
    pub route: Option<Handle<Route>>,
}

/// Whether an exception applies to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Touched {
    /// The answers say yes.
    Yes,
    /// Not enough answers to say no.
    Perhaps,
    /// The answers say no.
    No,
}

impl Condition {
    /// Whether the exception applies to a reader with these answers.
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

/// The texts of a calculator's answer.
#[derive(Clone, Debug)]
pub struct CalculatorWords {
    pub heading: String,
    /// The heading when an exception may apply or there is a doubt.
    pub heading_perhaps: Option<String>,
    /// The words before the date.
    pub before_date: String,
    pub about_date: Vec<Pattern>,
    /// The same when the date is also the last day.
    pub about_last: Vec<Pattern>,
    /// The text when offices are closed on the last day.
    pub closed: Option<Pattern>,
    /// The editors' own advice.
    pub advice: Option<Pattern>,
    /// The event is in the future.
    pub ahead: StateText,
    /// The event was today.
    pub same_day: Option<StateText>,
    pub in_time: StateText,
    /// A week or less is left.
    pub soon: Option<StateText>,
    /// Today is the safe date, and offices are shut until the last day is past.
    pub safe_today: Option<StateText>,
    /// Today is the date.
    pub today: StateText,
    /// The safe date has passed, but not the last day.
    pub late: Option<StateText>,
    /// The last day has passed.
    pub over: StateText,
}

/// The texts of an answer in one state.
#[derive(Clone, Debug)]
pub struct StateText {
    /// The heading, if it differs from the usual one.
    pub heading: Option<String>,
    pub text: Vec<Pattern>,
    /// The text when offices are closed on the last day, if it differs from the usual one.
    pub closed: Option<Pattern>,
    /// What to say on the phone.
    pub say: Option<Pattern>,
}

/// A placeholder with an unknown name; reported to the editor.
#[derive(Debug, thiserror::Error)]
#[error("»{{{0}}}« kan ikke fyldes ud.")]
pub(super) struct UnknownName(String);

/// What a calculator fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placeholder {
    /// How long the deadline is.
    Length,
    /// The days that the answer speaks of.
    Days,
    /// The days since the event.
    DaysPassed,
    /// The days from the event to the last day.
    DaysInAll,
    /// The day of the event.
    Event,
    /// The day on which it is safe to act.
    SafeDay,
    LastDay,
    /// The last day of the following deadline.
    FollowingDay,
    /// Why offices are closed on the last day.
    Closed,
}

/// A text with placeholders in braces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(Html);

impl Pattern {
    /// The placeholders, as editors write them.
    pub const NAMES: [(&str, Placeholder); 9] = [
        ("laengde", Placeholder::Length),
        ("dage", Placeholder::Days),
        ("dag", Placeholder::DaysPassed),
        ("antal", Placeholder::DaysInAll),
        ("haendelse", Placeholder::Event),
        ("sikker", Placeholder::SafeDay),
        ("sidste", Placeholder::LastDay),
        ("derefter", Placeholder::FollowingDay),
        ("lukket", Placeholder::Closed),
    ];

    /// # Errors
    /// For the first placeholder that is not in [`Pattern::NAMES`].
    pub(super) fn new(html: Html) -> Result<Self, UnknownName> {
        let mut rest = html.0.as_str();
        while let Some((_, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else { break };
            if !Self::NAMES.iter().any(|(known, _)| *known == name) {
                return Err(UnknownName(name.to_owned()));
            }
            rest = after;
        }
        Ok(Self(html))
    }

    /// Fills in the placeholders; `value` returns HTML.
    pub fn fill(&self, value: impl Fn(Placeholder) -> Html) -> Html {
        let mut filled = self.0.0.clone();
        for (name, placeholder) in Self::NAMES {
            let marked = format!("{{{name}}}");
            if filled.contains(&marked) {
                filled = filled.replace(&marked, &value(placeholder).0);
            }
        }
        Html(filled)
    }

    /// The text with its placeholders.
    pub fn as_html(&self) -> &Html {
        &self.0
    }
}
