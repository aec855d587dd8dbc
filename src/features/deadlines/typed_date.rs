//! A date as somebody typed it: a day, a month, a year, each in a field of its own.
//!
//! People write "1.", "03", "Sept." and "26". What can be understood is; what can't gets an
//! explanation for its own field, and what was typed is kept. Used by the calculators.

use jiff::ToSpan;
use jiff::civil::Date;

use super::count::days_between;
use crate::content::words::{Words, fill};
use crate::danish::is_invisible;

/// The first day the calculators take. Every day from here to [`LAST`] is compared with an
/// independent calculation in the tests; on other days nothing is promised, so nothing is answered.
pub const FIRST: Date = jiff::civil::date(2020, 1, 1);
/// The last day the calculators take.
pub const LAST: Date = jiff::civil::date(2040, 12, 31);

/// How many characters of a field are kept; longer ones are cut, so that a page stays small.
pub const MAX_TYPED: usize = 40;

/// A day this many days back is answered with the question whether the year is right.
const LONG_AGO: u32 = 365;

/// The three fields of a date as they were typed, cut to [`MAX_TYPED`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Field `dag`.
    pub day: String,
    /// Field `maaned`.
    pub month: String,
    /// Field `aar`.
    pub year: String,
}

impl Typed {
    /// The fields, cut and freed of control characters.
    pub fn new(day: &str, month: &str, year: &str) -> Self {
        Self { day: bounded(day), month: bounded(month), year: bounded(year) }
    }

    /// The fields of a date, for links and hidden fields.
    pub fn of(date: Date) -> Self {
        Self {
            day: date.day().to_string(),
            month: date.month().to_string(),
            year: date.year().to_string(),
        }
    }

    /// Whether nothing at all was typed.
    pub fn is_empty(&self) -> bool {
        self.day.is_empty() && self.month.is_empty() && self.year.is_empty()
    }

    /// The same with a whole date, written or pasted into one field, spread over all three: "3.
    /// november 2026", "3/11 2026", "2026-11-03".
    fn spread(&self, words: &Words) -> Self {
        let filled = [&self.day, &self.month, &self.year];
        let mut filled = filled.into_iter().filter(|field| !field.is_empty());
        let (Some(only), None) = (filled.next(), filled.next()) else { return self.clone() };
        let apart = |letter: char| letter.is_whitespace() || ".,/-".contains(letter);
        let parts: Vec<&str> = only.split(apart).filter(|part| !part.is_empty()).collect();
        let parts: Vec<&str> = parts.into_iter().filter(|part| *part != "den").collect();
        match parts.as_slice() {
            [year, month, day] if year.len() == 4 && number(year, 4).is_some() => {
                Self::new(day, month, year)
            }
            [day, month, year] => Self::new(day, month, year),
            [day, month] if by_name(&month.to_lowercase(), words).is_some() => {
                Self::new(day, month, "")
            }
            _ => self.clone(),
        }
    }

    /// The date that was meant, and whether it looks like a slip.
    ///
    /// # Errors
    /// What is wrong with each field.
    pub fn read(&self, today: Date, words: &Words) -> Result<Read, Wrong> {
        let typed = self.spread(words);
        let month = month(&typed.month, words);
        let (day, year) = (day(&typed.day), year(&typed.year, today));
        match (day, month, year) {
            (Ok(day), Ok(month), Ok(year)) => {
                let date = on_calendar(day, month, year).map_err(Wrong::day)?;
                Ok(Read { date, doubt: doubt(date, today) })
            }
            (day, month, year) => {
                // "31. april" is wrong in any year: say so at once rather than after the year.
                let day = match (day, &month) {
                    (Ok(day), Ok(month)) => longest(day, *month).err(),
                    (day, _) => day.err(),
                };
                Err(Wrong { day, month: month.err(), year: year.err() })
            }
        }
    }
}

/// A date that could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Read {
    pub date: Date,
    /// What makes it look like a slip of the finger.
    pub doubt: Option<Doubt>,
}

/// Why a date that exists may be a slip. It is answered all the same, with a word beside the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// It lies this many days ahead.
    Ahead(u32),
    /// It lies more than a year back.
    LongAgo,
}

