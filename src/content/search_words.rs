//! `soegning.toml` and `eksempler.toml`: what people type, and what it means here. Data for
//! [`crate::search`].
//!
//! Everyday words, slang, brand names and foreign words are written as topics: what people say,
//! what the municipality calls it, and the sections that answer. No word of it stands in the code.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::text::{Text, Word};

/// `soegning.toml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchWords {
    /// How much each place in a section weighs.
    #[serde(rename = "vaegte", default)]
    pub weights: Weights,
    /// Words that say nothing by themselves: "hvad", "jeg", "skal". Never looked up alone, but part
    /// of a topic's phrases.
    #[serde(rename = "fyldord", default)]
    pub fillers: Vec<Word>,
    /// Words that fit too many things: they rank, but give no hits where the rest is unknown.
    #[serde(rename = "svage", default)]
    pub weak: Vec<Word>,
    /// Words about things the site has nothing about. Never corrected to a word of ours; a query
    /// with one of them has no hits unless it names what the whole site is about too.
    #[serde(rename = "andet", default)]
    pub elsewhere: Vec<Word>,
    /// Short words that compounds are made of, e.g. "dag", "øl". Longer ones are found in the texts.
    #[serde(rename = "led", default)]
    pub parts: Vec<Word>,
    /// What people speak of.
    #[serde(rename = "emne", default)]
    pub topics: Vec<Topic>,
    /// Topics that mean something else together.
    #[serde(rename = "naar", default)]
    pub together: Vec<Together>,
    /// Facts that answer a question by themselves.
    #[serde(rename = "genvej", default)]
    pub shortcuts: Vec<RawShortcut>,
    /// The words of the sources, section by section: a section whose source has the word comes
    /// before one where only our own text has it.
    #[serde(rename = "kildeord", default)]
    pub source_words: Vec<SourceWords>,
    /// The pages that have no file of their own, as they are listed among the hits.
    #[serde(rename = "side", default)]
    pub pages: Vec<RawBuiltInPage>,
}

impl SearchWords {
    /// The topics that ask for an answer.
    pub fn asking<'a>(&'a self, shortcut: &'a RawShortcut) -> impl Iterator<Item = &'a Topic> {
        let asks = |topic: &&Topic| shortcut.topics.iter().any(|id| **id == *topic.id);
        self.topics.iter().filter(asks)
    }
}

/// How much a word weighs by where it stands and how it was found; 1 is a word of the text.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// In the title.
    #[serde(rename = "titel")]
    pub title: f32,
    /// In a heading.
    #[serde(rename = "overskrift")]
    pub heading: f32,
    /// In the summary.
    #[serde(rename = "kort_fortalt")]
    pub summary: f32,
    /// In the text.
    #[serde(rename = "tekst")]
    pub body: f32,
    /// Among the words of the source.
    #[serde(rename = "kildeord")]
    pub source: f32,
    /// Among the laws.
    #[serde(rename = "lov")]
    pub law: f32,
    /// With the same root rather than the same stem.
    #[serde(rename = "samme_rod")]
    pub root: f32,
    /// As a part of a compound.
    #[serde(rename = "led")]
    pub part: f32,
    /// After a typo was corrected.
    #[serde(rename = "rettet")]
    pub corrected: f32,
    /// What an example says of its section, when the query is word for word the same.
    #[serde(rename = "eksempel")]
    pub example: f32,
    /// How near an example must be, 0–1, for its section to answer a query with unknown words.
    #[serde(rename = "spurgt_foer")]
    pub asked_before: f32,
    /// As what a topic means rather than what was typed.
    #[serde(rename = "betyder")]
    pub meant: f32,
    /// The second of a topic's sections relative to the first, the third to the second, ...
    #[serde(rename = "naeste")]
    pub next: f32,
    /// Hits below this part of the best one are left out.
    #[serde(rename = "mindst")]
    pub least: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            title: 2.0,
            heading: 1.5,
            summary: 1.2,
            body: 1.0,
            source: 2.0,
            law: 3.0,
            root: 0.8,
            part: 0.4,
            corrected: 0.8,
            example: 4.0,
            asked_before: 0.6,
            meant: 0.4,
            next: 0.85,
            least: 0.2,
        }
    }
}

