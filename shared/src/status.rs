//! What the resident is told about a request, and its only legal moves.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// We have it: durable, with a reference.
    Received,
    /// The service's own system took it.
    Accepted,
    InProgress,
    /// The service waits for the resident.
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

    /// Nothing more is expected to happen.
    pub fn is_end(self) -> bool {
        matches!(self, Status::Done | Status::Refused | Status::Withdrawn)
    }

    /// Whether a request may move from `self` to `next`. Forward only, `needs_you` from and
    /// back to any open state; an end is an end.
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
