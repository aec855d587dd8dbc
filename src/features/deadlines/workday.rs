//! Danish working days: which days an office is likely to be shut, and the last open day before.
//!
//! Used by [`super::count`] for safe dates and for deadlines in working days. The list is wider than the law's:
//! 5 June, 24 and 31 December and the Friday after Ascension Day are no public holidays, but many
//! offices are shut. To count one day too few open costs nothing; one too many can cost a right.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::content::Word;
use crate::content::words::ClosedWords;

/// The last year in which store bededag was a public holiday.
const LAST_PRAYER_DAY_YEAR: i16 = 2023;

/// Why a day is no ordinary working day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closed {
    Saturday,
    /// A Sunday that is nothing else as well.
    Sunday,
    /// 1 January.
    NewYearsDay,
    /// The Thursday before Easter.
    MaundyThursday,
    /// The Friday before Easter.
    GoodFriday,
    EasterSunday,
    /// The day after Easter Sunday.
    EasterMonday,
    /// The fourth Friday after Easter, until 2023.
    PrayerDay,
    /// The sixth Thursday after Easter.
    AscensionDay,
    AfterAscensionDay,
    /// The seventh Sunday after Easter.
    WhitSunday,
    /// The day after Whit Sunday.
    WhitMonday,
    /// 5 June.
    ConstitutionDay,
    /// 24 December.
    ChristmasEve,
    /// 25 December.
    ChristmasDay,
    /// 26 December.
    SecondChristmasDay,
    /// 31 December.
    NewYearsEve,
}

impl Closed {
    /// The day as it is named in the middle of a sentence.
    pub fn words(self, words: &ClosedWords) -> &Word {
        match self {
            Self::Saturday => &words.saturday,
            Self::Sunday => &words.sunday,
            Self::NewYearsDay => &words.new_years_day,
            Self::MaundyThursday => &words.maundy_thursday,
            Self::GoodFriday => &words.good_friday,
            Self::EasterSunday => &words.easter_sunday,
            Self::EasterMonday => &words.easter_monday,
            Self::PrayerDay => &words.prayer_day,
            Self::AscensionDay => &words.ascension_day,
            Self::AfterAscensionDay => &words.after_ascension_day,
            Self::WhitSunday => &words.whit_sunday,
            Self::WhitMonday => &words.whit_monday,
            Self::ConstitutionDay => &words.constitution_day,
            Self::ChristmasEve => &words.christmas_eve,
            Self::ChristmasDay => &words.christmas_day,
            Self::SecondChristmasDay => &words.second_christmas_day,
            Self::NewYearsEve => &words.new_years_eve,
        }
    }
}

/// Why `date` is no ordinary working day; `None` when it is one.
///
/// A named day comes before the plain weekend, so that a reader sees "juledag" and not "lørdag".
pub fn closed(date: Date) -> Option<Closed> {
    fixed(date).or_else(|| movable(date)).or_else(|| weekend(date))
}

/// Whether `date` is an ordinary working day.
pub fn is_working_day(date: Date) -> bool {
    closed(date).is_none()
}

/// The last ordinary working day that is not after `date`.
pub fn on_or_before(date: Date) -> Date {
    let mut day = date;
    // Bounded, though no closed stretch is longer than the five days of Easter with a weekend:
    // the calendar ends somewhere, and there `yesterday` fails.
    while let (false, Ok(before)) = (is_working_day(day), day.yesterday()) {
        day = before;
    }
    day
}

/// The day by which so many ordinary working days have passed since `date`, itself not counted; stops
/// at the end of the calendar.
pub fn after(date: Date, count: u32) -> Date {
    // More working days than this there are not until the calendar ends.
    const MOST: u32 = 2_920_000;
    if count > MOST {
        return Date::MAX;
    }
    let mut day = date;
    for _ in 0..count {
        loop {
            let Ok(next) = day.tomorrow() else { return Date::MAX };
            day = next;
            if is_working_day(day) {
                break;
            }
        }
    }
    day
}

