//! Tries a second fact for a page.

use super::request::moment;
use crate::http::actors::Guest;
use crate::http::context::Context;
use crate::http::error::AppError;
use crate::http::form::Form;
use crate::http::security;
use crate::state::AppState;
use crate::submissions::{Attempt, Attempted, Proof, Reason, WaitReason};
use app::pages::FactWait;
use shared::reference::Reference;

/// The longest fact that is used: an email address at its longest (RFC 5321).
const MAX_FACT: usize = 254;

/// What a second fact did.
pub enum Opened {
    /// By its proof; without one, because the guest has sent the request.
    Yes(Option<Proof>),
    No,
    /// It was not checked; the error has status and `Retry-After`.
    Wait(FactWait, AppError),
}

/// The second fact as typed, up to the longest length.
pub fn fact_of(form: &Form) -> String {
    form.value("fact").trim().chars().take(MAX_FACT).collect()
}

/// Whether the fact opens the request, or the guest has sent it. An unknown reference costs the
/// same and counts against the same budgets; only wrong facts stay counted.
pub async fn try_fact(
    state: &AppState,
    context: &Context,
    guest: &Guest,
    reference: Reference,
    form: &Form,
) -> Result<Opened, AppError> {
    let attempt = Attempt {
        reference,
        fact: &fact_of(form),
        address: context.address(),
        ticket: form.value("ticket"),
    };
    let attempted = state.submissions.attempt(attempt).await?;
    let attempted = match attempted {
        Attempted::Proven(proof) => return Ok(Opened::Yes(Some(proof))),
        _ if is_sender(state, guest, reference).await? => return Ok(Opened::Yes(None)),
        other => other,
    };
    let Attempted::Wait(until, reason) = attempted else {
        security::wrong_fact(state, context.request(), reference, &fact_of(form));
        return Ok(Opened::No);
    };
    let refused = AppError::over_budget("guess", until, state.clock.now());
    let seconds = i64::try_from(refused.retry_after().unwrap_or_default()).unwrap_or(i64::MAX);
    let wait = match reason {
        WaitReason::Caller => FactWait::Caller(seconds.saturating_add(59) / 60),
        WaitReason::Reference => FactWait::Reference(moment(until)),
        WaitReason::Ticket(ticket) => FactWait::Ticket { seconds, ticket },
    };
    Ok(Opened::Wait(wait, refused))
}

async fn is_sender(
    state: &AppState,
    guest: &Guest,
    reference: Reference,
) -> Result<bool, AppError> {
    if !guest.is_known() {
        return Ok(false);
    }
    let own = state
        .submissions
        .read(&guest.actor(), reference, None, Reason::Follow)
        .await?;
    Ok(own.is_some())
}
