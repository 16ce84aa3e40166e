//! The `checkboxes` kind.
