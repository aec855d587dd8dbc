//! A date as a calendar file, with a title that gives nothing away.
//!
//! A calendar is shared, synced and shown on a locked screen: there is no place, no description and
//! no subject in it, and the title is "Frist" unless the reader writes another. The same date and
//! title give the same file, byte for byte: the identifier is made from them, and the moment of
//! writing comes in as a parameter.

use icalendar::{Calendar, Component, Event, Property};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

use super::count::Outcome;
use super::typed_date::bounded;
use crate::site::{CachePolicy, Document};

/// The title where the reader writes none.
pub const NEUTRAL_TITLE: &str = "Frist";

/// The file's media type.
const MEDIA_TYPE: &str = "text/calendar; charset=utf-8";

/// The dates that can be put into a calendar, as a form names them.
pub const SAFE: &str = "sikker";
/// See [`SAFE`].
pub const LAST: &str = "sidste";

/// The date of an outcome that a form asks for, where the outcome has one.
pub fn wanted(outcome: &Outcome<'_>, which: &str) -> Option<Date> {
    outcome.date()?;
    match which {
        SAFE => outcome.safe,
        LAST => Some(outcome.last),
        _ => None,
    }
}

/// The file for a date. Its moment of writing is the day's beginning: the same file all day, and
/// nothing about when exactly it was fetched.
pub fn document(date: Date, title: &str, today: Date) -> Document {
    let written = today.to_zoned(TimeZone::UTC).map(|day| day.timestamp()).unwrap_or_default();
    let body = file(date, title, written).into_bytes();
    Document::file(MEDIA_TYPE, body, CachePolicy::Never)
}

/// An all-day entry on `date`.
fn file(date: Date, title: &str, written: Timestamp) -> String {
    let title = Some(bounded(title)).filter(|title| !title.is_empty());
    let title = title.as_deref().unwrap_or(NEUTRAL_TITLE);
    let entry = Event::new()
        .uid(&identifier(date, title))
        .add_property("DTSTAMP", written.strftime("%Y%m%dT%H%M%SZ").to_string())
        .append_property(day("DTSTART", date))
        .append_property(day("DTEND", date.tomorrow().unwrap_or(date)))
        .summary(title)
        // Private, and the day stays free for other appointments.
        .add_property("CLASS", "PRIVATE")
        .add_property("TRANSP", "TRANSPARENT")
        .done();
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//frist//DA"));
    calendar.push(entry);
    calendar.to_string()
}

fn day(name: &str, date: Date) -> Property {
    let mut property = Property::new(name, date.strftime("%Y%m%d").to_string());
    property.add_parameter("VALUE", "DATE");
    property
}

/// The same for the same date and title, so that a file fetched twice makes one entry.
fn identifier(date: Date, title: &str) -> String {
    let hash = Sha256::digest(title.as_bytes());
    let short = hash.iter().take(4).fold(0u32, |number, byte| number << 8 | u32::from(*byte));
    format!("{}-{short:08x}@frist", date.strftime("%Y%m%d"))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const WRITTEN: Timestamp = Timestamp::UNIX_EPOCH;

    fn lines(title: &str) -> Vec<String> {
        let file = file(date(2026, 12, 31), title, WRITTEN);
        assert!(file.split_inclusive("\r\n").all(|line| line.ends_with("\r\n")), "{file}");
        // Long lines are folded: the next begins with a blank.
        file.replace("\r\n ", "").lines().map(str::to_owned).collect()
    }

    #[test]
    fn the_file_says_a_day_and_a_neutral_title_and_nothing_else() {
        assert_eq!(
            lines(""),
            [
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//frist//DA",
                "BEGIN:VEVENT",
                "CLASS:PRIVATE",
                "DTEND;VALUE=DATE:20270101",
                "DTSTAMP:19700101T000000Z",
                "DTSTART;VALUE=DATE:20261231",
                "SUMMARY:Frist",
                "TRANSP:TRANSPARENT",
                "UID:20261231-c2d60bfe@frist",
                "END:VEVENT",
                "END:VCALENDAR"
            ]
        );
    }

    #[test]
    fn the_readers_own_title_can_add_no_line_and_no_property() {
        let with = lines("Ring, husk; det\\\r\nLOCATION:Et sted");
        assert!(
            with.contains(&"SUMMARY:Ring\\, husk\\; det\\\\LOCATION:Et sted".to_owned()),
            "{with:?}"
        );
        assert!(!with.iter().any(|line| line.starts_with("LOCATION")), "{with:?}");
        let long = lines(&"å".repeat(10_000));
        assert!(long.iter().all(|line| line.len() < 120), "{long:?}");
    }

    #[test]
    fn the_same_question_gives_the_same_bytes() {
        let day = date(2028, 2, 29);
        assert_eq!(file(day, "Ring", WRITTEN), file(day, "Ring", WRITTEN));
        assert_ne!(identifier(day, "Ring"), identifier(day, "Frist"));
    }
}