impl Doubt {
    /// The word beside the field.
    pub fn message(self, words: &Words) -> String {
        let words = &words.date_faults;
        match self {
            Self::Ahead(1) => words.tomorrow.to_string(),
            Self::Ahead(days) => fill(&words.ahead, &[("dage", &days.to_string())]),
            Self::LongAgo => words.long_ago.to_string(),
        }
    }
}

/// What is wrong, field by field. At least one is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wrong {
    /// About field `dag`.
    pub day: Option<DayWrong>,
    /// About field `maaned`.
    pub month: Option<MonthWrong>,
    /// About field `aar`.
    pub year: Option<YearWrong>,
}

impl Wrong {
    fn day(day: DayWrong) -> Self {
        Self { day: Some(day), ..Self::default() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayWrong {
    /// The field is empty.
    Missing,
    /// It is no number from 1 to 31.
    NotADay,
    /// The month is shorter.
    NotInMonth {
        month: i8,
        /// The year, where the length hangs on it.
        year: Option<i16>,
        /// How many days it has.
        last: i8,
    },
}

impl DayWrong {
    /// The explanation beside the field.
    pub fn message(self, words: &Words) -> String {
        let faults = &words.date_faults;
        match self {
            Self::Missing => faults.day_missing.to_string(),
            Self::NotADay => faults.not_a_day.to_string(),
            Self::NotInMonth { month, year, last } => {
                let name = &words.months[usize::from(month.unsigned_abs()).clamp(1, 12) - 1];
                let year = year.map(|year| format!(" {year}")).unwrap_or_default();
                let values = [("dage", last.to_string()), ("maaned", format!("{name}{year}"))];
                fill(
                    &faults.not_in_month,
                    &values.each_ref().map(|(name, value)| (*name, value.as_str())),
                )
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MonthWrong {
    /// The field is empty.
    Missing,
    /// It is neither a number from 1 to 12 nor the name of a month.
    NotAMonth,
}

impl MonthWrong {
    /// The explanation beside the field.
    pub fn message(self, words: &Words) -> String {
        let words = &words.date_faults;
        match self {
            Self::Missing => words.month_missing.to_string(),
            Self::NotAMonth => words.not_a_month.to_string(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearWrong {
    /// The field is empty.
    Missing,
    /// It is no number of four digits.
    NotAYear,
    /// It has two digits; the year that was probably meant.
    TwoDigits(i16),
    /// It lies before [`FIRST`].
    TooEarly,
    /// It lies after [`LAST`].
    TooLate,
}

impl YearWrong {
    /// The explanation beside the field.
    pub fn message(self, words: &Words) -> String {
        let words = &words.date_faults;
        let (first, last) = (FIRST.year().to_string(), LAST.year().to_string());
        let range = [("foerste", first.as_str()), ("sidste", last.as_str())];
        match self {
            Self::Missing => words.year_missing.to_string(),
            Self::NotAYear => words.not_a_year.to_string(),
            Self::TwoDigits(year) => fill(&words.two_digits, &[("aar", &year.to_string())]),
            Self::TooEarly => fill(&words.too_early, &range),
            Self::TooLate => fill(&words.too_late, &range),
        }
    }
}

fn day(typed: &str) -> Result<i8, DayWrong> {
    let typed = typed.trim().trim_end_matches('.').trim_end();
    if typed.is_empty() {
        return Err(DayWrong::Missing);
    }
    match number(typed, 2) {
        Some(day @ 1..=31) => i8::try_from(day).map_err(|_| DayWrong::NotADay),
        _ => Err(DayWrong::NotADay),
    }
}

fn month(typed: &str, words: &Words) -> Result<i8, MonthWrong> {
    let typed = typed.trim().trim_end_matches('.').trim_end().to_lowercase();
    if typed.is_empty() {
        return Err(MonthWrong::Missing);
    }
    let by_number = number(&typed, 2).filter(|month| (1..=12).contains(month));
    let month = by_number.or_else(|| by_name(&typed, words)).ok_or(MonthWrong::NotAMonth)?;
    i8::try_from(month).map_err(|_| MonthWrong::NotAMonth)
}

/// A name counts from its third letter on: "jan", "sept", "novem".
fn by_name(typed: &str, words: &Words) -> Option<u16> {
    if typed.chars().count() < 3 {
        return None;
    }
    (1..).zip(&words.months).find(|(_, month)| month.starts_with(typed)).map(|(number, _)| number)
}

fn year(typed: &str, today: Date) -> Result<i16, YearWrong> {
    let typed = typed.trim().trim_end_matches('.').trim_end();
    if typed.is_empty() {
        return Err(YearWrong::Missing);
    }
    let year = number(typed, 4).ok_or(YearWrong::NotAYear)?;
    match (typed.len(), i16::try_from(year).unwrap_or(i16::MAX)) {
        (2, year) => match today.year() / 100 * 100 + year {
            // Asking back for a year that is then refused helps nobody.
            meant if (FIRST.year()..=LAST.year()).contains(&meant) => {
                Err(YearWrong::TwoDigits(meant))
            }
            _ => Err(YearWrong::NotAYear),
        },
        (4, year) if year < FIRST.year() => Err(YearWrong::TooEarly),
        (4, year) if year > LAST.year() => Err(YearWrong::TooLate),
        (4, year) => Ok(year),
        _ => Err(YearWrong::NotAYear),
    }
}

/// A number of at most `digits` ASCII digits.
fn number(typed: &str, digits: usize) -> Option<u16> {
    let right = typed.len() <= digits && typed.bytes().all(|byte| byte.is_ascii_digit());
    right.then(|| typed.parse().ok()).flatten()
}

fn on_calendar(day: i8, month: i8, year: i16) -> Result<Date, DayWrong> {
    Date::new(year, month, day).map_err(|_| DayWrong::NotInMonth {
        month,
        year: (month == 2).then_some(year),
        last: Date::new(year, month, 1).map_or(28, Date::days_in_month),
    })
}

/// Whether the month has such a day in any year at all.
fn longest(day: i8, month: i8) -> Result<(), DayWrong> {
    let last = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if day <= last { Ok(()) } else { Err(DayWrong::NotInMonth { month, year: None, last }) }
}

fn doubt(date: Date, today: Date) -> Option<Doubt> {
    if date > today {
        Some(Doubt::Ahead(days_between(today, date)))
    } else if days_between(date, today) > LONG_AGO {
        Some(Doubt::LongAgo)
    } else {
        None
    }
}

/// At most [`MAX_TYPED`] characters, none of them a control character or invisible, no blanks at the
/// ends: what is pasted often brings marks along that nobody sees.
pub fn bounded(typed: &str) -> String {
    let seen = typed.chars().filter(|letter| !letter.is_control() && !is_invisible(*letter));
    let kept: String = seen.skip_while(|letter| letter.is_whitespace()).take(MAX_TYPED).collect();
    kept.trim().to_owned()
}

/// The day `days` before `today`, as an example in the form's hint.
pub fn example(today: Date, days: i32) -> Date {
    today.saturating_sub(days.days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::content::words::danish;

    const TODAY: Date = date(2026, 11, 22);

    fn read(day: &str, month: &str, year: &str) -> Result<Read, Wrong> {
        Typed::new(day, month, year).read(TODAY, &danish())
    }

    #[test]
    fn people_write_dates_in_many_ways() {
        for (day, month, year) in [
            ("7", "3", "2026"),
            ("07", "03", "2026"),
            (" 7. ", "3.", " 2026 "),
            ("7", "marts", "2026"),
            ("7.", "MARTS", "2026"),
            ("7", "Mar.", "2026"),
        ] {
            let date = read(day, month, year).map(|read| read.date);
            assert_eq!(date, Ok(date_of(2026, 3, 7)), "{day} {month} {year}");
        }
        for (month, number) in [("sept", 9), ("okt", 10), ("Maj", 5), ("jun", 6), ("juli", 7)] {
            assert_eq!(super::month(month, &danish()), Ok(number), "{month}");
        }
    }

    fn date_of(year: i16, month: i8, day: i8) -> Date {
        date(year, month, day)
    }

    #[test]
    fn each_field_gets_its_own_explanation() {
        assert_eq!(
            read("", "", ""),
            Err(Wrong {
                day: Some(DayWrong::Missing),
                month: Some(MonthWrong::Missing),
                year: Some(YearWrong::Missing)
            })
        );
        assert_eq!(read("32", "3", "2026"), Err(Wrong::day(DayWrong::NotADay)));
        assert_eq!(read("0", "3", "2026"), Err(Wrong::day(DayWrong::NotADay)));
        for month in ["13", "0", "ma", "ju", "martsen", "may", "３"] {
            let wrong = read("7", month, "2026").map_err(|wrong| wrong.month);
            assert_eq!(wrong, Err(Some(MonthWrong::NotAMonth)), "{month}");
        }
    }

    #[test]
    fn a_day_the_month_lacks_is_explained_with_the_month() {
        let message = |day, month, year| {
            read(day, month, year).map_err(|wrong| wrong.day.map(|wrong| wrong.message(&danish())))
        };
        let not = |text: &str| Err(Some(text.to_owned()));
        assert_eq!(
            message("31", "april", "2026"),
            not("Der er kun 30 dage i april. Ret dagen eller måneden.")
        );
        assert_eq!(
            message("29", "2", "2026"),
            not("Der er kun 28 dage i februar 2026. Ret dagen eller måneden.")
        );
        assert_eq!(
            message("31", "2", "2026"),
            not("Der er kun 28 dage i februar 2026. Ret dagen eller måneden.")
        );
        assert_eq!(
            message("31", "feb", "2028"),
            not("Der er kun 29 dage i februar 2028. Ret dagen eller måneden.")
        );
        assert_eq!(
            message("30", "feb", "26"),
            not("Der er kun 29 dage i februar. Ret dagen eller måneden.")
        );
        assert!(read("29", "2", "2028").is_ok());
    }

    #[test]
    fn a_year_of_two_digits_is_asked_back() {
        let year = |typed| read("7", "3", typed).map_err(|wrong| wrong.year);
        assert_eq!(year("26"), Err(Some(YearWrong::TwoDigits(2026))));
        assert_eq!(
            YearWrong::TwoDigits(2026).message(&danish()),
            "Skriv året med fire tal. Mener du 2026?"
        );
        assert_eq!(year("2019"), Err(Some(YearWrong::TooEarly)));
        assert_eq!(year("2041"), Err(Some(YearWrong::TooLate)));
        assert_eq!(year("1900"), Err(Some(YearWrong::TooEarly)));
        for typed in
            ["19", "99", "41", "202", "02026", "-2026", "+202", "2o26", "20 26", "99999999999"]
        {
            assert_eq!(year(typed), Err(Some(YearWrong::NotAYear)), "{typed}");
        }
    }

    #[test]
    fn a_whole_date_in_one_field_is_understood() {
        for whole in
            ["3. november 2026", "den 3. november 2026", "3/11/2026", "2026-11-03", "3-11-2026"]
        {
            for (day, month, year) in [(whole, "", ""), ("", whole, ""), ("", "", whole)] {
                let date = read(day, month, year).map(|read| read.date);
                assert_eq!(date, Ok(date_of(2026, 11, 3)), "{day}|{month}|{year}");
            }
        }
        let without_year = read("3. november", "", "").map_err(|wrong| wrong.year);
        assert_eq!(without_year, Err(Some(YearWrong::Missing)));
    }

    #[test]
    fn what_nobody_sees_is_no_mistake() {
        for mark in ["\u{200b}", "\u{200e}", "\u{feff}", "\u{ad}"] {
            let date = read(&format!("{mark}7"), &format!("3{mark}"), &format!("2026.{mark}"));
            assert_eq!(date.map(|read| read.date), Ok(date_of(2026, 3, 7)), "{mark:?}");
        }
    }

    #[test]
    fn a_likely_slip_is_answered_and_asked_about() {
        let doubt = |day, month, year| read(day, month, year).map(|read| read.doubt);
        assert_eq!(doubt("22", "11", "2026"), Ok(None));
        assert_eq!(doubt("23", "11", "2026"), Ok(Some(Doubt::Ahead(1))));
        assert_eq!(doubt("22", "11", "2025"), Ok(None));
        assert_eq!(doubt("21", "11", "2025"), Ok(Some(Doubt::LongAgo)));
    }

    #[test]
    fn what_was_typed_is_kept_but_bounded() {
        let typed = Typed::new(&"9".repeat(10_000), "\u{0}mar\u{7}ts\n", " 2026 ");
        assert_eq!(typed.day.chars().count(), MAX_TYPED);
        assert_eq!((typed.month.as_str(), typed.year.as_str()), ("marts", "2026"));
    }
}
