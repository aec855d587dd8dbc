//! The two deadlines: how soon treatment must begin, and how long one has to complain.
//!
//! Pure arithmetic on dates. How long a deadline is comes from `fakta.toml` ([`Lengths`]); what an
//! answer says in words is the template's. Where the source gives no date, there is none here
//! either: [`Guarantee::promised`] is empty rather than nearly right.

use jiff::SignedDuration;
use jiff::civil::Date;

use super::workday::{self, Closed};
use crate::content::Municipality;
pub use crate::content::municipality::Exception;

/// How many calendar days the deadlines of a municipality are; `None` where its source has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lengths {
    /// From the first contact to the start of treatment (`frist:garanti`).
    pub guarantee: Option<u32>,
    /// From receiving a decision to the last day of complaining (`frist:klage`).
    pub complaint: Option<u32>,
    /// From complaining to the end of the municipality's new look (`frist:genvurdering`).
    pub review: Option<u32>,
}

impl Lengths {
    /// The lengths this municipality's source gives.
    pub fn of(municipality: &Municipality) -> Self {
        let days = |id| municipality.deadline(id).map(crate::content::Deadline::days);
        Self { guarantee: days("garanti"), complaint: days("klage"), review: days("genvurdering") }
    }
}

/// What the help is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Substance {
    /// Alcohol only.
    Alcohol,
    /// Other drugs only.
    Other,
    /// Both.
    Both,
}

/// How much treatment it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extent {
    /// The reader lives at home and comes to appointments.
    Ambulant,
    /// Day treatment, or day and night.
    DayOrNight,
}

/// What the reader chose to tell. Nothing of it is needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Circumstances {
    /// What the help is for.
    pub substance: Option<Substance>,
    /// Whether the reader wants to be anonymous.
    pub anonymous: Option<bool>,
    /// Whether the reader chose another place than the one the municipality decided on.
    pub own_place: Option<bool>,
    /// How much treatment it is.
    pub extent: Option<Extent>,
}

/// Whether an exception touches this reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Touches {
    /// What the reader told says yes.
    Yes,
    /// The reader has not told enough to say no.
    Perhaps,
}

/// What the date is worth for this reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Treatment must begin on that day at the latest.
    Holds,
    /// The date holds for alcohol; for other drugs the guarantee lapses.
    HoldsForAlcohol,
    /// The date may be departed from.
    MayBeDepartedFrom,
    /// There is no guarantee.
    Lapses,
    /// One must be assessed first; the source gives no date.
    NoDateGiven,
}

/// Where today stands among the days of a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The first day lies this many days ahead.
    Ahead(u32),
    /// Today is this day of it: 0 on the day itself, the full length on the last.
    Day(u32),
    /// The last day was this many days ago.
    Over(u32),
}

/// The answer about the guarantee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guarantee {
    /// The day of the first contact.
    pub contacted: Date,
    /// How many days the guarantee is.
    pub length: u32,
    /// The first contact and the length added.
    pub latest: Date,
    /// Which of the days it is today.
    pub progress: Progress,
    /// What the date is worth.
    pub verdict: Verdict,
    /// The exceptions the reader has not ruled out, in the order of [`Exception`].
    pub exceptions: Vec<(Exception, Touches)>,
}

impl Guarantee {
    /// Works the answer out. `stated` are the exceptions that the municipality's source states.
    pub fn new(
        contacted: Date,
        length: u32,
        told: Circumstances,
        stated: &[Exception],
        today: Date,
    ) -> Self {
        let mut exceptions = exceptions(told);
        exceptions.retain(|(exception, _)| stated.contains(exception));
        Self {
            contacted,
            length,
            latest: plus_days(contacted, length),
            progress: progress(contacted, length, today),
            verdict: verdict(&exceptions, told.substance),
            exceptions,
        }
    }

    /// The date, where the source gives one for what the reader told.
    pub fn promised(&self) -> Option<Date> {
        match self.verdict {
            Verdict::Holds | Verdict::HoldsForAlcohol | Verdict::MayBeDepartedFrom => {
                Some(self.latest)
            }
            Verdict::Lapses | Verdict::NoDateGiven => None,
        }
    }
}

/// The exceptions that what was told does not rule out.
fn exceptions(told: Circumstances) -> Vec<(Exception, Touches)> {
    [
        (Exception::Assessment, assessment(told)),
        (Exception::Anonymous, anonymous(told)),
        (Exception::OwnPlace, own_place(told)),
    ]
    .into_iter()
    .filter_map(|(exception, touches)| Some((exception, touches?)))
    .collect()
}

