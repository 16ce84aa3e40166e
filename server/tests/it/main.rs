//! integration tests

mod store;
mod support;
