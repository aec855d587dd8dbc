//! The integration tests: one binary, one module per feature.

// Tests fail by panicking.
#![allow(clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::unwrap_used)]

mod addresses;
mod asked;
mod budget;
mod canary;
mod check_command;
mod comparison;
mod comparison_pages;
mod content;
mod deadline_pages;
mod deadline_texts;
mod deadlines;
mod edit_bytes;
mod edit_door;
mod edit_faults;
mod edit_slips;
mod export;
mod facts;
mod follows;
mod guides;
mod handovers;
mod help;
mod html;
mod http;
mod kept;
mod layers;
mod letters;
mod many;
mod matrix;
mod mistakes;
mod oracle;
mod pages;
mod privacy;
mod records;
mod references;
mod renames;
mod scaffold;
mod schemas;
mod search;
mod server_http;
mod server_layers;
mod server_load;
mod server_log;
mod server_reload;
mod server_requests;
mod serving;
mod sheets;
mod standards;
mod support;
mod tidy;
mod typed_dates;
mod varnish;
mod visible;
mod wordless;
