//! Walking a guide: from the answers in an address to the next question or to the end.
//!
//! Each step is an address of its own, `/{kommune}/find-vej/{vejviser}/{svar}/{svar}/…`, so that it
//! can be shared and gone back from. That no way is a dead end is checked when content is loaded.

use crate::content::guide::{Addition, Answer, GuideStep, Leaf, Question};
use crate::content::{Content, GuideFile, LeafFile, Municipality};

/// How many questions a way may ask at most.
pub const MAX_QUESTIONS: usize = 4;

/// The page that lists the guides, below a municipality's address.
pub const PAGE: &str = "find-vej";

/// A guide as one municipality has it.
#[derive(Clone, Copy, Debug)]
pub struct Guide<'a> {
    /// The last part of its address.
    pub id: &'a str,
    /// The questions.
    pub file: &'a GuideFile,
    /// The ends.
    pub leaves: &'a LeafFile,
    /// Whose it is.
    pub municipality: &'a Municipality,
}

/// A question that has been answered.
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    /// The question.
    pub question: &'a Question,
    /// The answer.
    pub answer: &'a Answer,
}

/// Where some answers lead.
#[derive(Clone, Debug)]
pub struct Position<'a> {
    /// The questions answered so far, in order.
    pub answered: Vec<Answered<'a>>,
    /// What comes now.
    pub place: Place<'a>,
}

/// What comes after some answers.
#[derive(Clone, Debug)]
pub enum Place<'a> {
    /// One more question.
    Question(&'a Question),
    /// The end.
    End {
        /// What to do.
        leaf: &'a Leaf,
        /// What the answers add, in the order they were given.
        additions: Vec<&'a Addition>,
    },
}

/// The guides a municipality has, in order.
pub fn guides<'a>(content: &'a Content, municipality: &'a Municipality) -> Vec<Guide<'a>> {
    let mut guides: Vec<Guide<'a>> = content
        .guides
        .iter()
        .filter_map(|(id, file)| {
            let leaves = municipality.leaves.get(id)?;
            Some(Guide { id, file, leaves, municipality })
        })
        .collect();
    guides.sort_by_key(|guide| (guide.file.order, guide.id));
    guides
}

impl<'a> Guide<'a> {
    /// Where these answers lead; `None` where an answer is not one of the question's, or where
    /// there are more answers than questions.
    pub fn walk(&self, answers: &[&str]) -> Option<Position<'a>> {
        let mut step = self.file.step(&self.file.start)?;
        let mut answered = Vec::new();
        for (count, id) in answers.iter().enumerate() {
            let question = self.file.question(&step.question)?;
            let answer = question.answer(id)?;
            answered.push(Answered { question, answer });
            match self.next(step, answer)? {
                Next::Step(next) => step = next,
                // An address that goes on behind the end is none of ours.
                Next::Leaf(leaf) => {
                    let last = count + 1 == answers.len();
                    return last.then(|| self.end(leaf, answered));
                }
            }
        }
        let question = self.file.question(&step.question)?;
        Some(Position { answered, place: Place::Question(question) })
    }

    /// The address after these answers.
    pub fn address(&self, answers: &[&str]) -> String {
        let mut address = format!("{}/{PAGE}/{}", self.municipality.address(), self.id);
        for answer in answers {
            address.push('/');
            address.push_str(answer);
        }
        address
    }

    /// The answers of every address there is, ends included, each before those that go on from it.
    pub fn all(&self) -> Vec<Vec<&'a str>> {
        let mut all = Vec::new();
        let mut waiting = vec![Vec::new()];
        while let Some(answers) = waiting.pop() {
            let Some(position) = self.walk(&answers) else { continue };
            if let Place::Question(question) = position.place
                && answers.len() < MAX_QUESTIONS
            {
                // The last in is the first out: backwards, so that the order stays.
                waiting.extend(question.answers.iter().rev().map(|answer| {
                    answers.iter().copied().chain([answer.id.as_str()]).collect::<Vec<_>>()
                }));
            }
            all.push(answers);
        }
        all
    }

    /// The answers of every way to an end.
    pub fn paths(&self) -> Vec<Vec<&'a str>> {
        let ends = |answers: &Vec<&str>| {
            matches!(self.walk(answers), Some(Position { place: Place::End { .. }, .. }))
        };
        self.all().into_iter().filter(ends).collect()
    }

    fn next(&self, step: &'a GuideStep, answer: &Answer) -> Option<Next<'a>> {
        let way = step.ways.iter().find(|way| *way.answer == *answer.id)?;
        match (&way.step, &way.leaf) {
            (Some(step), None) => self.file.step(step).map(Next::Step),
            (None, Some(leaf)) => self.leaves.leaf(leaf).map(Next::Leaf),
            _ => None,
        }
    }

    fn end(&self, leaf: &'a Leaf, answered: Vec<Answered<'a>>) -> Position<'a> {
        let ids = answered.iter().filter_map(|one| one.answer.addition.as_ref());
        let additions = ids.filter_map(|id| self.leaves.addition(id)).collect();
        Position { answered, place: Place::End { leaf, additions } }
    }
}

enum Next<'a> {
    Step(&'a GuideStep),
    Leaf(&'a Leaf),
}
