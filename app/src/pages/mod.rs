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
//! | [`council`] | `/council`, which council serves a postcode |
//! | [`services`], [`topic`] | `/services`, A to Z and search; `/topics/{topic}` |
//! | [`start_page`] | `/services/{service}` |
//! | [`cancel`], [`keep`] | `/services/{service}/leave` and `/keep`: asks before it is done |
//! | [`missing`] | any page of a form whose answers are not there |
//! | [`request`] | `/requests/{reference}`: confirmation and status |
//! | [`second_fact`] | the same URL, without proof of access |
//! | [`find_request`] | `/requests` |
//! | [`feedback`] | `/feedback/{token}`, after completing or leaving |
//! | [`accessibility`], [`privacy`], [`cookies`] | the statements |
//! | [`error`] | any URL that failed |
//! | [`announcements`], [`form_errors`], [`fact_wait`], [`moment`] | shared by several pages: the council's news, small forms, times |
//!
//! # To add a page
//!
//! `x.rs` here with its struct, and three lines in this file: its row above, `pub mod` and
//! `pub use`. `server/src/http/url_table.rs` lists every step.

pub mod accessibility;
pub mod announcements;
pub mod cancel;
pub mod cookies;
pub mod council;
pub mod error;
pub mod fact_wait;
pub mod feedback;
mod find_request;
pub mod form_errors;
pub mod home;
pub mod keep;
pub mod missing;
pub mod moment;
pub mod privacy;
pub mod request;
pub mod second_fact;
pub mod services;
pub mod start_page;
pub mod topic;

pub use accessibility::Accessibility;
pub use announcements::Announcement;
pub use cancel::Cancel;
pub use cookies::Cookies;
pub use council::{Council, CouncilAnswer, ServingCouncil};
pub use error::ErrorPage;
pub use fact_wait::FactWait;
pub use feedback::{Feedback, FeedbackDone, FeedbackEnd};
pub use find_request::FindRequest;
pub use form_errors::FormError;
pub use home::{Home, TopicEntry};
pub use keep::Keep;
pub use missing::{Missing, WhyMissing};
pub use moment::Moment;
pub use privacy::{Privacy, PrivacyRow};
pub use request::{Delivery, EmailState, Event, Fresh, RequestPage, RequestPart};
pub use second_fact::SecondFact;
pub use services::{ServiceEntry, Services};
pub use start_page::{KeptAnswers, StartPage};
pub use topic::Topic;