fn assessment(told: Circumstances) -> Option<Touches> {
    match told.extent {
        Some(Extent::Ambulant) => None,
        Some(Extent::DayOrNight) => Some(Touches::Yes),
        None => Some(Touches::Perhaps),
    }
}

/// The sources let the guarantee lapse for anonymous *ambulant* treatment for *other drugs* only;
/// for anonymous treatment for alcohol they state no lapse.
fn anonymous(told: Circumstances) -> Option<Touches> {
    if told.substance == Some(Substance::Alcohol) || told.extent == Some(Extent::DayOrNight) {
        return None;
    }
    other_drugs_only(told.substance, told.anonymous)
}

/// The sources state this exception where they speak of other drugs.
fn own_place(told: Circumstances) -> Option<Touches> {
    other_drugs_only(told.substance, told.own_place)
}

/// An exception that needs a yes and drugs other than alcohol.
fn other_drugs_only(substance: Option<Substance>, told: Option<bool>) -> Option<Touches> {
    match (substance, told) {
        (Some(Substance::Alcohol), _) | (_, Some(false)) => None,
        (Some(Substance::Other | Substance::Both), Some(true)) => Some(Touches::Yes),
        _ => Some(Touches::Perhaps),
    }
}

/// The weightiest exception that surely touches the reader decides.
fn verdict(exceptions: &[(Exception, Touches)], substance: Option<Substance>) -> Verdict {
    let surely = |exception| exceptions.contains(&(exception, Touches::Yes));
    if surely(Exception::Assessment) {
        Verdict::NoDateGiven
    } else if surely(Exception::Anonymous) && substance == Some(Substance::Both) {
        Verdict::HoldsForAlcohol
    } else if surely(Exception::Anonymous) {
        Verdict::Lapses
    } else if surely(Exception::OwnPlace) {
        Verdict::MayBeDepartedFrom
    } else {
        Verdict::Holds
    }
}

/// Whether a decision can be appealed, by what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appeal {
    /// It is about other drugs.
    Possible,
    /// It is about alcohol: the law shuts the way.
    Shut,
    /// It is about both, or the reader has not told: the part about alcohol can't be appealed.
    NotTheAlcoholPart,
}

impl Appeal {
    /// By what the decision is about.
    pub fn about(substance: Option<Substance>) -> Self {
        match substance {
            Some(Substance::Other) => Self::Possible,
            Some(Substance::Alcohol) => Self::Shut,
            Some(Substance::Both) | None => Self::NotTheAlcoholPart,
        }
    }
}

/// Where today stands between the decision and the last day of complaining.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The decision has not come yet, in this many days it has.
    NotReceived(u32),
    /// This many days are left until the safe date; 0 on the day itself.
    Safe(u32),
    /// The safe date is past, and this many days are left until the last day; 0 on the day itself.
    Late(u32),
    /// The last day was this many days ago.
    Over(u32),
}

/// The answer about complaining over a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The day the decision was received.
    pub received: Date,
    /// How many days there are to complain.
    pub length: u32,
    /// The last of those days.
    pub last: Date,
    /// Why offices are shut on it, where they are.
    pub last_closed: Option<Closed>,
    /// The last ordinary working day on or before it.
    pub safe: Date,
    /// Where today stands.
    pub standing: Standing,
    /// Whether the decision can be appealed at all.
    pub appeal: Appeal,
    /// The end of the municipality's new look, where its source gives a length.
    pub review: Option<Review>,
}

/// When the municipality has looked again at the latest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Review {
    /// How many days it has.
    pub length: u32,
    /// For who complains on the safe date.
    pub after_safe: Date,
    /// For who complains on the last day.
    pub after_last: Date,
}

impl Complaint {
    /// Works the answer out.
    pub fn new(
        received: Date,
        length: u32,
        review: Option<u32>,
        about: Option<Substance>,
        today: Date,
    ) -> Self {
        let last = plus_days(received, length);
        // Never before the decision itself, however short the deadline: nobody can complain then.
        let safe = workday::on_or_before(last).max(received);
        Self {
            received,
            length,
            last,
            last_closed: workday::closed(last),
            safe,
            standing: standing(received, safe, last, today),
            appeal: Appeal::about(about),
            review: review.map(|length| Review {
                length,
                after_safe: plus_days(safe, length),
                after_last: plus_days(last, length),
            }),
        }
    }
}

