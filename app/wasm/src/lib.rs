//! The browser's program. It is a separate crate because the linker removes far more when the
//! `cdylib` contains only this line.

// The islands export themselves by name, and `boot.js` starts them by that name.
use app as _;
