//! A date as a calendar file, with a title that gives nothing away.
//!
//! A calendar is shared, synced and shown on a locked screen: there is no place, no description and
//! no subject in it, and the title is "Frist" unless the reader writes another. The same date and
//! title give the same file, byte for byte: the identifier is made from them, and the moment of
//! writing comes in as a parameter.

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
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//frist//DA".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", identifier(date, title)),
        written.strftime("DTSTAMP:%Y%m%dT%H%M%SZ").to_string(),
        date.strftime("DTSTART;VALUE=DATE:%Y%m%d").to_string(),
        date.tomorrow().unwrap_or(date).strftime("DTEND;VALUE=DATE:%Y%m%d").to_string(),
        format!("SUMMARY:{}", escaped(title)),
        // Private, and the day stays free for other appointments.
        "CLASS:PRIVATE".to_owned(),
        "TRANSP:TRANSPARENT".to_owned(),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    lines.iter().map(|line| folded(line)).collect()
}

/// A text as a value (RFC 5545, 3.3.11): the characters that mean something are said to mean nothing.
/// A title is one line of printable characters, so there is no line break to escape.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
}

/// A line with its end, broken so that none is longer than 75 bytes (RFC 5545, 3.1).
fn folded(line: &str) -> String {
    const MOST: usize = 75;
    let (mut folded, mut length) = (String::new(), 0);
    for letter in line.chars() {
        if length + letter.len_utf8() > MOST {
            folded.push_str("\r\n ");
            length = 1;
        }
        folded.push(letter);
        length += letter.len_utf8();
    }
    folded + "\r\n"
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
                "UID:20261231-c2d60bfe@frist",
                "DTSTAMP:19700101T000000Z",
                "DTSTART;VALUE=DATE:20261231",
                "DTEND;VALUE=DATE:20270101",
                "SUMMARY:Frist",
                "CLASS:PRIVATE",
                "TRANSP:TRANSPARENT",
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
    fn no_line_is_longer_than_75_bytes_and_no_letter_is_broken() {
        assert_eq!(folded(&"a".repeat(75)), format!("{}\r\n", "a".repeat(75)));
        let wide = "å".repeat(100);
        let broken = folded(&wide);
        let lines: Vec<&str> = broken.split_terminator("\r\n").collect();
        assert_eq!(lines.iter().map(|line| line.len()).collect::<Vec<_>>(), [74, 75, 53]);
        assert_eq!(broken.replace("\r\n ", ""), format!("{wide}\r\n"));
    }

    #[test]
    fn the_same_question_gives_the_same_bytes() {
        let day = date(2028, 2, 29);
        assert_eq!(file(day, "Ring", WRITTEN), file(day, "Ring", WRITTEN));
        assert_ne!(identifier(day, "Ring"), identifier(day, "Frist"));
    }
}
