//! The machine against a model of the server, without a browser.
//!
//! | File | Is |
//! |---|---|
//! | `server` | the model server, with the service in `service.toml` |
//! | `form` | the form of a page, as the island draws it |
//! | `tab` | performs effects, and checks what must always hold |
//! | `person` | what the person does, and how the network answers |
//! | `signal` | the connection lost and back |
//! | `presses` | presses, look-ups, links, clearing |
//! | `sending` | Send |
//! | `random` | random events in any order |

mod form;
mod person;
mod presses;
mod random;
mod sending;
mod server;
mod signal;
mod tab;
