//! Pages drawn only on the server: a struct of owned data, and `view(self)`.
//!
//! A page loads nothing and decides nothing; its data is already in the page's language, or found
//! in its [`Wording`](shared::wording::Wording). `view` returns the body for
//! [`document`](crate::document::document): `main`, and what precedes it. `title` is the page's own
//! title; [`Frame::title_of`](crate::layout::Frame::title_of) adds the authority's name. The pages
//! of a journey are in [`questions`](crate::questions).
//!
//! | File | URL |
//! |---|---|
//! | [`home`] | `/` |
//! | [`services`] | `/services`, A to Z and search |
//! | [`start_page`] | `/services/{service}` |
//! | [`cleared`] | after "Clear my answers" |
//! | [`request`] | `/requests/{reference}`: confirmation and status |
//! | [`second_fact`] | the same URL, without proof of access |
//! | [`find_request`] | `/requests` |
//! | [`feedback`] | `/feedback/{token}`, after completing or leaving |
//! | [`accessibility`], [`privacy`], [`cookies`] | the statements |
//! | [`error`] | any URL that failed |
//! | [`form_errors`], [`fact_wait`], [`moment`] | shared by several pages: small forms, times |
//!
//! # To add a page
//!
//! `x.rs` here with its struct, and three lines in this file: its row above, `pub mod` and
//! `pub use`. `server/src/http/url_table.rs` lists every step.

pub mod accessibility;
pub mod cleared;
pub mod cookies;
pub mod error;
pub mod fact_wait;
pub mod feedback;
mod find_request;
pub mod form_errors;
pub mod home;
pub mod moment;
pub mod privacy;
pub mod request;
pub mod second_fact;
pub mod services;
pub mod start_page;

pub use accessibility::Accessibility;
pub use cleared::Cleared;
pub use cookies::Cookies;
pub use error::ErrorPage;
pub use fact_wait::FactWait;
pub use feedback::{Feedback, FeedbackDone, FeedbackEnd};
pub use find_request::FindRequest;
pub use form_errors::FormError;
pub use home::Home;
pub use moment::Moment;
pub use privacy::{Privacy, PrivacyRow};
pub use request::{Delivery, EmailState, Event, Fresh, RequestPage, RequestPart};
pub use second_fact::SecondFact;
pub use services::{ServiceEntry, Services};
pub use start_page::StartPage;
