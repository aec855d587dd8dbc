//! What came in from a calculator's form: a date, and a few answers.

use super::typed_date::{Typed, bounded};
use crate::book::{CalculatorPage, Deadline, Given};

/// Field names; [`OWN_FIELDS`](crate::content::deadline::OWN_FIELDS) lists them.
pub const DAY: &str = "dag";
/// See [`DAY`].
pub const MONTH: &str = "maaned";
/// See [`DAY`].
pub const YEAR: &str = "aar";
/// What the reader wants an entry in the calendar to be called.
pub const TITLE: &str = "titel";
/// The date to put into the calendar.
pub const WHICH: &str = "hvilken";
/// The calculator, where one address serves all.
pub const CALCULATOR: &str = "beregn";

/// Asks for the form again, with what was typed.
pub const AGAIN: &str = "ret";

/// A calculator and the deadline it works out.
pub(super) struct ListedCalculator<'a> {
    pub(super) page: &'a CalculatorPage,
    pub(super) deadline: &'a Deadline,
}

/// The fields of a form, by name; the last of a name wins.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads a query or a body, whatever bytes it is made of.
    pub fn read(bytes: &[u8]) -> Self {
        Self(form_urlencoded::parse(bytes).into_owned().collect())
    }

    /// What was typed in a field; empty where it was not sent.
    pub fn get(&self, name: &str) -> &str {
        let found = self.0.iter().rev().find(|(field, _)| field == name);
        found.map_or("", |(_, value)| value)
    }

    /// Whether the field was sent.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(field, _)| field == name)
    }

    /// The date as it was typed.
    pub fn date(&self) -> Typed {
        Typed::new(self.get(DAY), self.get(MONTH), self.get(YEAR))
    }

    /// What the reader wants an entry in the calendar to be called.
    pub fn title(&self) -> String {
        bounded(self.get(TITLE))
    }

    /// The answers to a calculator's questions. One that nobody offered counts as none.
    pub fn given(&self, calculator: &CalculatorPage) -> Given {
        let answer = |question: &crate::book::Choice| {
            let value = self.get(&question.id);
            question.answers.iter().position(|(id, _)| id == value)
        };
        Given(calculator.questions.iter().map(answer).collect())
    }

    /// The query that asks a calculator the same again; fields that it does not know are left out.
    pub fn query_for(&self, calculator: &CalculatorPage) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let date = self.date();
        query.extend_pairs([(DAY, &date.day), (MONTH, &date.month), (YEAR, &date.year)]);
        for question in &calculator.questions {
            let value = self.get(&question.id);
            if question.answers.iter().any(|(id, _)| id == value) {
                query.append_pair(&question.id, value);
            }
        }
        query.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::deadline::OWN_FIELDS;

    #[test]
    fn the_forms_own_fields_are_those_that_no_question_may_be_called() {
        assert_eq!(OWN_FIELDS, [DAY, MONTH, YEAR, TITLE, WHICH, CALCULATOR, AGAIN]);
    }
}
