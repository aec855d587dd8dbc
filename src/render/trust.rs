//! How far a source can be trusted today, derived from what it says about itself.
//!
//! A page says this once, below its heading; a deadline or contact has a mark that links there. The
//! sentence is printed on everything that leaves the page: a result, a letter, a hand-over sheet.

use jiff::civil::Date;

use crate::book::SourceDocument;
use crate::content::Day;
use crate::content::words::{Words, fill};
use crate::markdown::resolve::date_words;

/// The texts about a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trust {
    /// What the page is based on and what that means, shown below the heading.
    pub top: String,
    /// Two or three words beside a deadline or contact.
    pub mark: String,
    /// One or two sentences, for everything that leaves the page.
    pub sentence: String,
    /// A few words, for use in brackets.
    pub short: String,
}

/// Where today is in relation to a source's period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PeriodPhase {
    Before,
    Within,
    LastDay,
    After,
}

/// The texts for this source on this date.
pub fn trust(source: &SourceDocument, words: &Words, today: Date) -> Trust {
    let of_kind = if source.draft { &words.source.draft } else { &words.source.adopted };
    let period = period_words(source.from, source.to, words);
    let said = match (&period, phase(source.from, source.to, today)) {
        (None, _) => &of_kind.undated,
        (Some(_), PeriodPhase::Before) => &of_kind.before,
        (Some(_), PeriodPhase::Within) => &of_kind.within,
        (Some(_), PeriodPhase::LastDay) => &of_kind.last_day,
        (Some(_), PeriodPhase::After) => &of_kind.after,
    };
    let period = period.unwrap_or_default();
    let filled = |text: &str| fill(text, &[("periode", &period)]);
    Trust {
        top: filled(&said.top),
        mark: filled(&said.mark),
        sentence: filled(&said.sentence),
        short: filled(&said.short),
    }
}

fn phase(from: Option<Date>, to: Option<Date>, today: Date) -> PeriodPhase {
    match to.map(|to| today.cmp(&to)) {
        _ if from.is_some_and(|from| today < from) => PeriodPhase::Before,
        Some(std::cmp::Ordering::Greater) => PeriodPhase::After,
        Some(std::cmp::Ordering::Equal) => PeriodPhase::LastDay,
        _ => PeriodPhase::Within,
    }
}

/// "2020-2022" for whole years; otherwise with the exact dates.
fn period_words(from: Option<Date>, to: Option<Date>, words: &Words) -> Option<String> {
    let day = |date| date_words(Day(date), words);
    let period = &words.source.period;
    Some(match (from, to) {
        (Some(from), Some(to)) if from.day_of_year() == 1 && to == to.last_of_year() => {
            if from.year() == to.year() {
                from.year().to_string()
            } else {
                format!("{}-{}", from.year(), to.year())
            }
        }
        (Some(from), Some(to)) => fill(&period.from_to, &[("fra", &day(from)), ("til", &day(to))]),
        (Some(from), None) => fill(&period.from, &[("fra", &day(from))]),
        (None, Some(to)) => fill(&period.to, &[("til", &day(to))]),
        (None, None) => return None,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::content::words::danish;

    fn said(draft: bool, from: Option<Date>, to: Option<Date>, today: Date) -> Trust {
        let title = "Standard".to_owned();
        let source = SourceDocument { title, draft, from, to, ..SourceDocument::default() };
        trust(&source, &danish(), today)
    }

    fn years(draft: bool, today: Date) -> Trust {
        said(draft, Some(date(2020, 1, 1)), Some(date(2022, 12, 31)), today)
    }

    #[test]
    fn a_period_is_named_and_its_state_follows_the_day() {
        for (draft, today, sentence, short) in [
            (
                true,
                date(2019, 12, 31),
                "ikke begyndt.",
                "udkast for 2020-2022, perioden er ikke begyndt",
            ),
            (true, date(2020, 1, 1), "om det er vedtaget.", "udkast for 2020-2022"),
            (true, date(2022, 12, 31), "slutter i dag,", "udkast for 2020-2022, slutter i dag"),
            (true, date(2023, 1, 1), "udløbet", "udkast for 2020-2022, perioden er udløbet"),
            (
                false,
                date(2019, 1, 1),
                "ikke begyndt.",
                "gælder for 2020-2022, perioden er ikke begyndt",
            ),
            (false, date(2021, 6, 1), "gælder for 2020-2022.", "gælder for 2020-2022"),
            (false, date(2022, 12, 31), "slutter i dag.", "gælder for 2020-2022, slutter i dag"),
            (false, date(2026, 11, 22), "udløbet", "gælder for 2020-2022, perioden er udløbet"),
        ] {
            let trust = years(draft, today);
            assert!(trust.sentence.contains(sentence), "{today}: {}", trust.sentence);
            assert!(trust.sentence.contains("2020-2022"), "{}", trust.sentence);
            assert_eq!(trust.short, short);
        }
    }

    #[test]
    fn a_source_without_a_date_says_so() {
        let on = date(2026, 11, 22);
        assert!(said(false, None, None, on).sentence.starts_with("Teksten har ingen dato."));
        assert_eq!(said(true, None, None, on).short, "udkast uden dato");
    }

    #[test]
    fn periods_that_are_not_whole_years_are_written_with_their_days() {
        let words = |from, to| period_words(from, to, &danish()).unwrap();
        assert_eq!(words(Some(date(2024, 1, 1)), Some(date(2024, 12, 31))), "2024");
        assert_eq!(words(Some(date(2024, 3, 1)), None), "tiden fra den 1.\u{a0}marts 2024");
        assert_eq!(words(None, Some(date(2024, 3, 1))), "tiden til den 1.\u{a0}marts 2024");
        assert!(words(Some(date(2024, 3, 1)), Some(date(2025, 2, 28))).contains("til den 28."));
    }
}
