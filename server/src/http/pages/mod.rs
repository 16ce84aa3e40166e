//! Every page that is no step of a journey: loads the data and hands it to `app::pages`.
//!
//! To add a page, add a file here and its line in the URL table.

pub mod cookies;
pub mod feedback;
pub mod find_request;
pub mod home;
pub mod request;
pub mod services;
pub mod statements;
