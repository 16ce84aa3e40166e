//! (being built)

pub mod destinations;
pub mod email;
pub mod outbox;
pub mod problem;
pub mod secret;
