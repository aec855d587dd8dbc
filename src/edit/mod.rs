//! A door to edit through: the content as forms, for somebody who knows forms and has never seen TOML.
//!
//! `tree` is a file's data with the bytes each value stands in; `splice` and `records` change those bytes and
//! no others; `form` makes fields of a schema and a place in the tree, `apply` takes them back; `draft` loads
//! the folder with the change in it, as `serve` would; `folder` reads and writes, `log` keeps who, when and
//! what, and takes it back. `guard` says who is let in, `door` answers them. Not part of the public server,
//! and off unless asked for.

pub mod apply;
mod compare;
// mod consequence;
// pub mod door;
pub mod draft;
pub mod encode;
pub mod folder;
pub mod form;
pub mod front;
// pub mod guard;
mod kinds;
pub mod log;
// mod new;
// mod overview;
// mod pages;
pub mod place;
mod refer;
pub mod records;
pub mod splice;
mod submitted;
pub mod tree;
// mod view;
