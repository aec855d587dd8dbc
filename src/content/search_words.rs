//! `soegning.toml` and `eksempler.toml`: what people type, and what it means here, for
//! [`crate::search`].
//!
//! Everyday words, slang, brand names and foreign words are written as topics: what people say,
//! what the municipality calls it, and the sections that answer. The code contains none of these
//! words.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::text::{Text, Word};

/// `soegning.toml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchWords {
    /// How much a word counts, by where it occurs.
    #[serde(rename = "vaegte", default)]
    pub weights: Weights,
    /// Words without meaning of their own: "hvad", "jeg", "skal". Never looked up alone, but they
    /// can be part of a topic's phrases.
    #[serde(rename = "fyldord", default)]
    pub fillers: Vec<Word>,
    /// Words that are too general: they affect the ranking, but give no hits if the rest is
    /// unknown.
    #[serde(rename = "svage", default)]
    pub weak: Vec<Word>,
    /// Words about subjects the site doesn't cover. They are never corrected to one of our words,
    /// and a query with one of them has no hits unless it also names the site's main subject.
    #[serde(rename = "andet", default)]
    pub elsewhere: Vec<Word>,
    /// Short words that compounds are made of, e.g. "dag", "øl". Longer ones are taken from the
    /// texts.
    #[serde(rename = "led", default)]
    pub parts: Vec<Word>,
    #[serde(rename = "emne", default)]
    pub topics: Vec<Topic>,
    /// Topics that mean something else in combination.
    #[serde(rename = "naar", default)]
    pub together: Vec<Together>,
    /// Facts that can answer a question directly.
    #[serde(rename = "genvej", default)]
    pub shortcuts: Vec<RawShortcut>,
    /// The words of the sources, by section: a section whose source uses the word ranks above one
    /// where only our own text does.
    #[serde(rename = "kildeord", default)]
    pub source_words: Vec<SourceWords>,
    /// Generated pages, as listed among the hits.
    #[serde(rename = "side", default)]
    pub pages: Vec<RawBuiltInPage>,
}

impl SearchWords {
    /// The topics that trigger an answer.
    pub fn asking<'a>(&'a self, shortcut: &'a RawShortcut) -> impl Iterator<Item = &'a Topic> {
        let asks = |topic: &&Topic| shortcut.topics.iter().any(|id| **id == *topic.id);
        self.topics.iter().filter(asks)
    }
}

/// How much a word counts, by where it occurs and how it was matched; 1 is a word of the text.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    #[serde(rename = "titel")]
    pub title: f32,
    #[serde(rename = "overskrift")]
    pub heading: f32,
    #[serde(rename = "kort_fortalt")]
    pub summary: f32,
    #[serde(rename = "tekst")]
    pub body: f32,
    /// In the words of the source.
    #[serde(rename = "kildeord")]
    pub source: f32,
    /// In the laws.
    #[serde(rename = "lov")]
    pub law: f32,
    /// Matched by root, not by stem.
    #[serde(rename = "samme_rod")]
    pub root: f32,
    /// As a part of a compound.
    #[serde(rename = "led")]
    pub part: f32,
    /// Matched after correcting a typo.
    #[serde(rename = "rettet")]
    pub corrected: f32,
    /// An example's weight for its section, when the query is identical to it.
    #[serde(rename = "eksempel")]
    pub example: f32,
    /// How similar an example must be, 0–1, for its section to answer a query with unknown words.
    #[serde(rename = "spurgt_foer")]
    pub asked_before: f32,
    /// Matched as what a topic means, not as what was typed.
    #[serde(rename = "betyder")]
    pub meant: f32,
    /// The weight of a topic's second section relative to its first, the third to the second, and
    /// so on.
    #[serde(rename = "naeste")]
    pub next: f32,
    /// Hits that score below this fraction of the best one are left out.
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

