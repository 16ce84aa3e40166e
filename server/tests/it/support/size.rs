//! The size of a fault: small in `cargo xtask test`, full under `cargo xtask campaign`.

/// The first number, or the second in a campaign (`DOORSTEP_CAMPAIGN=1`).
pub fn of(small: usize, full: usize) -> usize {
    match std::env::var("DOORSTEP_CAMPAIGN").as_deref() {
        Ok("1") => full,
        _ => small,
    }
}
