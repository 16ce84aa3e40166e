pub use crate::outbox::callbacks::CallbackOutcome;
