//! The `declaration` kind.