/// Something people speak of in their own words.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// The id that `naar` and `genvej` refer to.
    pub id: Word,
    /// Words and phrases; the words of a phrase stand in this order, with little between them. A
    /// word with `*` at its end stands for every word that begins so.
    #[serde(rename = "siger")]
    pub said: Vec<Word>,
    /// Letters of which one is enough to speak of the topic, e.g. those of a script.
    #[serde(rename = "bogstaver")]
    pub letters: Option<Word>,
    /// The municipality's words for it: searched too, and marked in the hits.
    #[serde(rename = "betyder", default)]
    pub means: Vec<Word>,
    /// The sections that answer, best first, with or without `#heading`; those a municipality
    /// lacks are passed over.
    #[serde(rename = "bedst", default)]
    pub best: Vec<Word>,
    /// Sections that are fair to show below.
    #[serde(rename = "ogsaa", default)]
    pub also: Vec<Word>,
    /// Other pages that answer.
    #[serde(rename = "sider", default)]
    pub pages: Vec<Word>,
    /// How sure the topic is of its sections: 1 is a hint, 3 the rule, 5 certain.
    #[serde(rename = "styrke", default = "usual_strength")]
    pub strength: f32,
    /// Whether it is what the whole site is about.
    #[serde(rename = "kerne", default)]
    pub core: bool,
    /// Whether its words are never corrected to each other: names that look alike and mean other
    /// things.
    #[serde(rename = "beskyttet", default)]
    pub protected: bool,
    /// The law it is the name of: a number beside it is a paragraph of that law.
    #[serde(rename = "lov")]
    pub law: Option<Word>,
    /// Whether its words are those of another language: words beside them that nobody knows are no
    /// reason to find nothing, and its sections answer only where no other topic does.
    #[serde(rename = "fremmed", default)]
    pub foreign: bool,
    /// Whether no source speaks of it: it has an answer, but no hits unless the query names a
    /// stronger topic too.
    #[serde(rename = "unaevnt", default)]
    pub unnamed: bool,
    /// Where a municipality's source answers elsewhere: its own `bedst` and `ogsaa`, by folder.
    #[serde(rename = "kommune", default)]
    pub municipalities: BTreeMap<String, TopicAnswer>,
}

fn usual_strength() -> f32 {
    3.0
}

/// The sections that answer in one municipality; empty lists mean that none does.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TopicAnswer {
    /// Best first.
    #[serde(rename = "bedst", default)]
    pub best: Vec<Word>,
    /// Fair to show below.
    #[serde(rename = "ogsaa", default)]
    pub also: Vec<Word>,
}

impl TopicAnswer {
    /// Whether no section answers.
    pub fn is_empty(&self) -> bool {
        self.best.is_empty() && self.also.is_empty()
    }
}

/// Topics that mean something else together, e.g. a complaint and waiting: the answer's deadline.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Together {
    /// The topics; all must be there.
    #[serde(rename = "emner")]
    pub topics: Vec<Word>,
    /// As in a topic.
    #[serde(rename = "bedst", default)]
    pub best: Vec<Word>,
    /// As in a topic.
    #[serde(rename = "ogsaa", default)]
    pub also: Vec<Word>,
    /// As in a topic.
    #[serde(rename = "styrke", default = "usual_strength")]
    pub strength: f32,
    /// As in a topic.
    #[serde(rename = "kommune", default)]
    pub municipalities: BTreeMap<String, TopicAnswer>,
}

/// A fact shown above the hits when it answers by itself.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawShortcut {
    /// The topics that ask for it; all must be there.
    #[serde(rename = "emner")]
    pub topics: Vec<Word>,
    /// Topics that ask for something else: with one of them the fact is not shown.
    #[serde(rename = "uden", default)]
    pub without: Vec<Word>,
    /// The answer, with references to the facts it rests on.
    #[serde(rename = "svar")]
    pub answer: Text,
    /// The language of the answer, as in `lang`, where it is another than that of the site.
    #[serde(rename = "sprog")]
    pub language: Option<Word>,
    /// The section that says so, with or without `#heading`.
    #[serde(rename = "afsnit")]
    pub section: Word,
    /// The municipalities whose source says so. Always written out: what one source says holds for
    /// no other.
    #[serde(rename = "kommuner")]
    pub municipalities: Vec<Word>,
    /// Whether life may be in danger: then the advice for that stands before everything else.
    #[serde(rename = "akut", default)]
    pub danger: bool,
}

impl RawShortcut {
    /// Whether the answer rests on this municipality's source.
    pub fn holds_in(&self, municipality: &str) -> bool {
        self.municipalities.iter().any(|id| id.as_str() == municipality)
    }
}

/// The words of a source that a section must be found by, though our own text says it otherwise.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceWords {
    /// The section.
    #[serde(rename = "afsnit")]
    pub section: Word,
    /// The municipality whose source has the words; all where absent.
    #[serde(rename = "kommune")]
    pub municipality: Option<Word>,
    /// The words.
    #[serde(rename = "ord")]
    pub words: Vec<Word>,
}

/// A page that the site makes from data, as it is found and listed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawBuiltInPage {
    /// The last part of its address.
    pub id: Word,
    /// Its name in the list.
    #[serde(rename = "titel")]
    pub title: Word,
    /// What it holds, in a sentence; shown under the name.
    #[serde(rename = "tekst")]
    pub text: Text,
}

/// `eksempler.toml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExampleFile {
    /// What people type, by the section they mean.
    #[serde(rename = "eksempel", default)]
    pub examples: Vec<Example>,
}

/// What people type when they mean a section. Unlike a topic's words, which must all be there, what is
/// only like an example counts too.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The section, with or without `#heading`.
    #[serde(rename = "afsnit")]
    pub section: Word,
    /// The municipality whose source answers so; all where absent.
    #[serde(rename = "kommune")]
    pub municipality: Option<Word>,
    /// Words, questions and pieces of them as people type them.
    #[serde(rename = "siger")]
    pub said: Vec<Word>,
}
