//! The demonstration back office over HTTP, as Doorstep meets it.
//! `cfg(test)` tells clippy that what the tests share may unwrap like them.
#![cfg(test)]

mod callbacks;
mod office;
mod program;
mod requests;
