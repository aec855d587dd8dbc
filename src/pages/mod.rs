//! The read-only pages, one file per kind. Interactive ones are in [`crate::features`].

pub mod error;
pub mod front;
pub mod glossary;
pub mod leave;
pub mod municipality;
pub mod offline;
pub mod rights;
pub mod text;
pub mod whole;
