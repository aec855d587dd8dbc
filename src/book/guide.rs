//! Guides: a few questions that lead to an answer. Every path ends somewhere, or there is no book.

use super::data::{Contact, Route};
use super::deadline::Deadline;
use super::handle::Handle;
use super::link::Link;
use super::source::{Citation, SourceHeading};
use super::text::Phrase;
use crate::content::guide::MAX_QUESTIONS;

/// A municipality's version of a guide.
#[derive(Clone, Debug)]
pub struct Guide {
    /// The last part of its address.
    pub id: String,
    pub address: String,
    /// The question it answers.
    pub title: String,
    /// What the reader can expect.
    pub text: Phrase,
    /// The steps; the first one is the start.
    pub(super) steps: Vec<Step>,
    pub(super) endings: Vec<Ending>,
    /// Texts that single answers add to the end.
    pub(super) additions: Vec<GuideAddition>,
}

/// A step: a question, and where each answer leads.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) question: GuideQuestion,
    pub(super) ways: Vec<Next>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Next {
    Step(usize),
    End(usize),
}

#[derive(Clone, Debug)]
pub struct GuideQuestion {
    pub text: Phrase,
    /// A line that helps to answer it.
    pub hint: Option<Phrase>,
    pub answers: Vec<GuideAnswer>,
}

#[derive(Clone, Debug)]
pub struct GuideAnswer {
    /// The value in the address.
    pub id: String,
    pub text: Phrase,
    pub(super) addition: Option<usize>,
}

/// The end of a guide: what to do, whom to call, where to go, by when, and when it does not apply.
#[derive(Clone, Debug)]
pub struct Ending {
    /// Its id in the municipality's file.
    pub id: String,
    /// What to do, in one line.
    pub title: String,
    /// What to do now, in order.
    pub now: Vec<Phrase>,
    /// The contact whose number is shown.
    pub contact: Handle<Contact>,
    /// The contact whose postal address is shown.
    pub address: Option<Handle<Contact>>,
    pub deadline: Option<Handle<Deadline>>,
    /// What to say when there is no deadline; `None` if the source simply doesn't mention one.
    pub no_deadline: Option<Phrase>,
    pub route: Option<Handle<Route>>,
    /// When it does not apply.
    pub exceptions: Vec<Phrase>,
    /// The laws that the source cites.
    pub laws: Vec<Handle<Citation>>,
    /// The page it is based on.
    pub section: Link,
    /// The source headings it is based on.
    pub sources: Vec<Handle<SourceHeading>>,
    /// An editorial note.
    pub note: Option<Phrase>,
}

/// A text that one answer adds to the end of the guide.
#[derive(Clone, Debug)]
pub struct GuideAddition {
    pub title: String,
    /// A heading that replaces the ending's own, if that addresses somebody else.
    pub heading: Option<String>,
    pub text: Vec<Phrase>,
    /// Whether it comes before the rest.
    pub first: bool,
    /// The page it is based on.
    pub section: Link,
    /// The source headings it is based on.
    pub sources: Vec<Handle<SourceHeading>>,
}

/// The state of a guide after some answers.
#[derive(Clone, Debug)]
pub struct Position<'a> {
    /// The questions answered so far, with the answers.
    pub answered: Vec<(&'a GuideQuestion, &'a GuideAnswer)>,
    /// What comes next.
    pub place: GuidePlace<'a>,
}

/// What comes after some answers.
#[derive(Clone, Debug)]
pub enum GuidePlace<'a> {
    Question(&'a GuideQuestion),
    End {
        ending: &'a Ending,
        /// The texts that the answers add, in the order the answers were given.
        additions: Vec<&'a GuideAddition>,
    },
}

impl Guide {
    /// Follows the answers of one of [`Guide::paths`]. Answers after an ending are ignored.
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

    /// The answers for every address of the guide, each before its continuations.
    pub fn paths(&self) -> Vec<Vec<usize>> {
        let mut all = Vec::new();
        let mut waiting = vec![Vec::new()];
        while let Some(path) = waiting.pop() {
            let position = self.walk(&path);
            if let GuidePlace::Question(question) = position.place
                && path.len() < MAX_QUESTIONS
            {
                // The stack is last in, first out, so push in reverse to keep the order.
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

    /// The endings, in the order of the file.
    pub fn endings(&self) -> &[Ending] {
        &self.endings
    }
}
