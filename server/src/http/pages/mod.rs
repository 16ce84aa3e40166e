//! Every page outside a journey: loads the data and passes it to `app::pages`.
//!
//! To add a page, add a file here and its line in the URL table.

pub mod cookies;
pub mod feedback;
pub mod find_request;
pub mod home;
pub mod request;
pub mod services;
pub mod statements;
