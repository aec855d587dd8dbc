//! The integration tests: one binary, one module per feature.

// A test says what it expects by failing.
#![allow(clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::unwrap_used)]

