//! The key file. (being built)
