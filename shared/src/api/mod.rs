//! The request and response types of the JSON API, the same for islands and integrators.
//!
//! Times are RFC 3339 with offset, money integer pence, ids strings, dates `YYYY-MM-DD`.

pub mod address;
pub mod draft;
pub mod feedback;
pub mod problem;
pub mod requests;
pub mod services;
