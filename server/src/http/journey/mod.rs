//! A service as plain forms: start, pages, outcomes, check answers.
//!
//! GET loads and renders. POST saves what was typed, then renders the same page again with status
//! 422, or answers 303. The island does the same through the API.
//!
//! - [`load`] loads what a handler needs: service, draft, facts.
//! - [`view`] renders the pages from that.
//! - `again` renders a page that was not saved, with what was typed.
//! - The other files are one step each.

mod again;
pub mod check_answers;
pub mod leave;
pub mod load;
mod lookups;
pub mod outcome;
pub mod show;
pub mod start_button;
pub mod submit;
pub mod view;
