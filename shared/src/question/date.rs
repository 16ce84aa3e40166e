//! The `date` kind.
