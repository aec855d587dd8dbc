//! Input to the calculators: every date in any format is accepted, everything else is explained,
//! and only the form's own fields are kept.

// The oracle counts in one wide signed type; every number in it lies between 0 and 8,035.
#![allow(clippy::cast_possible_truncation)]

use form_urlencoded::Serializer;
use jiff::civil::date;
use kvalitetsstandard::book::{CalculatorPage, Municipality};
use kvalitetsstandard::clock::in_copenhagen;
use kvalitetsstandard::content::deadline::OWN_FIELDS;
use kvalitetsstandard::features::deadlines::calendar;
use kvalitetsstandard::features::deadlines::form::Fields;
use kvalitetsstandard::features::deadlines::typed_date::{self, Typed};
use proptest::prelude::*;

use crate::oracle::{as_date, calendar_days, month_length, number, weekday};
use crate::support::shipped;

fn calculator<'a>(own: &'a Municipality, id: &str) -> &'a CalculatorPage {
    let deadline = own.deadlines.iter().find(|one| one.id == id).expect("the deadline");
    deadline.calculator.as_deref().expect("a calculator")
}

#[test]
fn every_date_is_read_however_it_is_written_and_goes_into_the_calendar() {
    const NAMES: [&str; 12] = [
        "Jan.", "feb", "MARTS", "april", "Maj", "jun.", "juli", "Aug", "sept.", "oktober", "nov",
        "DEC",
    ];
    let (today, words) = (date(2026, 11, 22), shipped().book.words.clone());
    for (year, month, day) in calendar_days().into_iter().filter(|day| day.0 < 2041) {
        let expected = as_date((year, month, day));
        for (d, m) in [
            (format!("{day}"), format!("{month}")),
            (format!("{day:02}."), format!("{month:02}.")),
            (format!(" {day}"), NAMES[usize::try_from(month).unwrap() - 1].to_owned()),
        ] {
            let read = Typed::new(&d, &m, &year.to_string()).read(today, &words);
            assert_eq!(read.map(|read| read.date), Ok(expected));
        }
        let document = calendar::document(expected, "", today);
        let file = String::from_utf8(document.body).expect("text");
        assert!(file.contains(&format!("\r\nDTSTART;VALUE=DATE:{year}{month:02}{day:02}\r\n")));
    }
}

#[test]
fn days_that_do_not_exist_are_never_read() {
    let words = shipped().book.words.clone();
    for year in 2020..=2040 {
        for month in 1..=12 {
            for day in month_length(year, month) + 1..=31 {
                let typed = Typed::new(&day.to_string(), &month.to_string(), &year.to_string());
                let wrong = typed.read(date(2026, 11, 22), &words).expect_err("no such day");
                let message = wrong.day.expect("about the day").message(&words);
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
        // Clocks change at 1:00 UTC, after midnight, so a change counts from the next midnight.
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
        match typed.read(date(2026, 11, 22), &shipped().book.words) {
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
        let read = typed.read(date(2026, 11, 22), &shipped().book.words).map(|read| read.date).ok();
        prop_assert_eq!(read, there.then(|| as_date((year, month, day))));
    }

    /// Fields that are not in the form never get into a query, however they are sent.
    #[test]
    fn unknown_form_fields_are_dropped(name in "[a-z]{1,12}", value in "\\PC{0,40}") {
        let edition = shipped();
        let page = calculator(&edition.book.municipalities[0], "garanti");
        prop_assume!(!OWN_FIELDS.contains(&name.as_str()));
        prop_assume!(page.questions.iter().all(|question| question.id != name));
        let query = Serializer::new(String::new())
            .append_pair(&name, &value)
            .finish();
        let fields = Fields::read(query.as_bytes());
        prop_assert_eq!(fields.query_for(page), "dag=&maaned=&aar=");
        prop_assert!(fields.given(page).0.iter().all(Option::is_none));
    }

    /// An address reproduces the input it was made from.
    #[test]
    fn a_query_round_trips(
        day in "\\PC{0,50}", month in "\\PC{0,50}", year in "\\PC{0,50}", about in "[a-z]{0,8}"
    ) {
        let edition = shipped();
        let page = calculator(&edition.book.municipalities[0], "klage");
        let query = Serializer::new(String::new())
            .extend_pairs([("dag", day), ("maaned", month), ("aar", year), ("rusmiddel", about)])
            .finish();
        let once = Fields::read(query.as_bytes());
        let again = Fields::read(once.query_for(page).as_bytes());
        prop_assert_eq!(again.date(), once.date());
        prop_assert_eq!(again.given(page), once.given(page));
    }

    #[test]
    fn a_title_stays_one_property(title in "(?s).{0,200}") {
        let document = calendar::document(date(2026, 12, 31), &title, date(2026, 11, 22));
        let file = String::from_utf8(document.body).expect("text");
        let unfolded = file.replace("\r\n ", "");
        let lines: Vec<&str> = unfolded.split("\r\n").collect();
        prop_assert_eq!(lines.len(), 14, "{:?}", lines);
        prop_assert_eq!(lines.iter().filter(|line| line.starts_with("SUMMARY:")).count(), 1);
        prop_assert!(file.split("\r\n").all(|line| line.len() <= 75), "{}", file);
    }
}
