//! The JSON API, shared by the island and integrators.
//!
//! To add an operation: a handler here with its `utoipa` description, its line in the URL table
//! and in [`openapi`].

pub mod addresses;
pub mod callbacks;
pub mod draft_time;
pub mod drafts;
pub mod facts;
pub mod feedback;
pub mod openapi;
pub mod request_status;
pub mod schemas;
pub mod send_request;
pub mod services;

pub mod json;
mod strict;
mod url;
