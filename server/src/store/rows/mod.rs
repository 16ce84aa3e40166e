//! The rows of the store, equal for both backends. Times are UTC with millisecond precision.
//!
//! One file for each subject. A column that is added is a field here, in `../documents.rs`
//! and `../raw.rs`, and a migration in both folders.

mod contacts;
mod deliveries;
mod drafts;
mod submissions;
mod upkeep;

pub use contacts::*;
pub use deliveries::*;
pub use drafts::*;
pub use submissions::*;
pub use upkeep::*;
