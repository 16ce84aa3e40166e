//! Every page that is no step of a journey: load, then hand the data to `app::pages`.

pub mod cookies;
pub mod feedback;
pub mod home;
pub mod problem;
pub mod request;
pub mod requests;
pub mod services;
pub mod statements;

pub mod frame;
pub mod proof;
