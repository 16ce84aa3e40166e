//! Tests the machine against a model of the server, without a browser.
//!
//! | File | Contents |
//! |---|---|
//! | `server` | the model server, with the service in `service.toml` |
//! | `form` | the form of a page, as the island draws it |
//! | `tab` | performs effects, and checks the invariants |
//! | `person` | user actions and network responses |
//! | `connection` | the connection lost and restored |
//! | `days` | limits over time, and days chosen instead of typed |
//! | `presses` | buttons, lookups, links, clearing |
//! | `notices` | notices about the answers of a page |
//! | `sending` | Send |
//! | `random` | random events in any order |

mod connection;
mod days;
mod form;
mod notices;
mod person;
mod presses;
mod random;
mod sending;
mod server;
mod tab;
