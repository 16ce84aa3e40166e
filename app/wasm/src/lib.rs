//! The browser's program. It is a crate of its own because the linker keeps far less when the
//! `cdylib` holds nothing but this line.

// The islands export themselves, each under its own name, and `boot.js` starts them by it.
use app as _;
