//! Search in people's own words: documents and `soegning.toml` in, ranked hits out.
//!
//! The pipeline: [`collect`] makes documents of the content; [`analysis`] makes words compare;
//! [`vocabulary`] numbers them, once; [`lexicon`] splits compounds and corrects typos; [`lookup`],
//! [`topics`] and [`plan`] find out what a query means; [`index`] ranks; [`snippet`] shows why.
//! Nothing here knows HTML or HTTP, and nothing keeps or prints what somebody typed.

pub mod analysis;
mod answers;
pub mod collect;
mod deferred;
pub mod document;
mod engine;
mod examples;
mod index;
mod lexicon;
mod lookup;
mod plan;
pub mod snippet;
mod topics;
mod typo;
mod vocabulary;

pub use deferred::Deferred;
pub use engine::{FoundShortcut, Hit, MAX_QUERY, Results, Search};
pub use lookup::Correction;
pub use snippet::Snippet;
