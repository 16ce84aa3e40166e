//! Intake: turns a checked request into a submission with its deliveries, in one transaction. A
//! reference is returned only once that is durable.
//!
//! - `from_draft` and `from_api` are the entry points; both end in `accept`.
//! - `rows` builds the rows of a submission, `confirmation` the content of the confirmation email.
//! - `unrouted` moves requests accepted without a route to their destination.
//! - `proofs` says which second facts open it; `reservations` asks the budgets of requests and
//!   emails when it may be delivered and confirmed.
//!
//! To add an entry point, add a file beside `from_api` that ends in [`Intake::accept`].

mod accept;
mod confirmation;
mod from_api;
mod from_draft;
mod proofs;
mod reservations;
mod rows;
mod unrouted;

pub use from_api::{ApiAccepted, ApiRejection, ApiRequest, OUTCOME};
pub use from_draft::{FromDraft, SentBy};

use crate::budgets::Budgets;
use crate::catalogue::Catalogue;
use crate::clock::Clock;
use crate::config::Config;
use crate::contacts::Contacts;
use crate::gazetteer::AddressLookup;
use crate::notices::Notices;
use crate::store::SharedStore;
use crate::vault::Vault;
use app::wording::WordingByLanguage;
use jiff::Timestamp;
use shared::reference::Reference;
use std::sync::Arc;
use tokio::sync::Notify;
use uuid::Uuid;

/// Accepts requests.
pub struct Intake(IntakeDeps);

/// The dependencies of intake.
pub struct IntakeDeps {
    pub store: SharedStore,
    pub vault: Vault,
    pub clock: Arc<dyn Clock>,
    pub config: Arc<Config>,
    pub catalogue: Arc<Catalogue>,
    pub words: Arc<WordingByLanguage>,
    pub addresses: Arc<AddressLookup>,
    pub contacts: Arc<Contacts>,
    pub notices: Arc<Notices>,
    pub budgets: Arc<Budgets>,
    /// Notified after every acceptance, so that deliveries start at once.
    pub outbox_wake: Arc<Notify>,
}

/// A submission that was accepted, now or before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedRequest {
    pub id: Uuid,
    pub reference: Reference,
    pub version: String,
    pub received_at: Timestamp,
}

impl Intake {
    pub fn new(deps: IntakeDeps) -> Intake {
        Intake(deps)
    }
}
