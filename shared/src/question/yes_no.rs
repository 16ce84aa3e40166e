//! The `yes_no` kind.
