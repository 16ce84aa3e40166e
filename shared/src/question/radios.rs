//! The `radios` kind.
