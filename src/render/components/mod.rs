//! The parts pages are put together from: each is what its template shows, prepared.
//!
//! A component's template has its name in `templates/components/`, its style sheet in
//! `static/css/components/`.

mod cards;
mod fields;
mod frame;
mod parts;

pub use cards::{
    ContactCard, DeadlineLine, Phone, RightCard, RouteCard, contact_card, deadline_line,
    right_card, route_card,
};
pub use fields::{CalendarForm, Choice, DateField, choice, date_field, time};
pub use frame::{Call, Crumbs, Hero, Tools, call, citation, local_heading, tools};
pub use parts::{HeadingTag, Origin, PartView, emergency, parts, shared_parts, terms, toc_of};

use askama::filters::HtmlSafe;

impl HtmlSafe for ContactCard {}
impl HtmlSafe for RightCard {}
impl HtmlSafe for RouteCard {}
impl HtmlSafe for Origin {}
impl HtmlSafe for PartView {}
impl HtmlSafe for HeadingTag {}
