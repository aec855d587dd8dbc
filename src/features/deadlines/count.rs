//! Counting: from the day of an event to the day a deadline ends, and where today is between them.
//!
//! Pure arithmetic on dates. The content says how long a deadline is, whom its exceptions affect, and
//! what an answer says.

use jiff::civil::Date;
use jiff::{SignedDuration, Span, ToSpan as _};

use super::workday;
use crate::book::{CalculatorPage, Condition, Given, Length, Touched};
use crate::content::deadline::{Actor, Effect, Stretch, Unit};

/// This many days before the date, an answer says how to be in time.
const SOON: u32 = 7;

/// Where today is among the days of a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The event is this many days ahead.
    Ahead(u32),
    /// The event was today.
    SameDay,
    /// This many days are left until the date.
    InTime(u32),
    /// The same, and they are few.
    Soon(u32),
    /// Today is the safe date, and the last day is still to come: offices are shut until it is past.
    SafeToday,
    /// Today is the last day.
    Today,
    /// The safe date is past, and this many days are left until the last day.
    Late(u32),
    /// The last day was this many days ago.
    Over(u32),
}

/// A calculator's answer, before it is put into words.
#[derive(Clone, Debug)]
pub struct Outcome<'a> {
    /// The day of the event.
    pub event: Date,
    /// The last day.
    pub last: Date,
    /// The last ordinary working day on or before it, where it is the reader who must act.
    pub safe: Option<Date>,
    /// Whether the safe date is in front: it is not past.
    pub leads_safe: bool,
    /// When the deadline after this one ends, counted from the safe date and from the last day.
    pub next: Option<(Date, Date)>,
    /// Where today is.
    pub standing: Standing,
    /// The exceptions that surely touch the reader, the weightiest first.
    pub sure: Vec<&'a Condition>,
    /// Those that may.
    pub perhaps: Vec<&'a Condition>,
}

impl<'a> Outcome<'a> {
    /// Works the answer out.
    pub fn new(
        calculator: &'a CalculatorPage,
        length: &Length,
        event: Date,
        given: &Given,
        today: Date,
    ) -> Self {
        let last = end(event, length);
        let reader = calculator.who == Actor::Reader;
        // Never before the event itself, however short the deadline: nobody can act then.
        let safe = reader.then(|| workday::on_or_before(last).max(event));
        let touching = |wanted| {
            let all = calculator.exceptions.iter();
            all.filter(|exception| exception.touches(given) == wanted).collect()
        };
        let next = calculator.next.as_ref();
        Self {
            event,
            last,
            safe,
            leads_safe: safe.is_some_and(|safe| today <= safe),
            next: next
                .map(|next| (end(safe.unwrap_or(last), &next.length), end(last, &next.length))),
            standing: standing(event, safe.unwrap_or(last), last, today),
            sure: touching(Touched::Yes),
            perhaps: touching(Touched::Perhaps),
        }
    }

    /// The exception that decides what the answer is.
    pub fn deciding(&self) -> Option<&'a Condition> {
        self.sure.first().copied()
    }

    /// The date to lead with, where the source gives one for what the reader told.
    pub fn date(&self) -> Option<Date> {
        let none = [Effect::Lapses, Effect::NoDate];
        if self.deciding().is_some_and(|exception| none.contains(&exception.effect)) {
            return None;
        }
        Some(self.safe.filter(|_| self.leads_safe).unwrap_or(self.last))
    }

    /// Whether the last day is past.
    pub fn is_over(&self) -> bool {
        matches!(self.standing, Standing::Over(_))
    }
}

fn standing(event: Date, date: Date, last: Date, today: Date) -> Standing {
    if today < event {
        Standing::Ahead(days_between(today, event))
    } else if today == last {
        Standing::Today
    } else if today == date {
        Standing::SafeToday
    } else if today == event {
        Standing::SameDay
    } else if today < date {
        match days_between(today, date) {
            left @ ..=SOON => Standing::Soon(left),
            left => Standing::InTime(left),
        }
    } else if today < last {
        Standing::Late(days_between(today, last))
    } else {
        Standing::Over(days_between(last, today))
    }
}

/// The day a deadline ends; stops at the end of the calendar.
pub fn end(event: Date, length: &Length) -> Date {
    length.stretches.iter().fold(event, |day, stretch| after(day, *stretch))
}

fn after(day: Date, Stretch { count, unit }: Stretch) -> Date {
    match unit {
        Unit::Days => plus_days(day, u64::from(count)),
        Unit::Weeks => plus_days(day, 7 * u64::from(count)),
        Unit::Months => day.checked_add(months(count)).unwrap_or(Date::MAX),
        Unit::WorkingDays => workday::after(day, count),
    }
}

/// Clamped to what the calendar can hold.
fn months(count: u32) -> Span {
    i32::try_from(count).unwrap_or(i32::MAX).min(119_987).months()
}

fn plus_days(date: Date, days: u64) -> Date {
    let hours = i64::try_from(days).unwrap_or(i64::MAX).saturating_mul(24);
    date.saturating_add(SignedDuration::from_hours(hours.min(i64::MAX / 3600)))
}

/// How many days `later` is after `earlier`; 0 when it is not.
pub fn days_between(earlier: Date, later: Date) -> u32 {
    u32::try_from(later.duration_since(earlier).as_hours() / 24).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn length(stretches: &[(u32, Unit)]) -> Length {
        let stretches =
            stretches.iter().map(|(count, unit)| Stretch { count: *count, unit: *unit });
        Length { stretches: stretches.collect(), words: String::new() }
    }

    #[test]
    fn every_unit_is_counted_as_people_count() {
        for (stretches, from, to) in [
            (&[(14, Unit::Days)][..], date(2026, 11, 8), date(2026, 11, 22)),
            (&[(4, Unit::Weeks)], date(2026, 11, 28), date(2026, 12, 26)),
            (&[(1, Unit::Months)], date(2026, 1, 31), date(2026, 2, 28)),
            (&[(1, Unit::Months), (30, Unit::Days)], date(2026, 1, 15), date(2026, 3, 17)),
            (&[(10, Unit::WorkingDays)], date(2026, 12, 18), date(2027, 1, 7)),
            (&[(1, Unit::WorkingDays)], date(2026, 11, 20), date(2026, 11, 23)),
        ] {
            assert_eq!(end(from, &length(stretches)), to, "{stretches:?} from {from}");
        }
    }

    #[test]
    fn a_length_nobody_meant_ends_with_the_calendar() {
        let today = date(2026, 11, 22);
        for unit in [Unit::Days, Unit::Weeks, Unit::Months, Unit::WorkingDays] {
            assert_eq!(end(today, &length(&[(u32::MAX, unit)])), Date::MAX, "{unit:?}");
        }
    }

    #[test]
    fn where_today_is_follows_the_days() {
        let (event, safe, last) = (date(2026, 11, 28), date(2026, 12, 23), date(2026, 12, 26));
        for (today, expected) in [
            (date(2026, 11, 27), Standing::Ahead(1)),
            (date(2026, 11, 28), Standing::SameDay),
            (date(2026, 11, 29), Standing::InTime(24)),
            (date(2026, 12, 16), Standing::Soon(7)),
            (date(2026, 12, 23), Standing::SafeToday),
            (date(2026, 12, 24), Standing::Late(2)),
            (date(2026, 12, 26), Standing::Today),
            (date(2026, 12, 27), Standing::Over(1)),
        ] {
            assert_eq!(standing(event, safe, last, today), expected, "{today}");
        }
    }
}
