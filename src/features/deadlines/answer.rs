//! What a calculator answers: the source's rules give the words, [`super::count`] the dates.

use std::cell::RefCell;

use jiff::civil::Date;

use super::calendar::{LAST, NEUTRAL_TITLE, SAFE};
use super::count::{Outcome, Standing, days_between};
use super::form::{AGAIN, CALCULATOR, DAY, Fields, ListedCalculator, MONTH, YEAR};
use super::typed_date::{Doubt, Read, Typed};
use super::workday;
use crate::book::{
    CalculatorPage, Condition, Given, Handle, Pattern, Placeholder, Route, StateText, record,
};
use crate::content::BuiltInId;
use crate::content::deadline::{Effect, Stretch, Unit};
use crate::html::Html;
use crate::markdown::resolve::stretch_words;
use crate::render::components::{Call, RecordCard, entry_call, record_card};
use crate::render::context::Local;

/// A date at most this many days ahead is probably meant: the answer says that it hasn't come yet.
const NEARLY: u32 = 62;

/// An answer, ready for its template.
pub(super) struct AnswerView {
    pub(super) heading: String,
    /// What is in front of the date, and the date.
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
    one: &ListedCalculator<'_>,
    fields: &Fields,
    given: &Given,
    read: Read,
) -> AnswerView {
    let calculator = one.page;
    let today = local.whole.today;
    let outcome = Outcome::new(calculator, &one.deadline.length, read.date, given, today);
    let words = Filler { local, one, outcome: &outcome, ids: RefCell::default() };
    let state = state(calculator, outcome.standing);
    let deciding = outcome.deciding();
    let before = deciding.and_then(|exception| exception.before_date.as_ref());
    let before = before.unwrap_or(&calculator.words.before_date).clone();
    let say = deciding.and_then(|exception| exception.say.as_ref()).or(state.say.as_ref());
    let right = deciding.and_then(|exception| exception.right).or(calculator.right);
    let route = deciding.and_then(|exception| exception.route).or(calculator.route);
    let own = local.municipality;
    let book = local.book();
    AnswerView {
        heading: heading(calculator, &outcome, state).to_owned(),
        date: outcome.date().filter(|_| !outcome.is_over()).map(|day| (before, words.date(day))),
        event: words.time(outcome.event, None),
        lines: words.lines(state),
        doubt: read
            .doubt
            .filter(|doubt| !matches!(doubt, Doubt::Ahead(days) if *days <= NEARLY))
            .map(|doubt| doubt.message(local.whole.words())),
        advice: calculator
            .words
            .advice
            .as_ref()
            .filter(|_| outcome.date().is_some() && !outcome.is_over())
            .map(|text| words.fill(text)),
        perhaps: words.perhaps(),
        say: say.map(|text| words.fill(text)),
        call: entry_call(local),
        again: format!("{}?{}&{AGAIN}=1", calculator.address, fields.query_for(calculator)),
        letter: route.and_then(|route| letter(local, route)),
        calendar: calendar(local, one, &outcome, fields),
        right: right.map(|right| record_card(local, record::right(book, own, &own.rights[right]))),
        route: route.map(|route| record_card(local, record::route(book, own, &own.routes[route]))),
        trust: local.trust.sentence.clone(),
    }
}

/// The heading: what decides has its own, but a date that is past is no date to come, and none is
/// promised while something may touch the reader.
fn heading<'a>(
    calculator: &'a CalculatorPage,
    outcome: &Outcome<'a>,
    state: &'a StateText,
) -> &'a str {
    let own = |exception: &'a Condition| match outcome.date() {
        Some(_) if outcome.is_over() => exception.heading_over.as_ref(),
        _ => exception.heading.as_ref(),
    };
    let words = &calculator.words;
    let open = !(outcome.sure.is_empty() && outcome.perhaps.is_empty());
    let perhaps = words.heading_perhaps.as_ref().filter(|_| open);
    let own = outcome.deciding().and_then(own);
    own.or(state.heading.as_ref()).or(perhaps).unwrap_or(&words.heading)
}

