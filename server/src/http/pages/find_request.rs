//! Finding a request: by reference and second fact.
//!
//! A correct fact redirects to the request's page. Existing and unknown references look the same
//! to everybody else.

use crate::budgets::{Guesses, Key, Taken};
use crate::http::actors::Guest;
use crate::http::context::Context;
use crate::http::cookies;
use crate::http::error::AppError;
use crate::http::form::Form;
use crate::http::frame::{frame, personal, wording};
use crate::http::respond::{form_status, see_other, see_other_with};
use crate::http::{guest, proof_cookie};
use crate::second_facts;
use crate::state::AppState;
use crate::store::ProofKind;
use crate::submissions::Reason;
use app::layout::Section;
use app::pages::request::FINISH;
use app::pages::{FindRequest, FormError, SecondFact};
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use shared::paths;
use shared::reference::Reference;
use std::sync::Arc;

/// The longest fact that is used: an email address at its longest (RFC 5321).
const MAX_FACT: usize = 254;

/// Added to the URL of the page that follows [`finish`].
const FINISHED: &str = "finished=1";

pub async fn ask(
    State(state): State<Arc<AppState>>,
    context: Context,
    guest: Guest,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    // "Finished" is shown only if the browser has no proof left.
    let held = guest.owner.is_some() || proof_cookie::is_held(&state, &headers);
    let page = FindRequest {
        finished: query.as_deref() == Some(FINISHED) && !held,
        ..FindRequest::new(wording(&state, &context))
    };
    find_page(&state, &context, page)
}

/// Finds a request by reference and second fact.
pub async fn find(
    State(state): State<Arc<AppState>>,
    context: Context,
    guest: Guest,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, AppError> {
    let typed: String = form.value("reference").chars().take(40).collect();
    let fact = fact_of(&form);
    let mut errors = Vec::new();
    let reference = Reference::parse(&typed);
    match (&reference, typed.trim().is_empty()) {
        (_, true) => errors.push(error("reference", "error-reference-required")),
        (None, false) => errors.push(error("reference", "error-reference-wrong")),
        (Some(_), false) => {}
    }
    if fact.is_empty() {
        errors.push(error("fact", "error-fact-required"));
    }
    if let (Some(reference), []) = (reference, errors.as_slice()) {
        if may_open(&state, &context, &guest, reference, &fact).await? {
            return Ok(redirect_to_request(&state, &context, &headers, reference));
        }
        errors.push(error("fact", "error-request-not-found"));
    }
    let page = FindRequest {
        reference: typed,
        fact,
        errors,
        ..FindRequest::new(wording(&state, &context))
    };
    Ok(find_page(&state, &context, page))
}

/// The second fact, posted to the request's own URL; or "Finish and close".
pub async fn prove(
    State(state): State<Arc<AppState>>,
    context: Context,
    guest: Guest,
    Path(reference): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, AppError> {
    if form.value("action") == FINISH {
        return Ok(finish(&state, &context));
    }
    let reference = Reference::parse(&reference).ok_or(AppError::NotFound)?;
    let fact = fact_of(&form);
    let key = if fact.is_empty() {
        "error-fact-required"
    } else if may_open(&state, &context, &guest, reference, &fact).await? {
        return Ok(redirect_to_request(&state, &context, &headers, reference));
    } else {
        "error-request-not-found"
    };
    let errors = vec![error("fact", key)];
    Ok(second_fact(&state, &context, reference, &fact, errors))
}

/// Makes the browser forget its own requests and those opened in it.
fn finish(state: &AppState, context: &Context) -> Response {
    let page = format!("{}?{FINISHED}", paths::requests(context.language));
    let mut response = see_other(&page);
    for name in [guest::cookie_name(state), proof_cookie::name(state)] {
        let cookie = cookies::removed(&state.config.http, name);
        cookies::set(&mut response, Some(cookie));
    }
    response
}

/// The second fact as typed, up to the longest length.
fn fact_of(form: &Form) -> String {
    form.value("fact").trim().chars().take(MAX_FACT).collect()
}

/// Redirects to the request's page, with the proof in a cookie.
fn redirect_to_request(
    state: &AppState,
    context: &Context,
    headers: &HeaderMap,
    reference: Reference,
) -> Response {
    see_other_with(
        &paths::request(context.language, reference),
        Some(proof_cookie::with_proof(state, headers, reference)),
    )
}

/// Whether the fact opens the request, or the guest has sent it. An unknown reference costs the
/// same and counts against the same limit; only wrong facts stay counted.
async fn may_open(
    state: &AppState,
    context: &Context,
    guest: &Guest,
    reference: Reference,
    fact: &str,
) -> Result<bool, AppError> {
    let kind = second_facts::kind_of(fact);
    // A tracking code cannot be guessed (79 bits), so its holder is never locked out by
    // somebody who tries postcodes.
    let guess = match kind {
        ProofKind::Tracking => Taken::default(),
        _ => guess(state, context, reference)?,
    };
    let submissions = &state.submissions;
    if submissions
        .verify_fact(reference, kind, fact)
        .await?
        .is_some()
    {
        return Ok(true);
    }
    guess.keep();
    if guest.owner.is_none() {
        return Ok(false);
    }
    let own = submissions
        .read(&guest.actor(), reference, None, Reason::Follow)
        .await?;
    Ok(own.is_some())
}

/// Counts a guess, until it is dropped unless it is kept.
fn guess<'s>(
    state: &'s AppState,
    context: &Context,
    reference: Reference,
) -> Result<Taken<'s>, AppError> {
    let now = state.clock.now();
    let budgets = state.budgets.guesses();
    let counters = Guesses::counters(&reference.compact(), context.address());
    let counted = counters
        .iter()
        .map(|(counter, name)| (budgets.of(*counter), Key::of(name)));
    Taken::all(counted, now).map_err(|until| AppError::over_budget("guess", until, now))
}

fn error(field: &'static str, key: &'static str) -> FormError {
    FormError { field, key }
}

/// The form that asks for a second fact.
pub fn second_fact(
    state: &AppState,
    context: &Context,
    reference: Reference,
    fact: &str,
    errors: Vec<FormError>,
) -> Response {
    let status = form_status(!errors.is_empty());
    let page = SecondFact {
        wording: wording(state, context),
        reference,
        fact: fact.to_owned(),
        errors,
    };
    let frame = frame(state, context, &page.title(), Section::Requests);
    personal(status, frame, |_| page.view())
}

pub fn find_page(state: &AppState, context: &Context, page: FindRequest) -> Response {
    let status = form_status(!page.errors.is_empty());
    let frame = frame(state, context, &page.title(), Section::Requests);
    personal(status, frame, |_| page.view())
}
