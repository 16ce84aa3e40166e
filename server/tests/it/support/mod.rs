//! What several rooms of the tests stand on.

pub mod postgres;