/// Whether an exception still matters: once a deadline has lapsed, nothing else can change it.
fn matters(outcome: &Outcome<'_>, exception: &Condition) -> bool {
    let lapsed = outcome.deciding().is_some_and(|deciding| deciding.effect == Effect::Lapses);
    !lapsed || matches!(exception.effect, Effect::Lapses | Effect::NoDate)
}

/// The words for where today is; a state that the content has none for is the next calmer one.
fn state(calculator: &CalculatorPage, standing: Standing) -> &StateText {
    let words = &calculator.words;
    match standing {
        Standing::Ahead(_) => &words.ahead,
        Standing::SameDay => words.same_day.as_ref().unwrap_or(&words.in_time),
        Standing::InTime(_) => &words.in_time,
        Standing::Soon(_) => words.soon.as_ref().unwrap_or(&words.in_time),
        Standing::SafeToday => words.safe_today.as_ref().unwrap_or(&words.today),
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
    let page = local.built_in(BuiltInId::Letter).filter(|_| has_address)?;
    Some(format!("{}?vej={}", page.address, route.id))
}

/// Fills the words of an answer in.
struct Filler<'a> {
    local: &'a Local<'a>,
    one: &'a ListedCalculator<'a>,
    outcome: &'a Outcome<'a>,
    /// The ids that stand in the answer already: each stands once, where its date first stands.
    ids: RefCell<Vec<String>>,
}

