//! Rendering: page frame, style sheet and components.

pub mod components;
pub mod context;
pub mod icon;
pub mod layout;
pub mod noted;
pub mod qr;
pub mod style;
pub mod switch;
pub mod trust;
