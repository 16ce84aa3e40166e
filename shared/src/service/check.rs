//! Mistakes in a definition, each with the path it is at.
