//! A QR code as an inline drawing: one path, dark runs only.

use std::fmt::Write as _;

use fast_qr::qr::QRBuilder;

use super::html::Html;
use crate::markdown::escape;

/// The white edge a reader needs, in modules.
const QUIET: usize = 4;

/// The code for an address, named by what it leads to; nothing for a text too long to encode.
pub fn qr(text: &str) -> Option<Html> {
    let code = QRBuilder::new(text).ecl(fast_qr::ECL::M).build().ok()?;
    let mut path = String::new();
    for y in 0..code.size {
        let mut x = 0;
        while x < code.size {
            let run = (x..code.size).take_while(|&x| code[y][x].value()).count();
            if run > 0 {
                let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
            }
            x += run.max(1);
        }
    }
    let whole = code.size + 2 * QUIET;
    Some(Html(format!(
        "<svg class=\"qr\" role=\"img\" aria-label=\"QR-kode til {}\" viewBox=\"-{QUIET} -{QUIET} {whole} {whole}\"><path d=\"{path}\"/></svg>",
        escape(text)
    )))
}
