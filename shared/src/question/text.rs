//! The `text` kind.
