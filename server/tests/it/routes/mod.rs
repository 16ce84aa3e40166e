//! The routes: who has access, what they return, and what they never return.
//!
//! [`table`] tests what all routes have in common (methods, headers, refusals); [`access`] tests
//! each with every kind of caller. The other files each test one subject. Tests fail for a route
//! that [`table::ROUTES`] lacks or that no other file requests.
//!
//! To add a route, add its line to `ROUTES` and its tests to the file of its subject.

mod access;
mod addresses;
mod api_bodies;
mod api_drafts;
mod api_requests;
mod api_services;
mod asked_of_whom;
mod callbacks;
mod callers;
mod change_answers;
mod chosen_days;
mod council;
mod councils;
mod damaged_addresses;
mod draft_limits;
mod feedback;
mod finishing;
mod first_page;
mod front_page;
mod guest_cookie;
mod hostile;
mod journey;
mod keeping;
mod leaving;
mod limits_over_time;
mod missing;
mod notices;
mod ownership;
mod page_size;
mod pages;
mod postcodes;
mod request_page;
mod requests;
mod second_facts;
mod table;
mod told;
