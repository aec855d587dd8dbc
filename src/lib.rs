//! Municipal quality standards as pages people can find, trust and use.
//!
//! Data flows one way: `source → finding → content → markdown → {check, search, guidance} → render
//! → site → {server, export} → commands`. `ARCHITECTURE.md` tells the whole story.

pub mod check;
pub mod clock;
pub mod commands;
pub mod content;
pub mod edition;
pub mod export;
pub mod finding;
pub mod guidance;
pub mod load;
pub mod markdown;
#[cfg(feature = "online")]
pub mod online;
pub mod render;
pub mod report;
pub mod scaffold;
pub mod search;
pub mod server;
pub mod site;
pub mod source;
