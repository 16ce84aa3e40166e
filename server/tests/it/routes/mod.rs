//! The URL table, door by door: who may, what comes back, and what never does.
//!
//! [`doors`] tests what every route has in common: methods, headers, refusals. The other files
//! each test one subject. A route that [`doors::MIRROR`] lacks, or that no other file requests,
//! is a failing test.
//!
//! To add a route: its line in `MIRROR`, its tests in the file of its subject.

mod addresses;
mod api_drafts;
mod api_requests;
mod api_services;
mod changing;
mod doors;
mod feedback;
mod finishing;
mod hostile;
mod journey;
mod matrix;
mod pages;
mod requests;
mod told;
