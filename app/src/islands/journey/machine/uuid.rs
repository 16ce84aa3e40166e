//! Generates a draft's id in the browser.

/// A UUID of version 7 (RFC 9562, section 5.7) from milliseconds since 1970 and random bytes.
pub fn version_7(milliseconds: u64, mut bytes: [u8; 16]) -> String {
    for (place, byte) in bytes.iter_mut().take(6).enumerate() {
        *byte = (milliseconds >> (40 - 8 * place)) as u8;
    }
    bytes[6] = 0x70 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    let mut text = String::with_capacity(36);
    for (place, byte) in bytes.iter().enumerate() {
        if matches!(place, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        for half in [byte >> 4, byte & 0x0f] {
            text.extend(char::from_digit(u32::from(half), 16));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::version_7;

    #[test]
    fn the_example_in_the_standard_is_reproduced() {
        // RFC 9562, appendix A.6: 2022-02-22T19:22:22Z, rand_a 0xcc3, rand_b as below.
        let bytes = [
            0, 0, 0, 0, 0, 0, 0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f,
        ];
        assert_eq!(
            version_7(0x017f_22e2_79b0, bytes),
            "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
        );
    }
}
