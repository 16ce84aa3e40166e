//! What a machine must have, one file each. Every finder takes what is there first, then
//! fetches it where that is possible, and otherwise fails with a sentence that says what
//! to do. To add one, add its file and call it from the command that needs it.

pub mod browser;
mod debian;
pub mod machete;
pub mod node;
pub mod postgres;
pub mod rust;
pub mod strace;

/// Whether the environment turns a missing tool into a failure (`DOORSTEP_REQUIRE_…=1`).
pub fn required(name: &str) -> bool {
    std::env::var(name).is_ok_and(|value| !value.is_empty() && value != "0")
}
