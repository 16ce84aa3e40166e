//! What Doorstep draws.

pub mod components;

pub mod questions;
