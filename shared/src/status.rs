//! The status of a request as shown to residents, and its allowed transitions.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Durably stored, with a reference.
    Received,
    /// Accepted by the service's own system.
    Accepted,
    InProgress,
    /// Waiting for the resident.
    NeedsYou,
    Done,
    Refused,
    Withdrawn,
}

impl Status {
    pub const ALL: [Status; 7] = [
        Status::Received,
        Status::Accepted,
        Status::InProgress,
        Status::NeedsYou,
        Status::Done,
        Status::Refused,
        Status::Withdrawn,
    ];

    pub fn slug(self) -> &'static str {
        match self {
            Status::Received => "received",
            Status::Accepted => "accepted",
            Status::InProgress => "in_progress",
            Status::NeedsYou => "needs_you",
            Status::Done => "done",
            Status::Refused => "refused",
            Status::Withdrawn => "withdrawn",
        }
    }

    pub fn parse(slug: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.slug() == slug)
    }

    /// Whether the status is final.
    pub fn is_end(self) -> bool {
        matches!(self, Status::Done | Status::Refused | Status::Withdrawn)
    }

    /// Whether a request may change from `self` to `next`. Forward only, except that `needs_you`
    /// can follow and precede any open state. Final states never change.
    pub fn may_become(self, next: Status) -> bool {
        use Status::*;
        match (self, next) {
            (from, _) if from.is_end() => false,
            (from, to) if from == to => false,
            (_, Received) => false,
            (_, NeedsYou | Done | Refused | Withdrawn) => true,
            (Received, Accepted | InProgress) => true,
            (Accepted, InProgress) => true,
            (NeedsYou, Accepted | InProgress) => true,
            _ => false,
        }
    }
}
