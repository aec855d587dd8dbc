//! What asks and answers: each feature is a folder with its logic, pages, form, templates and tests.

pub mod compare;
pub mod deadlines;
pub mod guide;
pub mod handover;
pub mod letter;
pub mod search_page;
