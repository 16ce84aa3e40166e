//! The URL table, door by door: who may, what comes back, and what never does.
//!
//! [`doors`] holds every door to what all doors owe: methods, headers, refusals. The other
//! files follow the table's own order; [`doors::MIRROR`] says which door is where, and a
//! door that it lacks is a failing test.
//!
//! To add a door: its line in `MIRROR`, its tests in the file named there.

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
