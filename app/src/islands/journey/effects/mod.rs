//! Performs the machine's effects in the browser. These files do not depend on their callers:
//! `island.rs` performs the effects and returns their results as events.
//!
//! | File | Contents |
//! |---|---|
//! | [`browser`] | browser APIs, with errors dropped |
//! | [`draw`] | builds a page off screen |
//! | [`dom`] | the page, its form, the status line, the address |
//! | [`net`] | API calls |
//! | [`tab_storage`] | the tab's session storage |

pub mod browser;
pub mod dom;
pub mod draw;
pub mod net;
pub mod tab_storage;