fn standing(received: Date, safe: Date, last: Date, today: Date) -> Standing {
    if today < received {
        Standing::NotReceived(days_between(today, received))
    } else if today <= safe {
        Standing::Safe(days_between(today, safe))
    } else if today <= last {
        Standing::Late(days_between(today, last))
    } else {
        Standing::Over(days_between(last, today))
    }
}

fn progress(first: Date, length: u32, today: Date) -> Progress {
    if today < first {
        return Progress::Ahead(days_between(today, first));
    }
    match days_between(first, today) {
        day if day <= length => Progress::Day(day),
        day => Progress::Over(day - length),
    }
}

/// A date and so many days; stops at the end of the calendar.
pub fn plus_days(date: Date, days: u32) -> Date {
    date.saturating_add(SignedDuration::from_hours(24 * i64::from(days)))
}

/// How many days `later` lies after `earlier`; 0 when it does not.
pub fn days_between(earlier: Date, later: Date) -> u32 {
    u32::try_from(later.duration_since(earlier).as_hours() / 24).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 22);
    const ALL: [Exception; 3] = [Exception::Assessment, Exception::Anonymous, Exception::OwnPlace];

    #[test]
    fn an_exception_that_the_source_does_not_state_is_none() {
        let told = Circumstances { extent: Some(Extent::DayOrNight), ..Circumstances::default() };
        let answer = Guarantee::new(date(2026, 11, 20), 14, told, &[Exception::OwnPlace], TODAY);
        assert_eq!(answer.verdict, Verdict::Holds);
        assert_eq!(answer.exceptions, [(Exception::OwnPlace, Touches::Perhaps)]);
    }

    #[test]
    fn the_first_contact_is_day_0_and_the_last_day_is_day_14() {
        let told = Circumstances::default();
        let on = |today| Guarantee::new(date(2026, 11, 8), 14, told, &[], today).progress;
        assert_eq!(on(date(2026, 11, 7)), Progress::Ahead(1));
        assert_eq!(on(date(2026, 11, 8)), Progress::Day(0));
        assert_eq!(on(date(2026, 11, 22)), Progress::Day(14));
        assert_eq!(on(date(2026, 11, 23)), Progress::Over(1));
    }

    #[test]
    fn who_tells_nothing_gets_the_date_and_every_exception() {
        let answer = Guarantee::new(date(2026, 11, 20), 14, Circumstances::default(), &ALL, TODAY);
        assert_eq!(answer.promised(), Some(date(2026, 12, 4)));
        assert_eq!(
            answer.exceptions,
            [
                (Exception::Assessment, Touches::Perhaps),
                (Exception::Anonymous, Touches::Perhaps),
                (Exception::OwnPlace, Touches::Perhaps)
            ]
        );
    }

    #[test]
    fn anonymous_help_for_alcohol_keeps_the_date() {
        let told = Circumstances {
            substance: Some(Substance::Alcohol),
            anonymous: Some(true),
            own_place: Some(true),
            extent: Some(Extent::Ambulant),
        };
        let answer = Guarantee::new(date(2026, 11, 20), 14, told, &ALL, TODAY);
        assert_eq!((answer.verdict, answer.exceptions), (Verdict::Holds, vec![]));
    }

    #[test]
    fn the_safe_date_steps_back_over_christmas() {
        let answer = Complaint::new(date(2026, 11, 28), 28, Some(28), None, TODAY);
        assert_eq!(answer.last, date(2026, 12, 26));
        assert_eq!(answer.last_closed, Some(Closed::SecondChristmasDay));
        assert_eq!(answer.safe, date(2026, 12, 23));
        assert_eq!(answer.standing, Standing::NotReceived(6));
        let review = answer.review.map(|review| (review.after_safe, review.after_last));
        assert_eq!(review, Some((date(2027, 1, 20), date(2027, 1, 23))));
    }

    #[test]
    fn a_length_nobody_meant_ends_with_the_calendar() {
        assert_eq!(plus_days(TODAY, u32::MAX), Date::MAX);
        let answer = Complaint::new(date(2026, 12, 25), 0, None, None, TODAY);
        assert_eq!(answer.safe, date(2026, 12, 25));
    }
}
