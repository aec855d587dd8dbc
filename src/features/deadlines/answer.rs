//! What a calculator answers: the source's rules give the words, [`super::count`] the dates.

use jiff::civil::Date;

use super::Listed;
use super::calendar::{LAST, NEUTRAL_TITLE, SAFE};
use super::count::{Outcome, Standing, days_between};
use super::form::{CALCULATOR, DAY, Fields, MONTH, YEAR};
use super::typed_date::{Doubt, Read, Typed};
use super::workday;
use crate::book::{CalculatorPage, Given, Handle, Pattern, Route, StateText, record};
use crate::content::deadline::{Stretch, Unit};
use crate::html::Html;
use crate::markdown::resolve::stretch_words;
use crate::render::components::{Call, RecordCard, entry_call, record_card};
use crate::render::context::Local;

/// An answer, ready for its template.
pub(super) struct AnswerView {
    pub(super) heading: String,
    /// What stands in front of the date, and the date.
    pub(super) date: Option<(String, Html)>,
    pub(super) event: Html,
    pub(super) lines: Vec<Html>,
    /// A word about a day that looks like a slip.
    pub(super) doubt: Option<String>,
    pub(super) advice: Option<Html>,
    pub(super) perhaps: Vec<Html>,
    pub(super) say: Option<Html>,
    pub(super) call: Option<Call>,
    /// The address that asks again with what was typed.
    pub(super) again: String,
    /// Where to write a letter to the route.
    pub(super) letter: Option<String>,
    pub(super) calendar: Option<CalendarForm>,
    pub(super) right: Option<RecordCard>,
    pub(super) route: Option<RecordCard>,
    pub(super) trust: String,
}

/// A form that fetches a date for one's calendar; a button for each date.
pub(super) struct CalendarForm {
    pub(super) action: String,
    pub(super) hidden: Vec<(String, String)>,
    pub(super) title: &'static str,
    /// Which dates there are to fetch, each with its day in words.
    pub(super) dates: Vec<(&'static str, String)>,
}

/// The answer to a day and a few answers.
pub(super) fn view(
    local: &Local<'_>,
    one: &Listed<'_>,
    fields: &Fields,
    given: &Given,
    read: Read,
) -> AnswerView {
    let calculator = one.page;
    let today = local.whole.today;
    let outcome = Outcome::new(calculator, &one.deadline.length, read.date, given, today);
    let words = Words { local, one, outcome: &outcome };
    let state = state(calculator, outcome.standing);
    let deciding = outcome.deciding();
    let heading = deciding
        .and_then(|exception| exception.heading.as_ref())
        .or(state.heading.as_ref())
        .unwrap_or(&calculator.words.heading);
    let before = deciding.and_then(|exception| exception.before_date.as_ref());
    let before = before.unwrap_or(&calculator.words.before_date).clone();
    let say = deciding.and_then(|exception| exception.say.as_ref()).or(state.say.as_ref());
    let route = deciding.and_then(|exception| exception.route).or(calculator.route);
    let own = local.municipality;
    let book = local.book();
    AnswerView {
        heading: heading.clone(),
        date: outcome.date().filter(|_| !is_over(outcome.standing)).map(|_| (before, words.date())),
        event: words.time(outcome.event, None),
        lines: words.lines(state),
        doubt: read
            .doubt
            .filter(|doubt| !matches!(doubt, Doubt::Ahead(_)))
            .map(|doubt| doubt.message(local.whole.words())),
        advice: calculator
            .words
            .advice
            .as_ref()
            .filter(|_| outcome.date().is_some() && !is_over(outcome.standing))
            .map(|text| words.fill(text)),
        perhaps: words.perhaps(),
        say: say.map(|text| words.fill(text)),
        call: entry_call(local),
        again: format!("{}?{}&ret=1", calculator.address, fields.query_for(calculator)),
        letter: route.and_then(|route| letter(local, route)),
        calendar: calendar(local, one, &outcome, fields),
        right: calculator
            .right
            .map(|right| record_card(local, record::right(book, own, &own.rights[right]))),
        route: route.map(|route| record_card(local, record::route(book, own, &own.routes[route]))),
        trust: local.trust.sentence.clone(),
    }
}

fn is_over(standing: Standing) -> bool {
    matches!(standing, Standing::Over(_))
}

/// The words for where today is; a state that the content has none for is the next calmer one.
fn state(calculator: &CalculatorPage, standing: Standing) -> &StateText {
    let words = &calculator.words;
    match standing {
        Standing::Ahead(_) => &words.ahead,
        Standing::SameDay => words.same_day.as_ref().unwrap_or(&words.in_time),
        Standing::InTime(_) => &words.in_time,
        Standing::Soon(_) => words.soon.as_ref().unwrap_or(&words.in_time),
        Standing::Today => &words.today,
        Standing::Late(_) => words.late.as_ref().unwrap_or(&words.today),
        Standing::Over(_) => &words.over,
    }
}

/// A letter can be written where the route leads to a postal address.
fn letter(local: &Local<'_>, route: Handle<Route>) -> Option<String> {
    let own = local.municipality;
    let route = &own.routes[route];
    let has_address = route.to.is_some_and(|to| !own.contacts[to].address.is_empty());
    let page = local.built_in("klagebrev").filter(|_| has_address)?;
    Some(format!("{}?vej={}", page.address, route.id))
}

/// Fills the words of an answer in.
struct Words<'a> {
    local: &'a Local<'a>,
    one: &'a Listed<'a>,
    outcome: &'a Outcome<'a>,
}

