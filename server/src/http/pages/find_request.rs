//! Finding a request: by reference and second fact.
//!
//! A correct fact redirects to the request's page. Existing and unknown references look the same
//! to everybody else.

use super::fact_attempt::{Opened, fact_of, try_fact};
use crate::http::actors::Guest;
use crate::http::context::Context;
use crate::http::cookies;
use crate::http::error::AppError;
use crate::http::form::Form;
use crate::http::frame::{frame, personal, wording};
use crate::http::respond::{drop_stored_pages, form_status, see_other, see_other_with, too_many};
use crate::http::{guest, proof_cookie};
use crate::state::AppState;
use crate::submissions::{Proof, Session};
use app::layout::Section;
use app::pages::request::FINISH;
use app::pages::{FactWait, FindRequest, FormError, SecondFact};
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use shared::paths;
use shared::reference::Reference;
use std::sync::Arc;

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
    let held = guest.is_known() || proof_cookie::is_held(&state, &headers);
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
    let reference = Reference::parse(&typed);
    // The front page asks for the reference alone; the next page for the rest.
    if !form.has("fact") {
        let next = match reference {
            Some(reference) => paths::request(context.language, reference),
            None if typed.trim().is_empty() => paths::requests(context.language),
            None => {
                let page = FindRequest {
                    reference: typed,
                    errors: vec![error("reference", "error-reference-wrong")],
                    ..FindRequest::new(wording(&state, &context))
                };
                return Ok(find_page(&state, &context, page));
            }
        };
        return Ok(see_other(&next));
    }
    let fact = fact_of(&form);
    let mut errors = Vec::new();
    match (&reference, typed.trim().is_empty()) {
        (_, true) => errors.push(error("reference", "error-reference-required")),
        (None, false) => errors.push(error("reference", "error-reference-wrong")),
        (Some(_), false) => {}
    }
    if fact.is_empty() {
        errors.push(error("fact", "error-fact-required"));
    }
    let mut tried = Tried::default();
    if let (Some(reference), []) = (reference, errors.as_slice()) {
        match try_fact(&state, &context, &guest, reference, &form).await? {
            Opened::Yes(proof) => {
                return Ok(redirect_to_request(
                    &state, &context, &headers, reference, proof,
                ));
            }
            opened => tried = Tried::of(opened),
        }
    }
    errors.append(&mut tried.errors);
    let page = FindRequest {
        reference: typed,
        fact,
        errors,
        wait: tried.wait,
        ..FindRequest::new(wording(&state, &context))
    };
    let mut page = find_page(&state, &context, page);
    if let Some(refused) = &tried.refused {
        too_many(&mut page, refused);
    }
    Ok(page)
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
        return finish(&state, &context, &headers).await;
    }
    let reference = Reference::parse(&reference).ok_or(AppError::NotFound)?;
    let fact = fact_of(&form);
    let tried = if fact.is_empty() {
        Tried::wrong("error-fact-required")
    } else {
        match try_fact(&state, &context, &guest, reference, &form).await? {
            Opened::Yes(proof) => {
                return Ok(redirect_to_request(
                    &state, &context, &headers, reference, proof,
                ));
            }
            opened => Tried::of(opened),
        }
    };
    Ok(second_fact(&state, &context, reference, &fact, tried))
}

/// What a page says about a fact that opened nothing.
#[derive(Default)]
pub struct Tried {
    errors: Vec<FormError>,
    wait: Option<FactWait>,
    refused: Option<AppError>,
}

impl Tried {
    fn wrong(key: &'static str) -> Tried {
        Tried {
            errors: vec![error("fact", key)],
            ..Tried::default()
        }
    }

    fn of(opened: Opened) -> Tried {
        match opened {
            Opened::Wait(wait, refused) => Tried {
                wait: Some(wait),
                refused: Some(refused),
                ..Tried::default()
            },
            Opened::Yes(_) | Opened::No => Tried::wrong("error-request-not-found"),
        }
    }
}

/// Ends what the browser has open, in every copy of its cookies, and removes them.
async fn finish(
    state: &AppState,
    context: &Context,
    headers: &HeaderMap,
) -> Result<Response, AppError> {
    let session = Session {
        owners: guest::owners_until(state, headers),
        marks: proof_cookie::marks(state, headers),
    };
    state.submissions.finish(session).await?;
    let page = format!("{}?{FINISHED}", paths::requests(context.language));
    let mut response = see_other(&page);
    drop_stored_pages(&mut response);
    let names = guest::cookie_names(state).into_iter();
    for name in names.chain([proof_cookie::name(state)]) {
        let cookie = cookies::removed(&state.config.http, name);
        cookies::set(&mut response, Some(cookie));
    }
    Ok(response)
}

/// Redirects to the request's page, with its proof, if there is one, in a cookie.
fn redirect_to_request(
    state: &AppState,
    context: &Context,
    headers: &HeaderMap,
    reference: Reference,
    proof: Option<Proof>,
) -> Response {
    see_other_with(
        &paths::request(context.language, reference),
        proof.map(|proof| proof_cookie::with_proof(state, headers, &proof)),
    )
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
    tried: Tried,
) -> Response {
    let status = form_status(!tried.errors.is_empty());
    let page = SecondFact {
        wording: wording(state, context),
        reference,
        fact: fact.to_owned(),
        errors: tried.errors,
        wait: tried.wait,
    };
    let frame = frame(state, context, &page.title(), Section::Requests);
    let mut page = personal(status, frame, |_| page.view());
    if let Some(refused) = &tried.refused {
        too_many(&mut page, refused);
    }
    page
}

pub fn find_page(state: &AppState, context: &Context, page: FindRequest) -> Response {
    let status = form_status(!page.errors.is_empty());
    let frame = frame(state, context, &page.title(), Section::Requests);
    personal(status, frame, |_| page.view())
}
