//! Guides: a few questions that lead to an answer. Every way leads somewhere, or there is no book.

use super::data::{Contact, Route};
use super::deadline::Deadline;
use super::handle::Handle;
use super::link::Link;
use super::source::{Citation, SourceHeading};
use super::text::Phrase;
use crate::content::guide::MAX_QUESTIONS;

/// A guide as one municipality has it.
#[derive(Clone, Debug)]
pub struct Guide {
    /// The last part of its address.
    pub id: String,
    pub address: String,
    /// The question it answers.
    pub title: String,
    /// What to expect of it.
    pub text: Phrase,
    /// The places where a question is asked; the first is the start.
    pub(super) steps: Vec<Step>,
    pub(super) endings: Vec<Ending>,
    /// What single answers add.
    pub(super) additions: Vec<GuideAddition>,
}

/// A place where a question is asked, and where each answer leads.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) question: GuideQuestion,
    pub(super) ways: Vec<Next>,
}

/// Where an answer leads.
#[derive(Clone, Copy, Debug)]
pub(super) enum Next {
    Step(usize),
    End(usize),
}

/// A question and its answers.
#[derive(Clone, Debug)]
pub struct GuideQuestion {
    /// The question.
    pub text: Phrase,
    /// A line that helps to answer it.
    pub hint: Option<Phrase>,
    /// The answers, in order.
    pub answers: Vec<GuideAnswer>,
}

#[derive(Clone, Debug)]
pub struct GuideAnswer {
    /// A part of the address.
    pub id: String,
    /// The words to choose.
    pub text: Phrase,
    pub(super) addition: Option<usize>,
}

/// What a way ends in: what to do, whom to ring, where to go, by when, and when it does not hold.
#[derive(Clone, Debug)]
pub struct Ending {
    /// Its id in the municipality's file.
    pub id: String,
    /// What to do, in one line.
    pub title: String,
    /// What to do now, in order.
    pub now: Vec<Phrase>,
    /// Whose number is shown.
    pub contact: Handle<Contact>,
    /// Whose postal address is shown.
    pub address: Option<Handle<Contact>>,
    pub deadline: Option<Handle<Deadline>>,
    /// What to say where there is none; none where the source is merely silent.
    pub no_deadline: Option<Phrase>,
    /// The complaint route it is.
    pub route: Option<Handle<Route>>,
    /// When it does not hold.
    pub exceptions: Vec<Phrase>,
    /// The laws the source names for it.
    pub laws: Vec<Handle<Citation>>,
    /// The page it is based on.
    pub section: Link,
    /// The source headings it is based on.
    pub sources: Vec<Handle<SourceHeading>>,
    /// An editorial note.
    pub note: Option<Phrase>,
}

/// What one answer adds to the end.
#[derive(Clone, Debug)]
pub struct GuideAddition {
    /// Its heading.
    pub title: String,
    /// The heading of the whole end, where its own is written to somebody else.
    pub heading: Option<String>,
    /// What it says.
    pub text: Vec<Phrase>,
    /// Whether it stands before the rest.
    pub first: bool,
    /// The source headings it is based on.
    pub sources: Vec<Handle<SourceHeading>>,
}

/// Where some answers lead.
#[derive(Clone, Debug)]
pub struct Position<'a> {
    /// The questions answered so far, with the answers.
    pub answered: Vec<(&'a GuideQuestion, &'a GuideAnswer)>,
    /// What comes now.
    pub place: GuidePlace<'a>,
}

/// What comes after some answers.
#[derive(Clone, Debug)]
pub enum GuidePlace<'a> {
    /// One more question.
    Question(&'a GuideQuestion),
    End {
        /// What to do.
        ending: &'a Ending,
        /// What the answers add, in the order they were given.
        additions: Vec<&'a GuideAddition>,
    },
}

impl Guide {
    /// Where the answers of one of [`Guide::paths`] lead. Answers behind an end are passed over.
    pub fn walk(&self, path: &[usize]) -> Position<'_> {
        let mut step = &self.steps[0];
        let mut answered = Vec::new();
        for &at in path {
            let answer = &step.question.answers[at];
            answered.push((&step.question, answer));
            match step.ways[at] {
                Next::Step(next) => step = &self.steps[next],
                Next::End(end) => {
                    let added = answered.iter().filter_map(|(_, answer)| answer.addition);
                    let additions = added.map(|at| &self.additions[at]).collect();
                    let place = GuidePlace::End { ending: &self.endings[end], additions };
                    return Position { answered, place };
                }
            }
        }
        Position { answered, place: GuidePlace::Question(&step.question) }
    }

    /// The address after these answers.
    pub fn address_of(&self, path: &[usize]) -> String {
        let position = self.walk(path);
        let answers = position.answered.iter().map(|(_, answer)| format!("/{}", answer.id));
        format!("{}{}", self.address, answers.collect::<String>())
    }

    /// The answers of every address there is, each before those that go on from it.
    pub fn paths(&self) -> Vec<Vec<usize>> {
        let mut all = Vec::new();
        let mut waiting = vec![Vec::new()];
        while let Some(path) = waiting.pop() {
            let position = self.walk(&path);
            if let GuidePlace::Question(question) = position.place
                && path.len() < MAX_QUESTIONS
            {
                // The last in is the first out: backwards, so that the order stays.
                waiting.extend(
                    (0..question.answers.len())
                        .rev()
                        .map(|at| path.iter().copied().chain([at]).collect::<Vec<_>>()),
                );
            }
            all.push(path);
        }
        all
    }

    /// The ends, in the order of the file.
    pub fn endings(&self) -> &[Ending] {
        &self.endings
    }
}
