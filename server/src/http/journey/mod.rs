//! The way through a service by plain forms: start, pages, outcomes, check answers.
//!
//! GET loads and draws; POST keeps what was typed, then draws the same page again with
//! status 422, or answers 303. The island goes the same way through the API.

pub mod check;
pub mod draw;
pub mod leave;
pub mod opening;
pub mod outcome;
pub mod press;
pub mod show;
pub mod start;
