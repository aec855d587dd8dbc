//! The pages, one file per kind.

pub mod compare;
mod deadline_answers;
pub mod deadlines;
pub mod error;
pub mod front;
pub mod glossary;
pub mod guide;
pub mod handover;
pub mod letter;
pub mod municipality;
pub mod offline;
pub mod rights;
pub mod search;
pub mod text;
pub mod whole;
