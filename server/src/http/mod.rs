//! (being built)

pub mod health;
pub mod layers;
pub mod listen;
