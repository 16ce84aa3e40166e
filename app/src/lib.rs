//! What Doorstep draws.

pub mod components;
