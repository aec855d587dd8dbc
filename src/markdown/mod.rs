//! Markdown → HTML, headings, links and words, with their byte positions.
//!
//! [`structure`] lists what is in a text, for the checks; [`resolve`] resolves references;
//! [`inline`] and [`page`] write HTML with every reference filled in and the glossary terms marked.

pub mod addresses;
pub mod anchors;
pub mod inline;
pub mod odd;
mod page;
pub mod resolve;
pub mod run;
pub mod structure;
mod syntax;
mod terms;

pub use inline::{TERM_END, TERM_START, TERM_TEXT, inline, plain};
pub use page::{EmbedKind, Rendered, RenderedBlock, RenderedHeading, RenderedPart, page};
pub use resolve::{Resolver, Unresolved};
pub use syntax::escape;
