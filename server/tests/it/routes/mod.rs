//! The URL table, route by route: who may, what comes back, and what never does.
//!
//! [`table`] tests what every route has in common: methods, headers, refusals; [`access`] tests
//! each with every kind of caller. The other files each test one subject. A route that [`table::ROUTES`] lacks, or that no other file requests,
//! is a failing test.
//!
//! To add a route: its line in `ROUTES`, its tests in the file of its subject.

mod access;
mod addresses;
mod api_drafts;
mod api_requests;
mod api_services;
mod changing;
mod feedback;
mod finishing;
mod hostile;
mod journey;
mod ownership;
mod pages;
mod requests;
mod table;
mod told;
