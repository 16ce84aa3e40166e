//! A short hash for detecting changes.

/// Fowler-Noll-Vo, variant 1a, 64 bits (draft-eastlake-fnv). Detects changes; not cryptographic.
#[derive(Debug, Clone, Copy)]
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    /// Adds a run of bytes and a delimiter.
    pub fn add(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().chain(&[0xff]) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    pub fn value(self) -> u64 {
        self.0
    }

    /// Sixteen hexadecimal digits.
    pub fn hex(self) -> String {
        (0..16)
            .rev()
            .filter_map(|place| char::from_digit((self.0 >> (place * 4) & 0xf) as u32, 16))
            .collect()
    }
}
