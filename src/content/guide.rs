//! Guides: a few questions that lead to an answer, and what each municipality answers.
//!
//! `veje/<id>.toml` holds the questions and the way from one to the next, the same for all.
//! `<kommune>/veje/<id>.toml` holds that municipality's answers; without it the municipality does
//! not have the guide. [`crate::guidance::guide`] walks them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::text::{Text, Word};

/// How many questions a way may ask at most.
pub const MAX_QUESTIONS: usize = 4;

/// `veje/<id>.toml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GuideFile {
    /// The guide's name: the question it answers.
    #[serde(rename = "titel")]
    pub title: Word,
    /// What to expect of it, for the list of guides.
    #[serde(rename = "tekst")]
    pub text: Text,
    /// Its place among the guides.
    #[serde(rename = "raekkefoelge")]
    pub order: u32,
    /// The first step.
    pub start: Word,
    /// The questions, each written once.
    #[serde(rename = "spoergsmaal")]
    pub questions: Vec<RawQuestion>,
    /// Where a question is asked and where its answers lead.
    #[serde(rename = "trin")]
    pub steps: Vec<GuideStep>,
}

/// A question and its answers.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawQuestion {
    /// The id in `spoerg`.
    pub id: Word,
    /// The question.
    #[serde(rename = "tekst")]
    pub text: Text,
    /// A line that helps to answer it.
    #[serde(rename = "hjaelp")]
    pub hint: Option<Text>,
    /// The answers, in order.
    #[serde(rename = "svar")]
    pub answers: Vec<RawAnswer>,
}

/// An answer; its id is a part of the address.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawAnswer {
    /// The id.
    pub id: Word,
    /// The words to choose.
    #[serde(rename = "tekst")]
    pub text: Text,
    /// What this answer adds to the end, wherever the way leads.
    #[serde(rename = "tillaeg")]
    pub addition: Option<Word>,
}

/// A place on the way where a question is asked.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GuideStep {
    /// The id in `trin`.
    pub id: Word,
    /// The question asked.
    #[serde(rename = "spoerg")]
    pub question: Word,
    /// Where each answer leads.
    #[serde(rename = "videre")]
    pub ways: Vec<Way>,
}

/// Where an answer leads: to exactly one of a step and a leaf.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Way {
    /// The answer.
    #[serde(rename = "svar")]
    pub answer: Word,
    /// The next step.
    #[serde(rename = "trin")]
    pub step: Option<Word>,
    /// The end.
    #[serde(rename = "blad")]
    pub leaf: Option<Word>,
}

/// `<kommune>/veje/<id>.toml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeafFile {
    /// The ends.
    #[serde(rename = "blad")]
    pub leaves: Vec<Leaf>,
    /// What single answers add.
    #[serde(rename = "tillaeg", default)]
    pub additions: Vec<Addition>,
}

/// What a way ends in: what to do, whom to ring, where to go, by when, and when it does not hold.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Leaf {
    /// The id in `blad`.
    pub id: Word,
    /// What to do, in one line.
    #[serde(rename = "titel")]
    pub title: Word,
    /// What to do now, in order.
    #[serde(rename = "nu")]
    pub now: Vec<Text>,
    /// The contact whose number is shown.
    #[serde(rename = "kontakt")]
    pub contact: Word,
    /// The contact whose postal address is shown; one at most.
    #[serde(rename = "adresse")]
    pub address: Option<Word>,
    /// The deadline; absent where the source gives none or it lapses.
    #[serde(rename = "frist")]
    pub deadline: Option<Word>,
    /// What to say where there is none; absent where the source is merely silent.
    #[serde(rename = "uden_frist")]
    pub no_deadline: Option<Text>,
    /// The complaint route it is.
    #[serde(rename = "klagevej")]
    pub route: Option<Word>,
    /// When it does not hold.
    #[serde(rename = "undtagelser", default)]
    pub exceptions: Vec<Text>,
    /// The laws the source names for it.
    #[serde(rename = "love", default)]
    pub laws: Vec<Word>,
    /// The section it rests on, with or without `#heading`.
    #[serde(rename = "afsnit")]
    pub section: Word,
    /// The source sections it rests on.
    #[serde(rename = "kilde")]
    pub source: Vec<Word>,
    /// An editorial note shown with it.
    #[serde(rename = "note")]
    pub note: Option<Text>,
}

/// What one answer adds to the end.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Addition {
    /// The id in `tillaeg`.
    pub id: Word,
    /// Its heading.
    #[serde(rename = "titel")]
    pub title: Word,
    /// The heading of the whole end, where its own is written to somebody else.
    #[serde(rename = "overskrift")]
    pub heading: Option<Word>,
    /// What it says.
    #[serde(rename = "tekst")]
    pub text: Vec<Text>,
    /// Whether it stands before the rest.
    #[serde(rename = "foerst", default)]
    pub first: bool,
    /// The section it rests on, with or without `#heading`.
    #[serde(rename = "afsnit")]
    pub section: Word,
    /// The source sections it rests on.
    #[serde(rename = "kilde")]
    pub source: Vec<Word>,
}

impl GuideFile {
    /// The question with this id.
    pub fn question(&self, id: &str) -> Option<&RawQuestion> {
        self.questions.iter().find(|question| question.id.as_str() == id)
    }

    /// The step with this id.
    pub fn step(&self, id: &str) -> Option<&GuideStep> {
        self.steps.iter().find(|step| step.id.as_str() == id)
    }
}

impl RawQuestion {
    /// The answer with this id.
    pub fn answer(&self, id: &str) -> Option<&RawAnswer> {
        self.answers.iter().find(|answer| answer.id.as_str() == id)
    }
}

impl LeafFile {
    /// The leaf with this id.
    pub fn leaf(&self, id: &str) -> Option<&Leaf> {
        self.leaves.iter().find(|leaf| leaf.id.as_str() == id)
    }

    /// The addition with this id.
    pub fn addition(&self, id: &str) -> Option<&Addition> {
        self.additions.iter().find(|addition| addition.id.as_str() == id)
    }
}
