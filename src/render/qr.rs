//! A QR code as an inline drawing.

use super::html::Html;
use crate::guidance::qr::encode;
use crate::markdown::escape;

/// The code for an address, named by what it leads to; nothing for a text too long to encode.
pub fn qr(address: &str) -> Option<Html> {
    let code = encode(address)?;
    Some(Html(format!(
        "<svg class=\"qr\" role=\"img\" aria-label=\"QR-kode til {}\" viewBox=\"0 0 {size} {size}\"><path d=\"{}\"/></svg>",
        escape(address),
        code.path,
        size = code.size,
    )))
}
