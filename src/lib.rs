//! Municipal quality standards as web pages that people can find, trust and use.
//!
//! Data flows one way; `ARCHITECTURE.md` lists the layers and says where to change what.

pub mod book;
pub mod check;
pub mod clock;
pub mod commands;
pub mod content;
pub mod danish;
pub mod edit;
pub mod edition;
pub mod export;
pub mod features;
pub mod finding;
pub mod html;
pub mod kind;
pub mod markdown;
#[cfg(feature = "online")]
pub mod online;
pub mod pages;
pub mod publish;
pub mod registry;
pub mod render;
pub mod report;
pub mod scaffold;
pub mod search;
pub mod server;
pub mod site;
pub mod source;
