//! How far a source can be trusted today: worked out from what it says of itself, never guessed.
//!
//! The sentence stands beside every deadline and every contact; the short form in the line of
//! source and law under every block.

use jiff::civil::Date;

use crate::content::Day;
use crate::content::municipality::SourceDocument;
use crate::markdown::resolve::date_words;

/// What a reader is told about a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trust {
    /// One or two sentences.
    pub sentence: String,
    /// A few words, to stand in brackets.
    pub short: String,
}

/// Where today lies in the period of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Before,
    Within,
    LastDay,
    After,
}

/// What to say of this source on this day.
pub fn trust(source: &SourceDocument, today: Date) -> Trust {
    let day = |day: Option<Day>| day.map(|Day(date)| date);
    let Some(period) = period_words(day(source.from), day(source.to)) else {
        return undated(source.draft);
    };
    let phase = phase(day(source.from), day(source.to), today);
    let (sentence, state) = if source.draft { draft(phase) } else { adopted(phase) };
    let kind = if source.draft { "udkast" } else { "gælder" };
    Trust {
        sentence: sentence.replace("{}", &period),
        short: format!("{kind} for {period}{state}"),
    }
}

fn undated(draft: bool) -> Trust {
    let (kind, short) = if draft {
        ("Teksten er et udkast uden dato", "udkast uden dato")
    } else {
        ("Teksten har ingen dato", "tekst uden dato")
    };
    Trust {
        sentence: format!(
            "{kind}. Vi ved ikke, hvornår den er skrevet, eller om den stadig gælder."
        ),
        short: short.to_owned(),
    }
}

fn draft(phase: Phase) -> (&'static str, &'static str) {
    match phase {
        Phase::Before => {
            ("Kilden er et udkast for {}. Perioden er ikke begyndt.", ", perioden er ikke begyndt")
        }
        Phase::Within => ("Kilden er et udkast for {}. Vi ved ikke, om det er vedtaget.", ""),
        Phase::LastDay => (
            "Kilden er et udkast for {}. Perioden slutter i dag, og vi ved ikke, om det er vedtaget.",
            ", slutter i dag",
        ),
        Phase::After => (
            "Kilden er et udkast for {}. Perioden er udløbet, og vi ved ikke, om den er afløst.",
            ", perioden er udløbet",
        ),
    }
}

fn adopted(phase: Phase) -> (&'static str, &'static str) {
    match phase {
        Phase::Before => {
            ("Kilden gælder for {}. Perioden er ikke begyndt.", ", perioden er ikke begyndt")
        }
        Phase::Within => ("Kilden gælder for {}.", ""),
        Phase::LastDay => ("Kilden gælder for {}. Perioden slutter i dag.", ", slutter i dag"),
        Phase::After => (
            "Kilden gælder for {}. Perioden er udløbet, og vi ved ikke, om den er afløst.",
            ", perioden er udløbet",
        ),
    }
}

fn phase(from: Option<Date>, to: Option<Date>, today: Date) -> Phase {
    match to.map(|to| today.cmp(&to)) {
        _ if from.is_some_and(|from| today < from) => Phase::Before,
        Some(std::cmp::Ordering::Greater) => Phase::After,
        Some(std::cmp::Ordering::Equal) => Phase::LastDay,
        _ => Phase::Within,
    }
}

/// "2020-2022" for whole years; the days otherwise.
fn period_words(from: Option<Date>, to: Option<Date>) -> Option<String> {
    let words = |date| date_words(Day(date));
    Some(match (from, to) {
        (Some(from), Some(to)) if from.day_of_year() == 1 && to == to.last_of_year() => {
            if from.year() == to.year() {
                from.year().to_string()
            } else {
                format!("{}-{}", from.year(), to.year())
            }
        }
        (Some(from), Some(to)) => format!("tiden fra {} til {}", words(from), words(to)),
        (Some(from), None) => format!("tiden fra {}", words(from)),
        (None, Some(to)) => format!("tiden til {}", words(to)),
        (None, None) => return None,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::content::Word;

    fn source(draft: bool, from: Option<Date>, to: Option<Date>) -> SourceDocument {
        SourceDocument {
            title: Word::made("Standard"),
            draft,
            from: from.map(Day),
            to: to.map(Day),
            scope: None,
            sections: Vec::new(),
        }
    }

    fn years(draft: bool) -> SourceDocument {
        source(draft, Some(date(2020, 1, 1)), Some(date(2022, 12, 31)))
    }

    #[test]
    fn a_period_is_named_and_its_state_follows_the_day() {
        for (draft, today, sentence, short) in [
            (
                true,
                date(2019, 12, 31),
                "Perioden er ikke begyndt.",
                "udkast for 2020-2022, perioden er ikke begyndt",
            ),
            (true, date(2020, 1, 1), "Vi ved ikke, om det er vedtaget.", "udkast for 2020-2022"),
            (
                true,
                date(2022, 12, 31),
                "Perioden slutter i dag,",
                "udkast for 2020-2022, slutter i dag",
            ),
            (
                true,
                date(2023, 1, 1),
                "Perioden er udløbet, og vi ved ikke, om den er afløst.",
                "udkast for 2020-2022, perioden er udløbet",
            ),
            (
                false,
                date(2019, 1, 1),
                "Perioden er ikke begyndt.",
                "gælder for 2020-2022, perioden er ikke begyndt",
            ),
            (false, date(2021, 6, 1), "Kilden gælder for 2020-2022.", "gælder for 2020-2022"),
            (
                false,
                date(2022, 12, 31),
                "Perioden slutter i dag.",
                "gælder for 2020-2022, slutter i dag",
            ),
            (
                false,
                date(2026, 11, 22),
                "Perioden er udløbet",
                "gælder for 2020-2022, perioden er udløbet",
            ),
        ] {
            let trust = trust(&years(draft), today);
            assert!(trust.sentence.contains(sentence), "{today}: {}", trust.sentence);
            assert!(trust.sentence.contains("2020-2022"), "{}", trust.sentence);
            assert_eq!(trust.short, short);
        }
    }

    #[test]
    fn a_source_without_a_date_says_so() {
        let trust_of = |draft| trust(&source(draft, None, None), date(2026, 11, 22));
        assert_eq!(
            trust_of(false).sentence,
            "Teksten har ingen dato. Vi ved ikke, hvornår den er skrevet, eller om den stadig gælder."
        );
        assert_eq!(trust_of(true).short, "udkast uden dato");
    }

    #[test]
    fn periods_that_are_not_whole_years_are_written_with_their_days() {
        let words = |from, to| period_words(from, to).unwrap();
        assert_eq!(words(Some(date(2024, 1, 1)), Some(date(2024, 12, 31))), "2024");
        assert_eq!(words(Some(date(2024, 3, 1)), None), "tiden fra den 1.\u{a0}marts 2024");
        assert_eq!(words(None, Some(date(2024, 3, 1))), "tiden til den 1.\u{a0}marts 2024");
        assert!(words(Some(date(2024, 3, 1)), Some(date(2025, 2, 28))).contains("til den 28."));
    }
}
