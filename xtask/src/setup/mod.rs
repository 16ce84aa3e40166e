//! Prerequisites, one file each. Each looks for an installed one first, installs it where that
//! is possible, and otherwise fails with a message that says what to do. To add one, add its
//! file and call it from the command that needs it.

pub mod browser;
mod debian;
pub mod faketime;
pub mod machete;
pub mod node;
pub mod postgres;
pub mod rust;
pub mod strace;

/// Whether the environment makes a missing tool an error (`DOORSTEP_REQUIRE_…=1`).
pub fn required(name: &str) -> bool {
    std::env::var(name).is_ok_and(|value| !value.is_empty() && value != "0")
}
