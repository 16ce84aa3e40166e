//! Every page outside a journey: loads the data and passes it to `app::pages`.
//!
//! To add a page, see `http/url_table.rs`.

pub mod accessibility;
mod announcements;
pub mod cookies;
pub mod council;
mod fact_attempt;
pub mod feedback;
pub mod find_request;
pub mod home;
pub mod privacy;
pub mod request;
pub mod services;
pub mod start_page;
pub mod topic;
