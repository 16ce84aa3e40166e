//! The demonstration back office over HTTP, as Doorstep and a visitor meet it.
//! `cfg(test)` tells clippy that what the tests share may unwrap like them.
#![cfg(test)]

mod buttons;
mod callbacks;
mod doorstep;
mod misbehaviour;
mod office;
mod page;
mod pages;
mod program;
mod requests;
mod restart;
