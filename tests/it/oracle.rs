//! Dates as the tests count them: by day number, adding up months one by one, with Easters from an
//! almanac. Nothing here is calculated the way the program does it.

// The oracle counts in one wide signed type; every number in it lies between 0 and 8,035.
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use kvalitetsstandard::features::deadlines::workday;

/// Easter Sundays as printed in almanacs.
const EASTERS: [(i64, i64, i64); 22] = [
    (2020, 4, 12),
    (2021, 4, 4),
    (2022, 4, 17),
    (2023, 4, 9),
    (2024, 3, 31),
    (2025, 4, 20),
    (2026, 4, 5),
    (2027, 3, 28),
    (2028, 4, 16),
    (2029, 4, 1),
    (2030, 4, 21),
    (2031, 4, 13),
    (2032, 3, 28),
    (2033, 4, 17),
    (2034, 4, 9),
    (2035, 3, 25),
    (2036, 4, 13),
    (2037, 4, 5),
    (2038, 4, 25),
    (2039, 4, 10),
    (2040, 4, 1),
    (2041, 4, 21),
];

/// The day number of a date: 1 January 2020 is 0. It adds up the lengths of the months one by one.
pub(crate) fn number(year: i64, month: i64, day: i64) -> i64 {
    let mut days = 0;
    for earlier in 2020..year {
        days += if leap(earlier) { 366 } else { 365 };
    }
    for earlier in 1..month {
        days += month_length(year, earlier);
    }
    days + day - 1
}

fn leap(year: i64) -> bool {
    year % 4 == 0 // there is no century in 2020 to 2041
}

pub(crate) fn month_length(year: i64, month: i64) -> i64 {
    match month {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// All dates of 2020 to 2041 in order; the index is the day number.
pub(crate) fn calendar_days() -> Vec<(i64, i64, i64)> {
    let mut days = Vec::new();
    for year in 2020..=2041 {
        for month in 1..=12 {
            for day in 1..=month_length(year, month) {
                days.push((year, month, day));
            }
        }
    }
    days
}

/// 1 January 2020 was a Wednesday.
pub(crate) fn weekday(number: i64) -> i64 {
    (number + 2).rem_euclid(7) // Monday is 0
}

/// The day numbers of 2020 to 2041 on which offices are probably closed.
pub(crate) fn shut() -> BTreeSet<i64> {
    let mut days: BTreeSet<i64> =
        (0..number(2042, 1, 1)).filter(|&day| weekday(day) >= 5).collect();
    for (year, month, day) in EASTERS {
        let easter = number(year, month, day);
        let thursday_of_ascension = easter + 5 * 7 + 4;
        days.extend([easter - 3, easter - 2, easter + 1, thursday_of_ascension]);
        days.extend([thursday_of_ascension + 1, easter + 7 * 7 + 1]);
        if year < 2024 {
            days.insert(easter + 3 * 7 + 5);
        }
        for (month, day) in [(1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31)] {
            days.insert(number(year, month, day));
        }
    }
    days
}

pub(crate) fn as_date((year, month, day): (i64, i64, i64)) -> Date {
    date(year as i16, month as i8, day as i8)
}

#[test]
fn the_oracles_easters_are_sundays_in_spring() {
    for (year, month, day) in EASTERS {
        let number = number(year, month, day);
        assert_eq!(weekday(number), 6, "{year}");
        assert!((self::number(year, 3, 22)..=self::number(year, 4, 25)).contains(&number));
    }
}

#[test]
fn every_day_from_2020_to_2041_is_open_or_shut_as_the_oracle_says() {
    let shut = shut();
    for (number, day) in (0..).zip(calendar_days()) {
        assert_eq!(workday::is_working_day(as_date(day)), !shut.contains(&number), "{day:?}");
    }
}
