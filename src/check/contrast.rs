//! A municipality's colours must be readable: a contrast of 7:1 with the background.

use super::corpus::Corpus;
use crate::content::Word;
use crate::finding::Finding;

/// The backgrounds of light and dark pages, as in `static/css/tokens.css`.
const GROUNDS: [&str; 2] = ["#ffffff", "#12181b"];

const LEAST: f64 = 7.0;

pub(super) fn check(corpus: &Corpus<'_>, findings: &mut Vec<Finding>) {
    for municipality in &corpus.content.municipalities {
        let profile = &municipality.profile;
        let colours: [&Word; 2] = [&profile.colour.light, &profile.colour.dark];
        for (colour, ground) in colours.into_iter().zip(GROUNDS) {
            let Some(contrast) = contrast(colour, ground) else { continue };
            if contrast < LEAST {
                let other = if ground == GROUNDS[0] { "mørkere" } else { "lysere" };
                findings.push(Finding::error(
                    "kontrast",
                    profile.place(colour.span()),
                    format!("Farven {colour} kan ikke læses: Kontrasten mod {ground} er {contrast:.1}. Den skal være mindst 7."),
                    format!("Vælg en {other} farve."),
                ));
            }
        }
    }
}

/// The contrast ratio of two colours, from 1 to 21. `None` for invalid colours, which are reported
/// elsewhere.
fn contrast(one: &str, other: &str) -> Option<f64> {
    let (one, other) = (luminance(one)?, luminance(other)?);
    Some((one.max(other) + 0.05) / (one.min(other) + 0.05))
}

fn luminance(colour: &str) -> Option<f64> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part = |at: usize| {
        let byte = u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?;
        let value = f64::from(byte) / 255.0;
        Some(if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) })
    };
    Some(0.2126 * part(0)? + 0.7152 * part(2)? + 0.0722 * part(4)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_matches_the_guidelines() {
        for (one, other, wanted) in [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48)] {
            let found = contrast(one, other).unwrap();
            assert!((found - wanted).abs() < 0.01, "{one} {other}: {found}");
        }
        assert_eq!(contrast("blå", "#ffffff"), None);
    }
}
