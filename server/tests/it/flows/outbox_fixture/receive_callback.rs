//! Receives statuses as the HTTP handler and a poll do.

use super::OutboxFixture;
use http::HeaderMap;
use server::adapters::{CallbackError, SignatureError};
use server::clock::Clock;
use server::handoff::StatusUpdate;
use server::submissions::status::{self, StatusDeps, StatusOutcome};

/// Why a callback was not recorded.
#[derive(Debug, PartialEq, Eq)]
pub enum CallbackRefused {
    UnknownDestination,
    Unsigned(SignatureError),
    Unreadable(CallbackError),
}

impl OutboxFixture {
    /// Verifies a callback's signature and records its status.
    pub async fn receive(
        &self,
        destination: &str,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<StatusOutcome, CallbackRefused> {
        let verifier = self.registry.callbacks(destination);
        let verifier = verifier.ok_or(CallbackRefused::UnknownDestination)?;
        let message = verifier
            .verify_signature(headers, body, self.clock.now())
            .map_err(CallbackRefused::Unsigned)?;
        let update = verifier
            .read(message, body)
            .map_err(CallbackRefused::Unreadable)?;
        Ok(self.record(destination, update).await)
    }

    pub async fn record(&self, destination: &str, update: StatusUpdate) -> StatusOutcome {
        let deps = StatusDeps {
            store: self.store.as_ref(),
            vault: &self.vault,
            clock: self.clock.as_ref(),
            notices: &self.notices,
            wake: &self.wake,
        };
        status::record(&deps, destination, update).await.unwrap()
    }
}
