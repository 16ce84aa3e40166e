//! The `name` kind.
