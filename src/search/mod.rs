//! Search.
pub mod analysis;
