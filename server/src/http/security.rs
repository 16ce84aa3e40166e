//! Which refusals are written to the security log.

use super::context::RequestContext;
use super::error::{AppError, CallbackRefusal, ErrorExtension};
use crate::second_facts;
use crate::state::AppState;
use crate::store::ProofKind;
use crate::telemetry::security::{Refused, SecurityEvent};
use axum::http::StatusCode;
use axum::response::Response;
use shared::reference::Reference;
use tower_http::csrf::ProtectionError;

/// Records a response that refuses an attempt; any other is ignored.
pub fn refusal(state: &AppState, context: &RequestContext, response: &Response) {
    if let Some((event, outcome)) = event_of(response) {
        record(state, context, event, None, outcome);
    }
}

/// Records a fact or a code that does not open this request.
pub fn wrong_fact(state: &AppState, context: &RequestContext, reference: Reference, fact: &str) {
    let (event, outcome) = match second_facts::kind_of(fact) {
        ProofKind::Email => (SecurityEvent::WrongFact, "email"),
        ProofKind::Postcode => (SecurityEvent::WrongFact, "postcode"),
        ProofKind::Tracking => (SecurityEvent::WrongCode, "tracking-code"),
    };
    record(state, context, event, Some(reference), outcome);
}

/// Records a token that belongs to no contact.
pub fn wrong_token(state: &AppState, context: &RequestContext) {
    let event = SecurityEvent::WrongCode;
    record(state, context, event, None, "feedback-token");
}

fn event_of(response: &Response) -> Option<(SecurityEvent, &'static str)> {
    let extensions = response.extensions();
    if extensions.get::<ProtectionError>().is_some() {
        return Some((SecurityEvent::ForeignOrigin, "403"));
    }
    // Also a page of ours that says so.
    if response.status() == StatusCode::TOO_MANY_REQUESTS {
        return Some((SecurityEvent::Limited, "429"));
    }
    let ErrorExtension(error) = extensions.get()?;
    Some(match error.as_ref() {
        // With a source it is a failure of ours and no limit.
        AppError::Unavailable { source: None, .. } => (SecurityEvent::Limited, "503"),
        AppError::Callback(CallbackRefusal::Unsigned(error)) => {
            (SecurityEvent::WrongSignature, error.code())
        }
        AppError::Callback(refusal @ CallbackRefusal::UnknownDestination) => {
            (SecurityEvent::WrongSignature, refusal.code())
        }
        _ => return None,
    })
}

fn record(
    state: &AppState,
    context: &RequestContext,
    event: SecurityEvent,
    reference: Option<Reference>,
    outcome: &'static str,
) {
    state.security.record(&Refused {
        event,
        at: state.clock.now(),
        route: &context.route,
        address: context.address,
        reference,
        outcome,
    });
}
