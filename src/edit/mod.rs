//! A door to edit through: the content as forms, for somebody who knows forms and has never seen TOML.
//!
//! `tree` is a file's data with the bytes each value is in; `splice` and `records` change those bytes and
//! no others. `form` makes fields of a schema and a place in the tree, `apply` takes them back. `draft` loads
//! the folder with a change in it, as `serve` would; `weigh` says what that does. `folder` reads and writes,
//! `log` keeps who, when and what, and takes it back. `guard` says who is let in and `door` answers them; the
//! rest knows no HTTP. Off unless asked for, and never part of the server for readers.

mod apply;
mod asked;
mod begin;
mod bytes;
mod change;
mod compare;
mod confirmed;
mod desk;
pub mod door;
mod draft;
mod drafts;
pub mod encode;
mod files;
mod fill;
mod fill_page;
pub mod folder;
mod form;
mod found;
pub mod front;
pub mod guard;
mod history;
mod kinds;
pub mod log;
mod naming;
mod overview;
mod pages;
pub mod place;
mod preview;
pub mod records;
mod refer;
mod refused;
pub mod splice;
mod stale;
mod subject;
mod submitted;
mod system;
pub mod tree;
mod unseen;
mod users;
mod view;
mod weigh;
mod weighing;
mod words;

pub use desk::Desk;
pub use folder::Folder;
