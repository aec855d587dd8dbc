//! Compresses documents with brotli and gzip.
//!
//! There are two efforts: a quick one that is ready moments after the start, and the best one,
//! which takes a hundred times as long and runs in the background.

use std::io::Write as _;

use bytes::Bytes;

/// How hard to compress.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effort {
    /// Tens of megabytes per second.
    Quick,
    /// Less than 1 MB per second, a fifth smaller.
    Best,
}

/// A document's encodings; `None` where they save nothing.
#[derive(Debug)]
pub struct Encodings {
    /// The effort used.
    pub effort: Effort,
    pub brotli: Option<Bytes>,
    pub gzip: Option<Bytes>,
}

impl Encodings {
    /// Encodes `body` both ways.
    pub fn make(content_type: &str, body: &[u8], effort: Effort) -> Self {
        let encode = |encoding: Encoding| encoding.encode(content_type, body, effort);
        Self { effort, brotli: encode(Encoding::Brotli), gzip: encode(Encoding::Gzip) }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Brotli,
    Gzip,
}

impl Encoding {
    /// Encodes `body`; `None` if that saves nothing.
    pub fn encode(self, content_type: &str, body: &[u8], effort: Effort) -> Option<Bytes> {
        if !is_text(content_type) {
            return None;
        }
        let encoded = match self {
            Self::Brotli => brotli(body, effort),
            Self::Gzip => gzip(body, effort),
        };
        let smaller = encoded.filter(|encoded| encoded.len() < body.len());
        smaller.map(|encoded| encoded.into_boxed_slice().into())
    }
}

fn is_text(content_type: &str) -> bool {
    ["text/", "image/svg", "application/json", "application/xml", "application/manifest"]
        .iter()
        .any(|start| content_type.starts_with(start))
}

/// Brotli of `body`; `None` only if writing to memory fails.
fn brotli(body: &[u8], effort: Effort) -> Option<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: match effort {
            Effort::Quick => 5,
            Effort::Best => 11,
        },
        // A window just larger than the document: a larger one would only cost memory.
        lgwin: window_bits(body.len()),
        size_hint: body.len(),
        ..Default::default()
    };
    let mut encoded = Vec::with_capacity(body.len() / 3);
    brotli::BrotliCompress(&mut &body[..], &mut encoded, &params).ok()?;
    Some(encoded)
}

fn window_bits(bytes: usize) -> i32 {
    (16..22).find(|bits| bytes < (1usize << bits) - 16).unwrap_or(22)
}

/// Gzip of `body`; `None` only if writing to memory fails.
fn gzip(body: &[u8], effort: Effort) -> Option<Vec<u8>> {
    let level = match effort {
        // Higher than usual, so that the longest sheet comes in one flight.
        Effort::Quick => flate2::Compression::new(9),
        Effort::Best => flate2::Compression::best(),
    };
    let mut encoder = flate2::write::GzEncoder::new(Vec::with_capacity(body.len() / 3), level);
    encoder.write_all(body).ok()?;
    encoder.finish().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn encodings_round_trip_and_the_best_effort_is_smallest() {
        let lines = (0..400).map(|number| format!("<li>Linje {number}: {}\n", number * 7919));
        let body: String = lines.collect();
        let mut sizes = Vec::new();
        for effort in [Effort::Quick, Effort::Best] {
            let made = Encodings::make("text/html; charset=utf-8", body.as_bytes(), effort);
            let (brotli, gzip) = (made.brotli.unwrap(), made.gzip.unwrap());
            let mut back = Vec::new();
            brotli::BrotliDecompress(&mut &brotli[..], &mut back).unwrap();
            assert_eq!(back, body.as_bytes());
            let mut back = String::new();
            flate2::read::GzDecoder::new(&gzip[..]).read_to_string(&mut back).unwrap();
            assert_eq!(back, body);
            sizes.push(brotli.len() + gzip.len());
        }
        assert!(sizes[1] <= sizes[0], "{sizes:?}");
    }

    #[test]
    fn incompressible_bytes_are_not_encoded() {
        let made = Encodings::make("text/plain", b"ok", Effort::Best);
        assert!(made.brotli.is_none() && made.gzip.is_none());
        assert!(Encodings::make("image/png", &[0; 4096], Effort::Best).gzip.is_none());
    }
}
