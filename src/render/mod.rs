//! What pages are made with: their frame, their style sheets, their components.

pub mod components;
pub mod context;
pub mod icon;
pub mod layout;
pub mod noted;
pub mod qr;
pub mod style;
pub mod switch;
pub mod trust;
