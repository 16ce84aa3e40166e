//! Submissions: accepted requests and their statuses.
//!
//! - [`read`]: the one way to read a submission. It takes the actor and the reason.
//! - [`proof`]: verifies the second facts that open a request; [`attempt`] limits the guesses;
//!   `finish` ends what a browser has open.
//! - [`timeline`]: the statuses of a submission, and the combined status of several parts.
//! - [`status`]: records a status from a destination.
//!
//! Existing and unknown references look the same to an actor who may not read.

pub mod attempt;
mod finish;
pub mod proof;
pub mod read;
pub mod status;
pub mod timeline;

pub use attempt::{Attempt, Attempted, WaitReason};
pub use finish::Session;
pub use proof::{Proof, ProofMark};
pub use read::{OpenedSubmission, ReadableSubmission, Reason};
pub use timeline::TimelineEntry;

use crate::budgets::Budgets;
use crate::catalogue::Catalogue;
use crate::clock::Clock;
use crate::notices::Notices;
use crate::store::SharedStore;
use crate::vault::Vault;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use shared::request::{ServiceRequest, Statement};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Reads submissions.
pub struct Submissions {
    store: SharedStore,
    vault: Vault,
    clock: Arc<dyn Clock>,
    catalogue: Arc<Catalogue>,
    notices: Arc<Notices>,
    budgets: Arc<Budgets>,
}

impl Submissions {
    pub fn new(
        store: SharedStore,
        vault: Vault,
        clock: Arc<dyn Clock>,
        catalogue: Arc<Catalogue>,
        notices: Arc<Notices>,
        budgets: Arc<Budgets>,
    ) -> Submissions {
        Submissions {
            store,
            vault,
            clock,
            catalogue,
            notices,
            budgets,
        }
    }
}

/// The sealed content of a submission's `answers`.
#[derive(Serialize, Deserialize)]
pub struct StoredAnswers {
    /// By question id, in the API's format ([`ServiceRequest::to_json`]).
    pub answers: Map<String, Value>,
    /// The authority or other area of each address when the request was accepted, by question id.
    /// It is not an answer, but texts of the service may depend on it.
    #[serde(default)]
    pub areas: BTreeMap<String, String>,
    /// What the person said by continuing past outcomes and notices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<Statement>,
}

impl StoredAnswers {
    pub fn of(request: &ServiceRequest, statements: &[Statement]) -> StoredAnswers {
        let areas = request.addresses().filter_map(|(question, address)| {
            let area = address.area.clone()?;
            Some((question.to_owned(), area))
        });
        StoredAnswers {
            answers: request.to_json(),
            areas: areas.collect(),
            statements: statements.to_vec(),
        }
    }
}