impl Words<'_> {
    /// What is said, the weightiest first.
    fn lines(&self, state: &StateText) -> Vec<Html> {
        let outcome = self.outcome;
        let calculator = self.one.page;
        let touched = outcome.sure.iter().flat_map(|exception| &exception.sure);
        let mut lines: Vec<Html> = touched.map(|text| self.fill(text)).collect();
        if outcome.date().is_none() {
            return lines;
        }
        lines.extend(state.text.iter().map(|text| self.fill(text)));
        if is_over(outcome.standing) {
            return lines;
        }
        lines.extend(calculator.words.about_date.iter().map(|text| self.fill(text)));
        let closed = workday::closed(outcome.last).and(calculator.words.closed.as_ref());
        lines.extend(closed.map(|text| self.fill(text)));
        lines.extend(calculator.next.as_ref().map(|next| self.fill(&next.text)));
        lines
    }

    /// What may touch the reader; the same sentence once.
    fn perhaps(&self) -> Vec<Html> {
        let mut lines: Vec<Html> = Vec::new();
        for text in self.outcome.perhaps.iter().filter_map(|exception| exception.perhaps.as_ref()) {
            let line = self.fill(text);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines
    }

    /// The date to lead with, under the id by which others link to it.
    fn date(&self) -> Html {
        let [safe_id, last_id, _] = &self.one.page.date_ids;
        match (self.outcome.safe, self.outcome.standing) {
            (Some(safe), standing) if !matches!(standing, Standing::Late(_)) => {
                self.time(safe, safe_id.as_deref())
            }
            _ => self.time(self.outcome.last, last_id.as_deref()),
        }
    }

    fn fill(&self, text: &Pattern) -> Html {
        text.fill(|name| self.value(name))
    }

    fn value(&self, name: &str) -> Html {
        let outcome = self.outcome;
        let words = self.local.whole.words();
        let total = days_between(outcome.event, outcome.last);
        let passed = days_between(outcome.event, self.local.whole.today);
        let [_, last_id, next_id] = &self.one.page.date_ids;
        match name {
            "laengde" => Html::text(&self.one.deadline.length.words),
            "dage" => {
                let days = Stretch { count: self.days(), unit: Unit::Days };
                Html::text(&stretch_words(days, words).replace(' ', "\u{a0}"))
            }
            "dag" => Html::text(&passed.to_string()),
            "antal" => Html::text(&total.to_string()),
            "haendelse" => self.time(outcome.event, None),
            "sikker" => self.time(outcome.safe.unwrap_or(outcome.last), None),
            "sidste" => self.time(outcome.last, last_id.as_deref().filter(|_| self.leads_safe())),
            "derefter" => {
                let next = outcome.next.map(|(_, after_last)| after_last);
                next.map(|day| self.time(day, next_id.as_deref())).unwrap_or_default()
            }
            "lukket" => workday::closed(outcome.last)
                .map(|closed| Html::text(closed.words(&words.closed)))
                .unwrap_or_default(),
            _ => Html::default(),
        }
    }

    /// Whether the last day is not the date in front, so that its id is free.
    fn leads_safe(&self) -> bool {
        self.outcome.safe.is_some() && !matches!(self.outcome.standing, Standing::Late(_))
    }

    /// The days that the standing speaks of.
    fn days(&self) -> u32 {
        match self.outcome.standing {
            Standing::Ahead(days)
            | Standing::InTime(days)
            | Standing::Soon(days)
            | Standing::Late(days)
            | Standing::Over(days) => days,
            Standing::SameDay => days_between(self.outcome.event, self.outcome.last),
            Standing::Today => 0,
        }
    }

    /// A date as one reads it, for machines too.
    fn time(&self, date: Date, id: Option<&str>) -> Html {
        let id = id.map(|id| format!(" id=\"{id}\"")).unwrap_or_default();
        let words = self.local.whole.weekday_and_date(date);
        Html(format!("<time{id} datetime=\"{date}\">{words}</time>"))
    }
}

/// The dates that still lie ahead; one where the safe date is the last day.
fn calendar(
    local: &Local<'_>,
    one: &Listed<'_>,
    outcome: &Outcome<'_>,
    fields: &Fields,
) -> Option<CalendarForm> {
    outcome.date()?;
    let today = local.whole.today;
    let safe = outcome.safe.filter(|safe| *safe > today).map(|day| (SAFE, day));
    // For who must act, the last day is no day to be reminded on while the safe one lies ahead.
    let last = (safe.is_none() && outcome.last > today).then_some((LAST, outcome.last));
    let dates: Vec<(&'static str, String)> = safe
        .into_iter()
        .chain(last)
        .map(|(which, day)| (which, local.whole.weekday_and_date(day)))
        .collect();
    if dates.is_empty() {
        return None;
    }
    let typed = Typed::of(outcome.event);
    let mut hidden = vec![
        (CALCULATOR.to_owned(), one.deadline.id.clone()),
        (DAY.to_owned(), typed.day),
        (MONTH.to_owned(), typed.month),
        (YEAR.to_owned(), typed.year),
    ];
    for question in &one.page.questions {
        let value = fields.get(&question.id);
        if question.answers.iter().any(|(id, _)| id == value) {
            hidden.push((question.id.clone(), value.to_owned()));
        }
    }
    let action = format!("{}/frister/frist.ics", local.municipality.address());
    Some(CalendarForm { action, hidden, title: NEUTRAL_TITLE, dates })
}
