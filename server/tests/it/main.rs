//! integration tests

// `cfg(test)` tells clippy that what helps the tests may unwrap like them.
#[cfg(test)]
mod adapters;
#[cfg(test)]
mod commands;
#[cfg(test)]
mod flows;
#[cfg(test)]
mod store;
#[cfg(test)]
mod support;
