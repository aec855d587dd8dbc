//! What came in from a calculator's form: which one was asked, a date, and a few answers.

use super::deadline::{Circumstances, Extent, Substance};
use super::typed_date::{Typed, bounded};

/// Which calculator was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Calculator {
    /// `beregn=garanti`.
    Guarantee,
    /// `beregn=klage`.
    Complaint,
}

impl Calculator {
    /// The value of the field `beregn`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Guarantee => "garanti",
            Self::Complaint => "klage",
        }
    }
}

/// A whole form as it came in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Field `beregn`.
    pub calculator: Option<Calculator>,
    /// Fields `dag`, `maaned`, `aar`.
    pub date: Typed,
    /// Fields `rusmiddel`, `anonym`, `eget-sted`, `behandling`.
    pub told: Circumstances,
    /// Field `titel`: what the reader wants an entry in the calendar to be called.
    pub title: String,
    /// Field `hvilken`: the date to put into the calendar.
    pub which: String,
}

impl Form {
    /// Reads the fields; the last of a name wins, and a name or value nobody offered is passed over.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut form = Self::default();
        for (field, value) in pairs {
            form.take(field, value);
        }
        form
    }

    fn take(&mut self, field: &str, value: &str) {
        match field {
            "beregn" => {
                self.calculator = [Calculator::Guarantee, Calculator::Complaint]
                    .into_iter()
                    .find(|calculator| calculator.word() == value);
            }
            "dag" => self.date.day = bounded(value),
            "maaned" => self.date.month = bounded(value),
            "aar" => self.date.year = bounded(value),
            "rusmiddel" => self.told.substance = substance(value),
            "anonym" => self.told.anonymous = yes_no(value),
            "eget-sted" => self.told.own_place = yes_no(value),
            "behandling" => self.told.extent = extent(value),
            "titel" => self.title = bounded(value),
            "hvilken" => self.which = bounded(value),
            _ => {}
        }
    }
}

fn substance(value: &str) -> Option<Substance> {
    match value {
        "alkohol" => Some(Substance::Alcohol),
        "andre" => Some(Substance::Other),
        "begge" => Some(Substance::Both),
        _ => None,
    }
}

fn extent(value: &str) -> Option<Extent> {
    match value {
        "ambulant" => Some(Extent::Ambulant),
        "dag-doegn" => Some(Extent::DayOrNight),
        _ => None,
    }
}

fn yes_no(value: &str) -> Option<bool> {
    match value {
        "ja" => Some(true),
        "nej" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_nobody_offered_count_as_none() {
        let form = Form::from_pairs([
            ("beregn", "garanti"),
            ("anonym", "måske"),
            ("rusmiddel", "begge"),
            ("behandling", "dag-doegn"),
            ("cpr", "0101011234"),
        ]);
        assert_eq!(form.calculator, Some(Calculator::Guarantee));
        assert_eq!(form.told.anonymous, None);
        assert_eq!(form.told.substance, Some(Substance::Both));
        assert_eq!(form.told.extent, Some(Extent::DayOrNight));
    }
}
