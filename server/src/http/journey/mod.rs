//! The way through a service by plain forms: start, pages, outcomes, check answers.
//!
//! GET loads and draws. POST saves what was typed, then draws the same page again with status
//! 422, or answers 303. The island goes the same way through the API.
//!
//! - [`load`] opens what a handler needs: service, draft, facts.
//! - [`view`] draws the pages from that.
//! - The other files are one step each.

pub mod check_answers;
pub mod leave;
pub mod load;
mod lookups;
pub mod outcome;
pub mod show;
pub mod start;
pub mod submit;
pub mod view;
