//! integration tests

mod adapters;
mod flows;
