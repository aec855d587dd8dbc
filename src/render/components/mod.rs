//! The components of pages: each type prepares the data for its template.
//!
//! A component's template is in `templates/components/` and its style sheet in
//! `static/css/components/`, both under its name.

mod cards;
mod frame;
mod noted;
mod origin;
mod parts;

pub use cards::{ContactStanding, Fact, RecordCard, record_card};
pub use frame::{
    Call, Citable, Crumbs, Hero, Rests, Tools, about_source, built_in_tools, call, citation,
    entry_call, front_tools, local_heading, page_tools, rests,
};
pub use origin::{HeadingTag, Origin};
pub use parts::{Cited, Gathered, PartView, emergency, parts, shared_parts, toc_of};

use askama::filters::HtmlSafe;

impl HtmlSafe for RecordCard {}
impl HtmlSafe for Origin {}
impl HtmlSafe for PartView {}
impl HtmlSafe for HeadingTag {}
