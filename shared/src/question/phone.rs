//! The `phone` kind.