fn fixed(date: Date) -> Option<Closed> {
    match (date.month(), date.day()) {
        (1, 1) => Some(Closed::NewYearsDay),
        (6, 5) => Some(Closed::ConstitutionDay),
        (12, 24) => Some(Closed::ChristmasEve),
        (12, 25) => Some(Closed::ChristmasDay),
        (12, 26) => Some(Closed::SecondChristmasDay),
        (12, 31) => Some(Closed::NewYearsEve),
        _ => None,
    }
}

fn movable(date: Date) -> Option<Closed> {
    let since_easter = (date - easter_sunday(date.year())).get_days();
    match since_easter {
        -3 => Some(Closed::MaundyThursday),
        -2 => Some(Closed::GoodFriday),
        0 => Some(Closed::EasterSunday),
        1 => Some(Closed::EasterMonday),
        26 if date.year() <= LAST_PRAYER_DAY_YEAR => Some(Closed::PrayerDay),
        39 => Some(Closed::AscensionDay),
        40 => Some(Closed::AfterAscensionDay),
        49 => Some(Closed::WhitSunday),
        50 => Some(Closed::WhitMonday),
        _ => None,
    }
}

fn weekend(date: Date) -> Option<Closed> {
    match date.weekday() {
        Weekday::Saturday => Some(Closed::Saturday),
        Weekday::Sunday => Some(Closed::Sunday),
        _ => None,
    }
}

/// Easter Sunday in the Gregorian calendar (the rule of Meeus, Jones and Butcher).
pub fn easter_sunday(year: i16) -> Date {
    let y = i32::from(year);
    let (golden, century, of_century) = (y.rem_euclid(19), y.div_euclid(100), y.rem_euclid(100));
    let skipped_leap_days = century - century / 4;
    let lunar_correction = (century - (century + 8) / 25 + 1) / 3;
    let full_moon = (19 * golden + skipped_leap_days - lunar_correction + 15).rem_euclid(30);
    let to_sunday =
        (32 + 2 * (century % 4) + 2 * (of_century / 4) - full_moon - of_century % 4).rem_euclid(7);
    let late_moon = (golden + 11 * full_moon + 22 * to_sunday) / 451;
    let days_after_22_march = full_moon + to_sunday - 7 * late_moon;
    // 22 March is the earliest Easter there is. Saturating, since jiff's calendar ends in 9999.
    Date::new(year, 3, 22).unwrap_or(Date::MAX).saturating_add(days_after_22_march.days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn easter_falls_where_the_almanac_has_it() {
        for (year, month, day) in [
            (2000, 4, 23),
            (2008, 3, 23),
            (2011, 4, 24),
            (2024, 3, 31),
            (2026, 4, 5),
            (2038, 4, 25),
        ] {
            assert_eq!(easter_sunday(year), date(year, month, day));
        }
    }

    #[test]
    fn store_bededag_ends_after_2023() {
        assert_eq!(closed(date(2023, 5, 5)), Some(Closed::PrayerDay));
        assert_eq!(closed(date(2024, 4, 26)), None);
    }

    #[test]
    fn a_named_day_comes_before_the_weekend() {
        assert_eq!(closed(date(2027, 12, 25)), Some(Closed::ChristmasDay), "a Saturday");
        assert_eq!(closed(date(2026, 11, 22)), Some(Closed::Sunday));
    }

    #[test]
    fn christmas_and_easter_are_stepped_over_whole() {
        assert_eq!(on_or_before(date(2026, 12, 27)), date(2026, 12, 23));
        assert_eq!(on_or_before(date(2026, 4, 6)), date(2026, 4, 1));
        assert_eq!(on_or_before(date(2026, 5, 17)), date(2026, 5, 13));
        assert_eq!(on_or_before(date(2026, 11, 20)), date(2026, 11, 20));
    }
}
