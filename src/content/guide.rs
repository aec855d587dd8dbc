//! Guides: a few questions that lead to an answer, and each municipality's answers.
//!
//! `veje/<id>.toml` contains the questions and the order they are asked in, shared by all
//! municipalities. `<kommune>/veje/<id>.toml` contains that municipality's answers; a municipality
//! without the file doesn't have the guide. [`crate::features::guide`] walks through them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::text::{Text, Word};

/// The most questions on any path through a guide.
pub const MAX_QUESTIONS: usize = 4;

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GuideFile {
    /// The guide's title: the question it answers.
    #[serde(rename = "titel")]
    pub title: Word,
    /// What the reader can expect, for the list of guides.
    #[serde(rename = "tekst")]
    pub text: Text,
    #[serde(rename = "raekkefoelge")]
    pub order: u32,
    /// The first step.
    pub start: Word,
    /// The questions; steps refer to them by id.
    #[serde(rename = "spoergsmaal")]
    pub questions: Vec<RawQuestion>,
    /// The steps: where a question is asked and where its answers lead.
    #[serde(rename = "trin")]
    pub steps: Vec<GuideStep>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawQuestion {
    /// The id in `spoerg`.
    pub id: Word,
    #[serde(rename = "tekst")]
    pub text: Text,
    /// A line that helps to answer it.
    #[serde(rename = "hjaelp")]
    pub hint: Option<Text>,
    #[serde(rename = "svar")]
    pub answers: Vec<RawAnswer>,
}

/// An answer; its id is part of the address.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawAnswer {
    pub id: Word,
    #[serde(rename = "tekst")]
    pub text: Text,
    /// The id of a text this answer adds to the end of the guide, wherever the path leads.
    #[serde(rename = "tillaeg")]
    pub addition: Option<Word>,
}

/// A point in the guide where a question is asked.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GuideStep {
    /// The id in `trin`.
    pub id: Word,
    #[serde(rename = "spoerg")]
    pub question: Word,
    /// Where each answer leads.
    #[serde(rename = "videre")]
    pub ways: Vec<Way>,
}

/// Where an answer leads: either to a step or to a leaf.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Way {
    #[serde(rename = "svar")]
    pub answer: Word,
    /// The next step.
    #[serde(rename = "trin")]
    pub step: Option<Word>,
    /// The end of the guide.
    #[serde(rename = "blad")]
    pub leaf: Option<Word>,
}

/// `<kommune>/veje/<id>.toml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeafFile {
    #[serde(rename = "blad")]
    pub leaves: Vec<Leaf>,
    /// Texts that single answers add to the end.
    #[serde(rename = "tillaeg", default)]
    pub additions: Vec<Addition>,
}

/// The end of a guide: what to do, whom to call, where to go, by when, and when it does not apply.
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
    /// The contact whose postal address is shown.
    #[serde(rename = "adresse")]
    pub address: Option<Word>,
    /// The deadline; absent if the source gives none or it lapses.
    #[serde(rename = "frist")]
    pub deadline: Option<Word>,
    /// What to say when there is no deadline; absent if the source simply doesn't mention one.
    #[serde(rename = "uden_frist")]
    pub no_deadline: Option<Text>,
    #[serde(rename = "klagevej")]
    pub route: Option<Word>,
    /// When it does not apply.
    #[serde(rename = "undtagelser", default)]
    pub exceptions: Vec<Text>,
    /// The laws that the source cites.
    #[serde(rename = "love", default)]
    pub laws: Vec<Word>,
    /// The section it is based on, with or without `#heading`.
    #[serde(rename = "afsnit")]
    pub section: Word,
    /// The source sections it is based on.
    #[serde(rename = "kilde")]
    pub source: Vec<Word>,
    /// An editorial note shown with it.
    #[serde(rename = "note")]
    pub note: Option<Text>,
}

/// A text that one answer adds to the end of the guide.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Addition {
    /// The id in `tillaeg`.
    pub id: Word,
    #[serde(rename = "titel")]
    pub title: Word,
    /// A heading that replaces the leaf's own, if that addresses somebody else.
    #[serde(rename = "overskrift")]
    pub heading: Option<Word>,
    #[serde(rename = "tekst")]
    pub text: Vec<Text>,
    /// Whether it comes before the rest.
    #[serde(rename = "foerst", default)]
    pub first: bool,
    /// The section it is based on, with or without `#heading`.
    #[serde(rename = "afsnit")]
    pub section: Word,
    /// The source sections it is based on.
    #[serde(rename = "kilde")]
    pub source: Vec<Word>,
}

impl GuideFile {
    pub fn question(&self, id: &str) -> Option<&RawQuestion> {
        self.questions.iter().find(|question| question.id.as_str() == id)
    }

    pub fn step(&self, id: &str) -> Option<&GuideStep> {
        self.steps.iter().find(|step| step.id.as_str() == id)
    }
}

impl RawQuestion {
    pub fn answer(&self, id: &str) -> Option<&RawAnswer> {
        self.answers.iter().find(|answer| answer.id.as_str() == id)
    }
}

impl LeafFile {
    pub fn leaf(&self, id: &str) -> Option<&Leaf> {
        self.leaves.iter().find(|leaf| leaf.id.as_str() == id)
    }

    pub fn addition(&self, id: &str) -> Option<&Addition> {
        self.additions.iter().find(|addition| addition.id.as_str() == id)
    }
}
