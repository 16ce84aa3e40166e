//! The browser's entry point. It is a crate of its own because the linker keeps
//! far less when the `cdylib` holds nothing but this function.
