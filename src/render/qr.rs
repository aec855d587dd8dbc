//! An address as a QR code, drawn inline.
//!
//! Error correction level M, so that it survives a fold or stain, and the smallest version that
//! fits.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder};

use crate::html::Html;
use crate::markdown::escape;

/// The quiet zone that scanners need, in modules.
pub const QUIET_ZONE: usize = 4;

/// The printed width of a module, in points. This gives whole pixels on the coarsest printers (72
/// dpi), and enough of them to be readable at an angle: at 3 points, 5 of 100 codes were not. The
/// result is far larger than the 25 mm that a hand-held scanner needs.
const POINTS_PER_MODULE: usize = 4;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrCode {
    /// The number of modules per side, including the quiet zone.
    pub size: usize,
    /// The printed width and height, in points.
    pub points: usize,
    /// The version: version 1 has 21 modules per side, and each further version four more.
    pub version: usize,
    /// The dark modules as strokes, in module units.
    pub path: String,
}

/// The QR code of an address, labelled with the address; `None` if it is too long to encode.
pub fn qr(address: &str) -> Option<Html> {
    let code = encode(address)?;
    Some(Html(format!(
        "<svg class=\"qr\" role=\"img\" aria-label=\"QR-kode til {}\" viewBox=\"0 0 {size} {size}\"><path d=\"{}\"/></svg>",
        escape(address),
        code.path,
        size = code.size,
    )))
}

pub fn encode(address: &str) -> Option<QrCode> {
    let code = QRBuilder::new(address).ecl(ECL::M).build().ok()?;
    let rows = (0..code.size).map(|row| {
        let modules = code[row].iter().map(|module| module.value());
        modules.collect::<Vec<bool>>()
    });
    let size = code.size + 2 * QUIET_ZONE;
    Some(QrCode {
        size,
        points: size * POINTS_PER_MODULE,
        version: (code.size - 17) / 4,
        path: path(rows),
    })
}

/// One stroke per run of dark modules, through the middle of the row.
fn path(rows: impl Iterator<Item = Vec<bool>>) -> String {
    let mut path = String::new();
    for (y, row) in rows.enumerate() {
        let (mut x, mut pen) = (0, None);
        for run in row.chunk_by(|a, b| a == b) {
            let end = x + run.len();
            if run[0] {
                // Writing to a string never fails.
                let _ = match pen {
                    Some(pen) => write!(path, "m{gap} 0", gap = x - pen),
                    None => write!(path, "M{} {}.5", x + QUIET_ZONE, y + QUIET_ZONE),
                };
                let _ = write!(path, "h{width}", width = run.len());
                pen = Some(end);
            }
            x = end;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_projects_own_addresses_fit_version_4() {
        let host = "kvalitetsstandard.example-by.dk";
        let code = "x".repeat(19);
        let address = format!("https://{}/i/u/{code}", &host[..30]);
        assert_eq!(encode(&address).map(|code| (code.version, code.size)), Some((4, 41)));
    }

    #[test]
    fn the_smallest_code_is_printed_at_least_25_mm_wide() {
        let millimetres = encode("a").map(|code| code.points * 254 / 720);
        assert!(millimetres.is_some_and(|width| width >= 25), "{millimetres:?}");
    }

    #[test]
    fn an_address_that_is_too_long_has_no_code() {
        assert_eq!(encode(&"x".repeat(5000)), None);
    }
}