impl Filler<'_> {
    /// What is said, the weightiest first.
    fn lines(&self, state: &StateText) -> Vec<Html> {
        let outcome = self.outcome;
        let calculator = self.one.page;
        let sure = outcome.sure.iter().filter(|exception| matters(outcome, exception));
        let touched = sure.flat_map(|exception| {
            exception.sure_over.as_ref().filter(|_| outcome.is_over()).unwrap_or(&exception.sure)
        });
        let mut lines: Vec<Html> = touched.map(|text| self.fill(text)).collect();
        if outcome.date().is_none() {
            return lines;
        }
        lines.extend(state.text.iter().map(|text| self.fill(text)));
        // Its own words say what the last day is worth: nothing else may speak of a later day.
        let only_today = outcome.standing == Standing::SafeToday;
        let usual = calculator.words.closed.as_ref().filter(|_| !outcome.is_over() && !only_today);
        let closed = workday::closed(outcome.last).and(state.closed.as_ref().or(usual));
        let closed = closed.map(|text| self.fill(text));
        if outcome.is_over() {
            lines.extend(closed);
            return lines;
        }
        if !only_today && (outcome.leads_safe || outcome.safe.is_none()) {
            let words = &calculator.words;
            let is_last = outcome.safe == Some(outcome.last) && !words.about_last.is_empty();
            let about = if is_last { &words.about_last } else { &words.about_date };
            lines.extend(about.iter().map(|text| self.fill(text)));
        }
        lines.extend(closed);
        lines.extend(calculator.next.as_ref().map(|next| self.fill(&next.text)));
        lines
    }

    /// What may touch the reader; the same sentence once, and none that surely touches them.
    fn perhaps(&self) -> Vec<Html> {
        let mut lines: Vec<Html> = Vec::new();
        let sure = self.outcome.sure.iter().filter_map(|exception| exception.perhaps.as_ref());
        let sure: Vec<Html> = sure.map(|text| self.fill(text)).collect();
        let all = self.outcome.perhaps.iter().filter(|one| matters(self.outcome, one));
        for text in all.filter_map(|exception| exception.perhaps.as_ref()) {
            let line = self.fill(text);
            if !lines.contains(&line) && !sure.contains(&line) {
                lines.push(line);
            }
        }
        lines
    }

    /// The date to lead with, under the id by which others link to it. Where it is the safe date and
    /// the last day at once it stands once, its weekday under the one id and its day under the other.
    fn date(&self, day: Date) -> Html {
        let [safe_id, last_id, _] = &self.one.page.date_ids;
        let (safe_id, last_id) = (safe_id.as_deref(), last_id.as_deref());
        let is_last = self.outcome.safe == Some(self.outcome.last);
        if !(is_last && self.outcome.leads_safe) {
            return self.time(day, if self.outcome.leads_safe { safe_id } else { last_id });
        }
        let words = self.local.whole.weekday_and_date(day);
        match words.split_once(' ') {
            Some((weekday, date)) => Html(format!(
                "{} {}",
                self.marked(day, safe_id, weekday),
                self.marked(day, last_id, date)
            )),
            None => self.time(day, safe_id),
        }
    }

    fn fill(&self, text: &Pattern) -> Html {
        text.fill(|placeholder| self.value(placeholder))
    }

    fn value(&self, placeholder: Placeholder) -> Html {
        let outcome = self.outcome;
        let words = self.local.whole.words();
        let total = days_between(outcome.event, outcome.last);
        let passed = days_between(outcome.event, self.local.whole.today);
        let [safe_id, last_id, next_id] = &self.one.page.date_ids;
        match placeholder {
            Placeholder::Length => Html::text(&self.one.deadline.length.words),
            Placeholder::Days => {
                let days = Stretch { count: self.days(), unit: Unit::Days };
                Html::text(&stretch_words(days, words).replace(' ', "\u{a0}"))
            }
            Placeholder::DaysPassed => Html::text(&passed.to_string()),
            Placeholder::DaysInAll => Html::text(&total.to_string()),
            Placeholder::Event => self.time(outcome.event, None),
            Placeholder::SafeDay => {
                self.time(outcome.safe.unwrap_or(outcome.last), safe_id.as_deref())
            }
            Placeholder::LastDay => self.time(outcome.last, last_id.as_deref()),
            Placeholder::FollowingDay => {
                let next = outcome.next.map(|(_, after_last)| after_last);
                next.map(|day| self.time(day, next_id.as_deref())).unwrap_or_default()
            }
            Placeholder::Closed => workday::closed(outcome.last)
                .map(|closed| Html::text(closed.words(&words.closed)))
                .unwrap_or_default(),
        }
    }

    /// The days that the standing speaks of.
    fn days(&self) -> u32 {
        match self.outcome.standing {
            Standing::Ahead(days)
            | Standing::InTime(days)
            | Standing::Soon(days)
            | Standing::Late(days)
            | Standing::Over(days) => days,
            Standing::SameDay => {
                days_between(self.outcome.event, self.outcome.safe.unwrap_or(self.outcome.last))
            }
            Standing::SafeToday | Standing::Today => 0,
        }
    }

    /// A date as one reads it, for machines too.
    fn time(&self, date: Date, id: Option<&str>) -> Html {
        self.marked(date, id, &self.local.whole.weekday_and_date(date))
    }

    /// Words of a date, for machines too.
    fn marked(&self, date: Date, id: Option<&str>, words: &str) -> Html {
        let mut ids = self.ids.borrow_mut();
        let id = id.filter(|id| !ids.iter().any(|there| there == id)).map(str::to_owned);
        ids.extend(id.clone());
        let id = id.map(|id| format!(" id=\"{id}\"")).unwrap_or_default();
        Html(format!("<time{id} datetime=\"{date}\">{words}</time>"))
    }
}

/// The date that still lies ahead, or today where it is the safe one: whoever must act is never
/// sent to a later day while that one lasts.
fn calendar(
    local: &Local<'_>,
    one: &ListedCalculator<'_>,
    outcome: &Outcome<'_>,
    fields: &Fields,
) -> Option<CalendarForm> {
    outcome.date()?;
    let today = local.whole.today;
    let lasts = |safe: &Date| *safe > today || outcome.standing == Standing::SafeToday;
    let safe = outcome.safe.filter(lasts).map(|day| (SAFE, day));
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
