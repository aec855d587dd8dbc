//! The calculators against an oracle written another way: day numbers instead of a date library, a
//! printed table of Easters instead of a rule, and "true in every world that fits what was told"
//! instead of a chain of cases. Every date from 2020 to 2040 on every branch.

// The oracle counts in one wide signed type; every number in it lies between 0 and 8,035.
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use kvalitetsstandard::clock::in_copenhagen;
use kvalitetsstandard::guidance::deadline::{
    Appeal, Circumstances, Complaint, Exception, Extent, Guarantee, Progress, Standing, Substance,
    Touches, Verdict,
};
use kvalitetsstandard::guidance::form::Form;
use kvalitetsstandard::guidance::typed_date::{self, Typed};
use kvalitetsstandard::guidance::{calendar, workday};
use proptest::prelude::*;

/// Easter Sundays as almanacs print them.
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

/// Day number of a calendar day: 1 January 2020 is 0. Counted, not computed: the months' lengths
/// are added up one by one.
fn number(year: i64, month: i64, day: i64) -> i64 {
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
    year % 4 == 0 // 2020 to 2041 holds no century
}

fn month_length(year: i64, month: i64) -> i64 {
    match month {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// All calendar days of 2020 to 2041, in order; the position is the day number.
fn calendar_days() -> Vec<(i64, i64, i64)> {
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
fn weekday(number: i64) -> i64 {
    (number + 2).rem_euclid(7) // Monday is 0
}

/// The day numbers of 2020 to 2041 on which offices are likely to be shut.
fn shut() -> BTreeSet<i64> {
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

fn as_date((year, month, day): (i64, i64, i64)) -> Date {
    date(year as i16, month as i8, day as i8)
}

/// What both sources state.
const ALL: [Exception; 3] = [Exception::Assessment, Exception::Anonymous, Exception::OwnPlace];

const SUBSTANCES: [Substance; 3] = [Substance::Alcohol, Substance::Other, Substance::Both];
const EXTENTS: [Extent; 2] = [Extent::Ambulant, Extent::DayOrNight];

fn or_untold<T: Copy>(values: &[T]) -> Vec<Option<T>> {
    std::iter::once(None).chain(values.iter().copied().map(Some)).collect()
}

fn every_branch() -> Vec<Circumstances> {
    let mut branches = Vec::new();
    for substance in or_untold(&SUBSTANCES) {
        for anonymous in or_untold(&[false, true]) {
            for own_place in or_untold(&[false, true]) {
                for extent in or_untold(&EXTENTS) {
                    branches.push(Circumstances { substance, anonymous, own_place, extent });
                }
            }
        }
    }
    branches
}

/// A reader who has told everything.
#[derive(Clone, Copy)]
struct World {
    substance: Substance,
    anonymous: bool,
    own_place: bool,
    extent: Extent,
}

impl World {
    fn fits(self, told: Circumstances) -> bool {
        told.substance.is_none_or(|it| it == self.substance)
            && told.anonymous.is_none_or(|it| it == self.anonymous)
            && told.own_place.is_none_or(|it| it == self.own_place)
            && told.extent.is_none_or(|it| it == self.extent)
    }

    /// The sources know anonymous help for other drugs as ambulant help only.
    fn known_to_the_sources(self) -> bool {
        !(self.anonymous && self.drugs() && self.extent == Extent::DayOrNight)
    }

    fn drugs(self) -> bool {
        self.substance != Substance::Alcohol
    }

    /// Which sentence of the sources takes the promise away or weakens it.
    fn touched_by(self, exception: Exception) -> bool {
        match exception {
            Exception::Assessment => self.extent == Extent::DayOrNight,
            Exception::Anonymous => {
                self.anonymous && self.drugs() && self.extent == Extent::Ambulant
            }
            Exception::OwnPlace => self.own_place && self.drugs(),
        }
    }
}

fn worlds() -> Vec<World> {
    let mut worlds = Vec::new();
    for substance in SUBSTANCES {
        for anonymous in [false, true] {
            for own_place in [false, true] {
                for extent in EXTENTS {
                    worlds.push(World { substance, anonymous, own_place, extent });
                }
            }
        }
    }
    worlds
}

fn expected_exceptions(told: Circumstances) -> Vec<(Exception, Touches)> {
    let fitting: Vec<World> = worlds().into_iter().filter(|world| world.fits(told)).collect();
    let known: Vec<World> =
        fitting.iter().copied().filter(|world| world.known_to_the_sources()).collect();
    let mut expected = Vec::new();
    for exception in [Exception::Assessment, Exception::Anonymous, Exception::OwnPlace] {
        let worlds =
            if exception == Exception::Anonymous && !known.is_empty() { &known } else { &fitting };
        let touched = worlds.iter().filter(|world| world.touched_by(exception)).count();
        if touched == worlds.len() {
            expected.push((exception, Touches::Yes));
        } else if touched > 0 {
            expected.push((exception, Touches::Perhaps));
        }
    }
    expected
}

fn expected_verdict(told: Circumstances) -> Verdict {
    let sure: Vec<Exception> = expected_exceptions(told)
        .into_iter()
        .filter_map(|(exception, touches)| (touches == Touches::Yes).then_some(exception))
        .collect();
    match (sure.as_slice(), told.substance) {
        ([Exception::Assessment, ..], _) => Verdict::NoDateGiven,
        ([Exception::Anonymous, ..], Some(Substance::Other)) => Verdict::Lapses,
        ([Exception::Anonymous, ..], Some(Substance::Both)) => Verdict::HoldsForAlcohol,
        ([Exception::OwnPlace], _) => Verdict::MayBeDepartedFrom,
        ([], _) => Verdict::Holds,
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn the_oracles_easters_are_sundays_in_their_season() {
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

#[test]
fn the_guarantee_on_every_date_and_every_branch() {
    let days = calendar_days();
    let last = number(2040, 12, 31);
    let mut compared = 0u32;
    for told in every_branch() {
        let (exceptions, verdict) = (expected_exceptions(told), expected_verdict(told));
        for contacted in 0..=last {
            let day = |number: i64| as_date(days[number as usize]);
            let (from, latest) = (day(contacted), day(contacted + 14));
            let answer = Guarantee::new(from, 14, told, &ALL, from);
            assert_eq!(answer.latest, latest, "{from} {told:?}");
            assert_eq!(answer.verdict, verdict, "{from} {told:?}");
            assert_eq!(answer.exceptions, exceptions, "{from} {told:?}");
            let promised = !matches!(verdict, Verdict::Lapses | Verdict::NoDateGiven);
            assert_eq!(answer.promised(), promised.then_some(latest), "{from} {told:?}");
            compared += 1;
        }
    }
    assert_eq!(compared, 7_671 * 108);
}

#[test]
fn which_of_the_14_days_it_is_on_every_day_around_every_date() {
    let days = calendar_days();
    for contacted in 1..=number(2040, 12, 31) {
        for offset in [-1, 0, 1, 2, 7, 13, 14, 15, 16, 60] {
            let from = as_date(days[contacted as usize]);
            let today = as_date(days[(contacted + offset) as usize]);
            let expected = match offset {
                -1 => Progress::Ahead(1),
                0..=14 => Progress::Day(offset as u32),
                _ => Progress::Over(offset as u32 - 14),
            };
            let answer = Guarantee::new(from, 14, Circumstances::default(), &ALL, today);
            assert_eq!(answer.progress, expected, "{from} {today}");
        }
    }
}

#[test]
fn the_complaint_on_every_date_and_every_branch() {
    let (days, shut) = (calendar_days(), shut());
    let day = |number: i64| as_date(days[number as usize]);
    let mut compared = 0u32;
    for received in 0..=number(2040, 12, 31) {
        let last = received + 28;
        let safe = (received..=last).rev().find(|day| !shut.contains(day)).expect("an open day");
        for about in or_untold(&SUBSTANCES) {
            let answer = Complaint::new(day(received), 28, Some(28), about, day(received));
            assert_eq!(answer.last, day(last), "{received}");
            assert_eq!(answer.safe, day(safe), "{received}");
            assert_eq!(answer.last_closed.is_some(), shut.contains(&last), "{received}");
            let review = answer.review.expect("a review");
            assert_eq!(review.after_safe, day(safe + 28), "{received}");
            assert_eq!(review.after_last, day(received + 56), "{received}");
            let appeal = match about {
                Some(Substance::Alcohol) => Appeal::Shut,
                Some(Substance::Other) => Appeal::Possible,
                Some(Substance::Both) | None => Appeal::NotTheAlcoholPart,
            };
            assert_eq!(answer.appeal, appeal);
            compared += 1;
        }
        for today in [received - 1, received, safe - 1, safe, safe + 1, last, last + 1, last + 9] {
            let Some(&now) = usize::try_from(today).ok().and_then(|at| days.get(at)) else {
                continue;
            };
            let expected = if today < received {
                Standing::NotReceived((received - today) as u32)
            } else if today > last {
                Standing::Over((today - last) as u32)
            } else if today > safe {
                Standing::Late((last - today) as u32)
            } else {
                Standing::Safe((safe - today) as u32)
            };
            let answer = Complaint::new(day(received), 28, Some(28), None, as_date(now));
            assert_eq!(answer.standing, expected, "{received} {today}");
        }
    }
    assert_eq!(compared, 7_671 * 4);
}

#[test]
fn other_lengths_than_todays_are_counted_as_well() {
    let days = calendar_days();
    for length in [0, 1, 7, 21, 30, 42, 365] {
        for start in (0..number(2039, 12, 31)).step_by(11) {
            let from = as_date(days[start as usize]);
            let answer = Guarantee::new(from, length, Circumstances::default(), &ALL, from);
            assert_eq!(answer.latest, as_date(days[(start + i64::from(length)) as usize]));
        }
    }
}

#[test]
fn every_date_is_read_however_it_is_written_and_goes_into_the_calendar() {
    const NAMES: [&str; 12] = [
        "Jan.", "feb", "MARTS", "april", "Maj", "jun.", "juli", "Aug", "sept.", "oktober", "nov",
        "DEC",
    ];
    let today = date(2026, 11, 22);
    for (year, month, day) in calendar_days().into_iter().filter(|day| day.0 < 2041) {
        let expected = as_date((year, month, day));
        for (d, m) in [
            (format!("{day}"), format!("{month}")),
            (format!("{day:02}."), format!("{month:02}.")),
            (format!(" {day}"), NAMES[month as usize - 1].to_owned()),
        ] {
            let read = Typed::new(&d, &m, &year.to_string()).read(today);
            assert_eq!(read.map(|read| read.date), Ok(expected));
        }
        let file = calendar::file(expected, "", jiff::Timestamp::UNIX_EPOCH);
        assert!(file.contains(&format!("\r\nDTSTART;VALUE=DATE:{year}{month:02}{day:02}\r\n")));
    }
}

#[test]
fn days_that_do_not_exist_are_never_read() {
    for year in 2020..=2040 {
        for month in 1..=12 {
            for day in month_length(year, month) + 1..=31 {
                let typed = Typed::new(&day.to_string(), &month.to_string(), &year.to_string());
                let wrong = typed.read(date(2026, 11, 22)).expect_err("no such day");
                let message = wrong.day.expect("about the day").message();
                assert!(message.contains("Der er kun"), "{message}");
            }
        }
    }
}

#[test]
fn the_day_changes_at_midnight_in_copenhagen_on_every_date() {
    let last_sunday = |year, month| {
        let end = number(year, month, month_length(year, month));
        end - (weekday(end) + 1) % 7
    };
    let unix_2020 = 1_577_836_800; // 1 January 2020, 0:00 UTC
    for (number, day) in (0..).zip(calendar_days()) {
        // Clocks change at 1:00 UTC, after midnight: a change counts from the next midnight on.
        let summer = number > last_sunday(day.0, 3) && number <= last_sunday(day.0, 10);
        let midnight = unix_2020 + number * 86_400 - if summer { 7_200 } else { 3_600 };
        let on =
            |second| in_copenhagen(jiff::Timestamp::from_second(second).expect("a moment")).date();
        assert_eq!(on(midnight), as_date(day));
        assert_eq!(on(midnight - 1), as_date(day).yesterday().expect("a day before"));
    }
}

proptest! {
    #[test]
    fn whatever_is_typed_is_answered_or_explained(
        day in ".{0,60}", month in ".{0,60}", year in ".{0,60}"
    ) {
        let typed = Typed::new(&day, &month, &year);
        for field in [&typed.day, &typed.month, &typed.year] {
            prop_assert!(field.chars().count() <= typed_date::MAX_TYPED);
            prop_assert!(!field.chars().any(char::is_control));
        }
        match typed.read(date(2026, 11, 22)) {
            Ok(read) => prop_assert!((typed_date::FIRST..=typed_date::LAST).contains(&read.date)),
            Err(wrong) => prop_assert!(
                wrong.day.is_some() || wrong.month.is_some() || wrong.year.is_some()
            ),
        }
    }

    #[test]
    fn numbers_are_read_exactly_when_the_calendar_has_them(
        day in 0i64..40, month in 0i64..16, year in 2015i64..2046
    ) {
        let typed = Typed::new(&day.to_string(), &month.to_string(), &year.to_string());
        let there = (2020..=2040).contains(&year)
            && (1..=12).contains(&month)
            && (1..=month_length(year, month)).contains(&day);
        let read = typed.read(date(2026, 11, 22)).map(|read| read.date).ok();
        prop_assert_eq!(read, there.then(|| as_date((year, month, day))));
    }

    #[test]
    fn no_field_the_form_does_not_have_is_kept(name in "[a-z]{1,12}", value in ".{0,40}") {
        prop_assume!(!["beregn", "dag", "maaned", "aar", "rusmiddel", "anonym", "behandling",
            "titel", "hvilken"].contains(&name.as_str()));
        let form = Form::from_pairs([(name.as_str(), value.as_str())]);
        prop_assert_eq!(form, Form::default());
    }

    #[test]
    fn a_title_stays_one_property(title in "(?s).{0,200}") {
        let file = calendar::file(date(2026, 12, 31), &title, jiff::Timestamp::UNIX_EPOCH);
        let unfolded = file.replace("\r\n ", "");
        let lines: Vec<&str> = unfolded.split("\r\n").collect();
        prop_assert_eq!(lines.len(), 14, "{:?}", lines);
        prop_assert_eq!(lines.iter().filter(|line| line.starts_with("SUMMARY:")).count(), 1);
        prop_assert!(file.split("\r\n").all(|line| line.len() <= 75), "{}", file);
    }
}

/// The oracle asks about the exceptions that the shipped sources state.
#[test]
fn every_municipality_states_the_exceptions_the_oracle_knows() {
    for municipality in &crate::support::shipped().content.municipalities {
        let guarantee = municipality.deadline("garanti").expect("a guarantee");
        assert_eq!(guarantee.exceptions, ALL, "{}", municipality.id);
        let days = |id| municipality.deadline(id).map(kvalitetsstandard::content::Deadline::days);
        assert_eq!(
            [days("garanti"), days("klage"), days("genvurdering")],
            [Some(14), Some(28), Some(28)]
        );
    }
}
