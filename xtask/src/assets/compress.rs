//! Compresses assets once at build time at the highest level, so that the server need not.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

/// Below this size in bytes, compression saves less than the response headers cost.
const MIN_SIZE: usize = 512;

/// Writes `….br` and `….gz` beside a file, unless it is too small to benefit.
pub fn beside(path: &Path, bytes: &[u8]) -> Result<()> {
    if bytes.len() < MIN_SIZE {
        return Ok(());
    }
    for (ending, compressed) in [("br", brotli(bytes)?), ("gz", gzip(bytes)?)] {
        let mut name = path.as_os_str().to_owned();
        name.push(".");
        name.push(ending);
        fs::write(&name, compressed)
            .with_context(|| format!("cannot write {}", name.to_string_lossy()))?;
    }
    Ok(())
}

pub fn brotli(mut bytes: &[u8]) -> Result<Vec<u8>> {
    let options = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut compressed, &options).context("brotli failed")?;
    Ok(compressed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = GzEncoder::new(Vec::new(), Compression::best());
    compressed.write_all(bytes).context("gzip failed")?;
    compressed.finish().context("gzip failed")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn compressed_files_decompress_to_the_same_bytes() {
        let text = b"a door, a door, a door and a step ".repeat(40);
        let mut from_brotli = Vec::new();
        let compressed = brotli(&text).expect("packs");
        brotli::BrotliDecompress(&mut compressed.as_slice(), &mut from_brotli).expect("unpacks");
        let mut from_gzip = Vec::new();
        flate2::read::GzDecoder::new(gzip(&text).expect("packs").as_slice())
            .read_to_end(&mut from_gzip)
            .expect("unpacks");
        assert_eq!(from_brotli, text);
        assert_eq!(from_gzip, text);
        assert!(compressed.len() < text.len());
    }
}
