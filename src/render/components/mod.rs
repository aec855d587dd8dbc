//! The parts pages are put together from: each is what its template shows, prepared.
//!
//! A component's template has its name in `templates/components/`, its style sheet in
//! `static/css/components/`.

mod cards;
mod frame;
mod noted;
mod origin;
mod parts;

pub use cards::{ContactStanding, Fact, RecordCard, record_card};
pub use frame::{
    Call, Citable, Crumbs, Hero, Tools, about_source, built_in_tools, call, citation, entry_call,
    front_tools, local_heading, page_tools,
};
pub use origin::{HeadingTag, Origin};
pub use parts::{Explained, PartView, emergency, parts, shared_parts, toc_of};

use askama::filters::HtmlSafe;

impl HtmlSafe for RecordCard {}
impl HtmlSafe for Origin {}
impl HtmlSafe for PartView {}
impl HtmlSafe for HeadingTag {}
