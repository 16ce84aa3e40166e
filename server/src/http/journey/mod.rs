//! A service as plain forms: start, pages, outcomes, notices, check answers.
//!
//! GET loads and renders. POST saves what was typed, then renders the same page again with status
//! 422, or answers 303. The island does the same through the API.
//!
//! - [`load`] loads what a handler needs: service, draft, facts.
//! - [`view`] renders the pages from that.
//! - `answer` continues past an outcome or a notice.
//! - `again` renders a page that was not saved, with what was typed.
//! - [`missing`] answers where there is no draft: why, and that nothing is left of it.
//! - The other files are one step each.

mod again;
mod answer;
pub mod check_answers;
pub mod keep;
pub mod leave;
pub mod load;
mod lookups;
pub mod missing;
pub mod notice;
pub mod outcome;
pub mod show;
pub mod start_button;
pub mod submit;
pub mod view;
