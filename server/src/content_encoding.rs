//! Content encodings: negotiation and compression.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_ENCODING;
use bytes::Bytes;
use std::io::Write as _;

/// The supported encoding that a client prefers (RFC 9110, 12.5.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Brotli,
    Gzip,
    Plain,
}

impl Encoding {
    /// For precompressed files. Ties go to the smallest: brotli, gzip, plain.
    pub fn best(headers: &HeaderMap) -> Encoding {
        let (brotli, gzip) = Encoding::weights(headers);
        if brotli > 0.0 && brotli >= gzip {
            Encoding::Brotli
        } else if gzip > 0.0 {
            Encoding::Gzip
        } else {
            Encoding::Plain
        }
    }

    /// For pages compressed on the fly, where gzip compresses more in the same time.
    pub fn quick(headers: &HeaderMap) -> Encoding {
        let (brotli, gzip) = Encoding::weights(headers);
        if gzip > 0.0 && gzip >= brotli {
            Encoding::Gzip
        } else if brotli > 0.0 {
            Encoding::Brotli
        } else {
            Encoding::Plain
        }
    }

    fn weights(headers: &HeaderMap) -> (f32, f32) {
        let (mut brotli, mut gzip, mut any) = (None, None, None);
        let lines = headers.get_all(ACCEPT_ENCODING).iter();
        for part in lines
            .filter_map(|line| line.to_str().ok())
            .flat_map(|l| l.split(','))
        {
            let (name, weight) = match part.split_once(';') {
                Some((name, rest)) => (
                    name.trim(),
                    rest.trim()
                        .strip_prefix("q=")
                        .and_then(|q| q.parse::<f32>().ok())
                        .unwrap_or(0.0),
                ),
                None => (part.trim(), 1.0),
            };
            match name.to_ascii_lowercase().as_str() {
                "br" => brotli = Some(weight),
                "gzip" | "x-gzip" => gzip = Some(weight),
                "*" => any = Some(weight),
                _ => {}
            }
        }
        let weight = |own: Option<f32>| own.or(any).unwrap_or(0.0);
        (weight(brotli), weight(gzip))
    }
}

/// `level` is 1 (fast) to 9 (small).
pub fn gzip(bytes: &[u8], level: u32) -> Bytes {
    let mut encoder = flate2::write::GzEncoder::new(
        Vec::with_capacity(bytes.len() / 3),
        flate2::Compression::new(level),
    );
    // Writing to memory does not fail.
    let _ = encoder.write_all(bytes);
    Bytes::from(encoder.finish().unwrap_or_default())
}

/// `quality` is 0 (fast) to 11 (small).
pub fn brotli(bytes: &[u8], quality: u32) -> Bytes {
    let mut out = Vec::with_capacity(bytes.len() / 3);
    {
        let mut writer = brotli::CompressorWriter::new(&mut out, 4096, quality, 18);
        let _ = writer.write_all(bytes);
    }
    Bytes::from(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn accepts(text: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(text));
        headers
    }

    #[test]
    fn the_accepted_encoding_with_the_highest_weight_is_chosen() {
        for (accept, best) in [
            ("gzip, deflate, br", Encoding::Brotli),
            ("br;q=0.5, gzip;q=0.8", Encoding::Gzip),
            ("br;q=0, gzip", Encoding::Gzip),
            ("br;q=0, gzip;q=0", Encoding::Plain),
            ("*", Encoding::Brotli),
            ("*;q=0, gzip", Encoding::Gzip),
            ("identity", Encoding::Plain),
            ("gzip; q=1.0", Encoding::Gzip),
        ] {
            assert_eq!(Encoding::best(&accepts(accept)), best, "{accept}");
        }
        assert_eq!(Encoding::best(&HeaderMap::new()), Encoding::Plain);
        assert_eq!(Encoding::quick(&accepts("gzip, br")), Encoding::Gzip);
        assert_eq!(Encoding::quick(&accepts("br")), Encoding::Brotli);
    }
}
