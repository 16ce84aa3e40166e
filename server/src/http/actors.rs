//! The actors that guards pass to handlers, and how each is made from a request.
//!
//! A guard proves who acts; `authorize`, called below HTTP, decides what the actor may do.

use super::access::{Access, AccessName, Guarded};
use super::context::RequestContext;
use super::error::{AppError, CallbackRefusal};
use super::{proof_cookie, security};
use crate::adapters::SignedMessage;
use crate::budgets::{Guesses, Key, Taken};
use crate::http::content_type::is_json;
use crate::http::metrics_access;
use crate::state::AppState;
use crate::store::ProofKind;
use crate::submissions::{ReadableSubmission, Reason};
use crate::telemetry;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use shared::reference::Reference;
use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;

pub use super::guest::{Client, Guest};

/// A member of the public; nobody is identified.
#[derive(Debug, Clone, Copy)]
pub struct Public;

/// A client on the operator's own networks.
#[derive(Debug, Clone, Copy)]
pub struct Operator;

/// A visitor of a request's page, whether or not the request is theirs.
#[derive(Clone)]
pub enum RequestHolder {
    /// Its sender's browser, or one that has shown a second fact.
    Proven(Arc<ReadableSubmission>),
    /// Anybody else, whether the request exists or not.
    Unproven {
        /// `None` if the path does not hold a reference.
        reference: Option<Reference>,
        /// The reference as it was typed, cut to 40 characters.
        typed: String,
    },
}

/// A program that asks for the status of a request.
#[derive(Clone)]
pub enum TrackingHolder {
    Proven(Arc<ReadableSubmission>),
    Unproven {
        /// Whether it sent any credential.
        has_credential: bool,
    },
}

/// The holder of the one-time token in the path. The handler checks the token.
#[derive(Clone)]
pub struct TokenHolder {
    pub token: String,
}

/// A back office whose signature over the body is valid.
#[derive(Clone)]
pub struct BackOffice {
    pub destination: String,
    pub message: SignedMessage,
    /// The signed bytes.
    pub body: Bytes,
}

