//! What the server noted about the request that a page answers, in words for the reader.
//!
//! The server fills [`Noted`] from the record that its log and its counters get.

use askama::Template;
use jiff::Zoned;

use super::html::Html;
use crate::content::Day;
use crate::markdown::resolve::date_words;

/// What the server noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// When, as the clock in Copenhagen showed; none where no line was written in a log.
    pub at: Option<Zoned>,
    /// The kind of thing asked for.
    pub class: &'static str,
    /// The answer's number.
    pub status: u16,
    /// How long it took, in millionths of a second.
    pub micros: u64,
}

#[derive(Template)]
#[template(path = "components/noted.html")]
struct View<'a> {
    at: Option<Moment>,
    class: &'a str,
    status: u16,
    micros: u64,
    time: String,
}

/// A moment as the log writes it and as people say it.
struct Moment {
    written: String,
    words: String,
}

#[derive(Template)]
#[template(path = "components/noted-offline.html")]
struct Offline;

/// The list for a reader; where there is no request, what the list would have been.
pub fn html(noted: Option<&Noted>) -> Html {
    let Some(Noted { at, class, status, micros }) = noted else {
        return Html::from_template(&Offline);
    };
    let at = at.as_ref().map(|at| Moment {
        written: at.timestamp().to_string(),
        words: format!("{} kl. {}", date_words(Day(at.date())), at.strftime("%-H.%M.%S")),
    });
    Html::from_template(&View { at, class, status: *status, micros: *micros, time: time(*micros) })
}

/// How long it took, as people say it.
fn time(micros: u64) -> String {
    match micros / 1000 {
        0 => "Mindre end en tusindedel af et sekund.".to_owned(),
        1 => "Godt en tusindedel af et sekund.".to_owned(),
        millis @ ..1000 => format!("Godt {millis} tusindedele af et sekund."),
        _ => "Over et sekund.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::in_copenhagen;

    fn noted(at: Option<&str>) -> String {
        let at = at.map(|at| in_copenhagen(at.parse().unwrap()));
        html(Some(&Noted { at, class: "page", status: 200, micros: 84 })).0
    }

    #[test]
    fn a_line_of_the_log_is_told_with_its_time_and_only_where_there_is_one() {
        let told = noted(Some("2026-11-22T08:05:09Z"));
        assert!(told.contains("<code>2026-11-22T08:05:09Z</code>"), "{told}");
        assert!(told.contains("22.\u{a0}november 2026 kl. 9.05.09"), "{told}");
        let untold = noted(None);
        assert!(!untold.contains("2026") && untold.contains("<code>84</code>"), "{untold}");
    }

    #[test]
    fn a_time_is_told_in_words() {
        for (micros, words) in [
            (84, "Mindre end en tusindedel"),
            (1_999, "Godt en tusindedel"),
            (12_345, "Godt 12 tusindedele"),
            (2_000_000, "Over et sekund"),
        ] {
            assert!(time(micros).starts_with(words), "{micros}");
        }
    }
}
