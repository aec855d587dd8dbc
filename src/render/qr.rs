//! An address as a QR code, drawn inline.
//!
//! Level M, so that a fold or a stain does not stop it; the smallest version that holds the address.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder};

use crate::html::Html;
use crate::markdown::escape;

/// The empty edge that scanners need, in modules.
pub const QUIET_ZONE: usize = 4;

/// How wide a module is printed, in points. Whole pixels on the coarsest printer there is (72 to
/// the inch), and enough of them to be read when the paper lies across: at 3 points, 5 of 100 codes
/// were not. Far above the 25 mm that a hand-held scanner asks for.
const POINTS_PER_MODULE: usize = 4;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrCode {
    /// Modules on each side, the empty edge included.
    pub size: usize,
    /// How wide and high to print it, in points.
    pub points: usize,
    /// The version: 1 has 21 modules, each further one four more.
    pub version: usize,
    /// The dark modules as strokes one module wide, in module units.
    pub path: String,
}

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

/// The code of an address; `None` where it is too long for any.
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

/// One stroke per run of dark modules, through the middle of its row.
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
    fn an_address_without_end_has_no_code() {
        assert_eq!(encode(&"x".repeat(5000)), None);
    }
}