/// A subject that people have their own words for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// The id that `naar` and `genvej` refer to.
    pub id: Word,
    /// Words and phrases. The words of a phrase must occur in this order with little between them.
    /// A word ending in `*` matches every word with that beginning.
    #[serde(rename = "siger")]
    pub said: Vec<Word>,
    /// Letters, e.g. those of a script; one of them is enough to match the topic.
    #[serde(rename = "bogstaver")]
    pub letters: Option<Word>,
    /// The municipality's words for it, which are also searched for, and highlighted in the hits.
    #[serde(rename = "betyder", default)]
    pub means: Vec<Word>,
    /// The sections that answer, best first, with or without `#heading`; a municipality's missing
    /// sections are skipped.
    #[serde(rename = "bedst", default)]
    pub best: Vec<Word>,
    /// Sections worth showing further down.
    #[serde(rename = "ogsaa", default)]
    pub also: Vec<Word>,
    /// Other pages that answer.
    #[serde(rename = "sider", default)]
    pub pages: Vec<Word>,
    /// How strongly the topic points to its sections: 1 is a hint, 3 the default, 5 certain.
    #[serde(rename = "styrke", default = "usual_strength")]
    pub strength: f32,
    /// Whether it is the site's main subject.
    #[serde(rename = "kerne", default)]
    pub core: bool,
    /// Whether its words are never corrected to each other, because they look alike but mean
    /// different things.
    #[serde(rename = "beskyttet", default)]
    pub protected: bool,
    /// The law it is a name for: a number next to it is a paragraph of that law.
    #[serde(rename = "lov")]
    pub law: Option<Word>,
    /// Whether its words belong to another language. Unknown words next to them then don't empty
    /// the results, and its sections are used only if no other topic matches.
    #[serde(rename = "fremmed", default)]
    pub foreign: bool,
    /// Whether no source mentions it: it has an answer, but no hits unless the query also names a
    /// stronger topic.
    #[serde(rename = "unaevnt", default)]
    pub unnamed: bool,
    /// Replacements for `bedst` and `ogsaa`, by municipality, where its source answers elsewhere.
    #[serde(rename = "kommune", default)]
    pub municipalities: BTreeMap<String, TopicAnswer>,
}

fn usual_strength() -> f32 {
    3.0
}

/// The sections that answer in one municipality; empty if none does.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TopicAnswer {
    /// Best first.
    #[serde(rename = "bedst", default)]
    pub best: Vec<Word>,
    /// Worth showing further down.
    #[serde(rename = "ogsaa", default)]
    pub also: Vec<Word>,
}

impl TopicAnswer {
    /// Whether no section answers.
    pub fn is_empty(&self) -> bool {
        self.best.is_empty() && self.also.is_empty()
    }
}

/// Topics that mean something else in combination, e.g. a complaint and waiting: the deadline for
/// the reply.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Together {
    /// The topics; all must match.
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

/// A fact shown above the hits when it answers the question directly.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawShortcut {
    /// The topics that trigger it; all must match.
    #[serde(rename = "emner")]
    pub topics: Vec<Word>,
    /// Topics that mean another question: if one matches, the fact is not shown.
    #[serde(rename = "uden", default)]
    pub without: Vec<Word>,
    /// The answer, with references to the facts it is based on.
    #[serde(rename = "svar")]
    pub answer: Text,
    /// The language of the answer, as in `lang`, if it differs from the site's.
    #[serde(rename = "sprog")]
    pub language: Option<Word>,
    /// The section with the details, with or without `#heading`.
    #[serde(rename = "afsnit")]
    pub section: Word,
    /// The municipalities whose source says so. Always listed, because what one source says applies
    /// to no other.
    #[serde(rename = "kommuner")]
    pub municipalities: Vec<Word>,
    /// Whether the answer is the editors' own: the section it leads to doesn't say it.
    #[serde(rename = "vores", default)]
    pub ours: bool,
    /// Whether life may be in danger; the emergency advice is then shown before everything else.
    #[serde(rename = "akut", default)]
    pub danger: bool,
}

impl RawShortcut {
    /// Whether the answer is based on this municipality's source.
    pub fn holds_in(&self, municipality: &str) -> bool {
        self.municipalities.iter().any(|id| id.as_str() == municipality)
    }
}

/// Words of a source that must find a section, although our own text uses others.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceWords {
    #[serde(rename = "afsnit")]
    pub section: Word,
    /// The municipality whose source has the words; all if absent.
    #[serde(rename = "kommune")]
    pub municipality: Option<Word>,
    #[serde(rename = "ord")]
    pub words: Vec<Word>,
}

/// A generated page, as search finds and lists it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawBuiltInPage {
    /// The last part of its address.
    pub id: Word,
    #[serde(rename = "titel")]
    pub title: Word,
    /// What it contains, in one sentence; shown below the title.
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

/// What people type when they mean a section. A topic's words must all be in the query, but a query
/// only has to be similar to an example.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The section, with or without `#heading`.
    #[serde(rename = "afsnit")]
    pub section: Word,
    /// The municipality whose source answers so; all if absent.
    #[serde(rename = "kommune")]
    pub municipality: Option<Word>,
    /// Words, questions and fragments, as people type them.
    #[serde(rename = "siger")]
    pub said: Vec<Word>,
}
