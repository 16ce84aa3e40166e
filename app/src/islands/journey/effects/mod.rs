//! What the machine asks for, done in the browser. None of these files knows another's caller:
//! `island.rs` performs the effects and brings their results back as events.
//!
//! | File | Is |
//! |---|---|
//! | [`browser`] | what the browser offers, without its many failures |
//! | [`draw`] | builds a page out of sight |
//! | [`dom`] | the page, its form, the status line, the address |
//! | [`net`] | the calls of the API |
//! | [`tab_storage`] | the storage of the tab |

pub mod browser;
pub mod dom;
pub mod draw;
pub mod net;
pub mod tab_storage;
