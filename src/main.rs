//! Arguments → command → exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    kvalitetsstandard::commands::run()
}
