//! The `textarea` kind.