/// Declares the marker of an access and lets handlers take its actor.
macro_rules! marker {
    ($(#[$doc:meta])* $marker:ident, $actor:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $marker;

        impl FromRequestParts<Guarded<$marker>> for $actor {
            type Rejection = Infallible;

            async fn from_request_parts(
                _: &mut Parts,
                guarded: &Guarded<$marker>,
            ) -> Result<$actor, Infallible> {
                Ok(guarded.actor())
            }
        }
    };
}

marker!(
    /// [`AccessName::Public`]
    AsPublic,
    Public
);
marker!(
    /// [`AccessName::Guest`]
    AsGuest,
    Guest
);
marker!(
    /// [`AccessName::Client`]
    AsClient,
    Client
);
marker!(
    /// [`AccessName::RequestHolder`]
    AsRequestHolder,
    RequestHolder
);
marker!(
    /// [`AccessName::TrackingHolder`]
    AsTrackingHolder,
    TrackingHolder
);
marker!(
    /// [`AccessName::TokenHolder`]
    AsTokenHolder,
    TokenHolder
);
marker!(
    /// [`AccessName::BackOffice`]
    AsBackOffice,
    BackOffice
);
marker!(
    /// [`AccessName::Operator`]
    AsOperator,
    Operator
);

impl Access for AsPublic {
    const NAME: AccessName = AccessName::Public;
    type Actor = Public;

    async fn admit(_: &Arc<AppState>, request: Request) -> Result<(Request, Public), AppError> {
        Ok((request, Public))
    }
}

impl Access for AsGuest {
    const NAME: AccessName = AccessName::Guest;
    type Actor = Guest;

    async fn admit(state: &Arc<AppState>, request: Request) -> Result<(Request, Guest), AppError> {
        let guest = Guest::of(state, request.headers());
        Ok((request, guest))
    }
}

impl Access for AsClient {
    const NAME: AccessName = AccessName::Client;
    type Actor = Client;

    async fn admit(state: &Arc<AppState>, request: Request) -> Result<(Request, Client), AppError> {
        let client = Client::of(state, request.headers());
        Ok((request, client))
    }
}

impl Access for AsRequestHolder {
    const NAME: AccessName = AccessName::RequestHolder;
    type Actor = RequestHolder;

    async fn admit(
        state: &Arc<AppState>,
        request: Request,
    ) -> Result<(Request, RequestHolder), AppError> {
        let (mut parts, body) = request.into_parts();
        let typed = path_parameter(&mut parts, state, "reference").await?;
        let reference = Reference::parse(&typed);
        let unproven = RequestHolder::Unproven {
            reference,
            typed: typed.chars().take(40).collect(),
        };
        let guest = Guest::of(state, &parts.headers);
        let holder = match reference {
            Some(reference) => holder(state, &guest, &parts.headers, reference).await?,
            None => None,
        };
        let actor = holder.map_or(unproven, |readable| RequestHolder::Proven(readable.into()));
        Ok((Request::from_parts(parts, body), actor))
    }
}

/// The submission, for a browser that sent it or has shown a second fact. A browser without
/// either costs no read.
async fn holder(
    state: &AppState,
    guest: &Guest,
    headers: &HeaderMap,
    reference: Reference,
) -> Result<Option<ReadableSubmission>, AppError> {
    let proof = proof_cookie::proof(state, headers, reference).await?;
    if !guest.is_known() && proof.is_none() {
        return Ok(None);
    }
    let submissions = &state.submissions;
    let read = submissions
        .read(&guest.actor(), reference, proof.as_ref(), Reason::Follow)
        .await?;
    Ok(read)
}

impl Access for AsTrackingHolder {
    const NAME: AccessName = AccessName::TrackingHolder;
    type Actor = TrackingHolder;

    async fn admit(
        state: &Arc<AppState>,
        request: Request,
    ) -> Result<(Request, TrackingHolder), AppError> {
        let (mut parts, body) = request.into_parts();
        let client = Client::of(state, &parts.headers);
        let code = bearer(&parts.headers);
        let has_credential = code.is_some() || client.guest().is_known();
        let typed = path_parameter(&mut parts, state, "reference").await?;
        let address = parts.extensions.get::<Arc<RequestContext>>();
        let address = address.and_then(|context| context.address);
        let readable = match Reference::parse(&typed).filter(|_| has_credential) {
            Some(reference) => {
                let readable = tracked(state, &client, address, reference, code.clone()).await?;
                let context = parts.extensions.get::<Arc<RequestContext>>();
                if let (None, Some(code), Some(context)) = (&readable, &code, context) {
                    security::wrong_fact(state, context, reference, code);
                }
                readable
            }
            None => None,
        };
        let unproven = TrackingHolder::Unproven { has_credential };
        let actor = readable.map_or(unproven, |readable| TrackingHolder::Proven(readable.into()));
        Ok((Request::from_parts(parts, body), actor))
    }
}

/// The submission, for its tracking code or the browser that sent it. An unknown reference
/// costs the same as a wrong code. Wrong codes are limited by address and reference; the right one
/// is never locked out by them.
async fn tracked(
    state: &AppState,
    client: &Client,
    address: Option<IpAddr>,
    reference: Reference,
    code: Option<String>,
) -> Result<Option<ReadableSubmission>, AppError> {
    let submissions = &state.submissions;
    let proof = match code {
        Some(code) => {
            let now = state.clock.now();
            let budgets = state.budgets.guesses();
            let name = format!("tracking {}", reference.compact());
            let counters = Guesses::counters(&name, address);
            let counted = counters
                .iter()
                .map(|(counter, name)| (budgets.of(*counter), Key::of(name)));
            let guess = Taken::all(counted, now);
            let proof = submissions
                .verify_fact(reference, ProofKind::Tracking, &code)
                .await?;
            if proof.is_none() && !client.guest().is_known() {
                let refused = |until| AppError::over_budget("tracking-code", until, now);
                guess.map_err(refused)?.keep();
                return Ok(None);
            }
            proof
        }
        None => None,
    };
    if proof.is_none() && !client.guest().is_known() {
        return Ok(None);
    }
    let read = submissions
        .read(&client.actor(), reference, proof.as_ref(), Reason::Follow)
        .await?;
    Ok(read)
}

impl Access for AsTokenHolder {
    const NAME: AccessName = AccessName::TokenHolder;
    type Actor = TokenHolder;

    async fn admit(
        state: &Arc<AppState>,
        request: Request,
    ) -> Result<(Request, TokenHolder), AppError> {
        let (mut parts, body) = request.into_parts();
        let token = path_parameter(&mut parts, state, "token").await?;
        Ok((Request::from_parts(parts, body), TokenHolder { token }))
    }
}

impl Access for AsBackOffice {
    const NAME: AccessName = AccessName::BackOffice;
    type Actor = BackOffice;

    async fn admit(
        state: &Arc<AppState>,
        request: Request,
    ) -> Result<(Request, BackOffice), AppError> {
        let (mut parts, body) = request.into_parts();
        let destination = path_parameter(&mut parts, state, "destination").await?;
        let request = Request::from_parts(parts, body);
        let headers = request.headers().clone();
        let body = Bytes::from_request(request, &())
            .await
            .map_err(|rejection| AppError::of_body(&rejection))?;
        if !is_json(
            &headers,
            &["application/cloudevents+json", "application/json"],
        ) {
            return Err(AppError::NotCloudEvent);
        }
        let message = verify(state, &destination, &headers, &body).map_err(AppError::Callback)?;
        let back_office = BackOffice {
            destination,
            message,
            body,
        };
        Ok((Request::default(), back_office))
    }
}

/// Verifies the signature of a callback before parsing it.
fn verify(
    state: &AppState,
    destination: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<SignedMessage, CallbackRefusal> {
    let verifier = state.registry.callbacks(destination);
    let verifier = verifier.ok_or(CallbackRefusal::UnknownDestination)?;
    verifier
        .verify_signature(headers, body, state.clock.now())
        .map_err(|error| {
            telemetry::count_callback(destination, error.code());
            CallbackRefusal::Unsigned(error)
        })
}

impl Access for AsOperator {
    const NAME: AccessName = AccessName::Operator;
    type Actor = Operator;

    async fn admit(
        state: &Arc<AppState>,
        request: Request,
    ) -> Result<(Request, Operator), AppError> {
        if metrics_access::is_allowed(state, &request) {
            Ok((request, Operator))
        } else {
            Err(AppError::NotFound)
        }
    }
}

/// A decoded parameter of the path.
async fn path_parameter(
    parts: &mut Parts,
    state: &Arc<AppState>,
    name: &str,
) -> Result<String, AppError> {
    let parameters = RawPathParams::from_request_parts(parts, state)
        .await
        .map_err(|_| AppError::of_path())?;
    let found = parameters.iter().find(|(known, _)| *known == name);
    found
        .map(|(_, value)| value.to_owned())
        .ok_or(AppError::NotFound)
}

/// The token of an `Authorization: Bearer` header.
fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| token.trim().to_owned())
}
