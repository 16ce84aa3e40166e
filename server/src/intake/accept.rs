//! Accepts a request.

use super::rows::IncomingRequest;
use super::{AcceptedRequest, Intake};
use crate::store::{self, Constraint, StoreError, StoreResult};
use jiff::Timestamp;
use shared::reference::Reference;

/// How often to retry when a generated reference is already taken. Nine characters of 31 make
/// 26 million million, so even two collisions in a row suggest broken randomness.
const MAX_TRIES: usize = 4;

/// The result of an acceptance.
pub(super) enum AcceptOutcome {
    /// New, or accepted before for the same draft or idempotency key.
    Accepted(AcceptedRequest),
    /// The idempotency key was used with another body.
    KeyReused,
    /// The draft was cleared or has ended.
    Gone,
}

impl Intake {
    /// Accepts a request. It is durable when this returns.
    pub(super) async fn accept(&self, incoming: IncomingRequest) -> StoreResult<AcceptOutcome> {
        let deps = &self.0;
        // The version may be newer than the last saved page.
        deps.catalogue
            .store_version(&deps.store, &incoming.service, deps.clock.now())
            .await?;
        let id = deps.clock.id();
        // In milliseconds, as stored, so that repeated responses are equal.
        let received_at = to_the_millisecond(deps.clock.now());
        let reservations = self.reserve(&incoming, received_at);
        let mut tries = 0;
        loop {
            let reference = self.new_reference()?;
            let rows =
                self.acceptance_rows(&incoming, &reservations, id, reference, received_at)?;
            match deps.store.accept(rows).await {
                Ok(store::Accepted::New) => {
                    reservations.used(deps.config.limits.send.total.per_hour);
                    deps.outbox_wake.notify_one();
                    return Ok(AcceptOutcome::Accepted(AcceptedRequest {
                        id,
                        reference,
                        version: incoming.service.version.clone(),
                        received_at,
                    }));
                }
                Ok(store::Accepted::Before(submission)) => {
                    let row = submission.row;
                    return Ok(AcceptOutcome::Accepted(AcceptedRequest {
                        id: row.id,
                        reference: row.reference,
                        version: row.version,
                        received_at: row.received_at,
                    }));
                }
                Ok(store::Accepted::KeyReused) => return Ok(AcceptOutcome::KeyReused),
                Ok(store::Accepted::Gone) => return Ok(AcceptOutcome::Gone),
                Err(StoreError::Conflict(Constraint::Reference)) if tries < MAX_TRIES => tries += 1,
                Err(error) => return Err(error),
            }
        }
    }

    fn new_reference(&self) -> StoreResult<Reference> {
        let reference = (0..8).find_map(|_| {
            let mut bytes = [0u8; 32];
            self.0.clock.random(&mut bytes);
            Reference::from_random(&bytes)
        });
        reference.ok_or(StoreError::Corrupt("randomness"))
    }
}

fn to_the_millisecond(at: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at)
}
