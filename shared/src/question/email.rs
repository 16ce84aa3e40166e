//! The `email` kind.
