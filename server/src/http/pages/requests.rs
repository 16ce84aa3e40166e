//! Following a request: the browser that sent it sees it, everybody else gives a second fact.
//! A right fact leads on to the request's own page ([`proof`]).
//!
//! Existing and unknown references look the same to a stranger.

use super::frame::{frame, personal, wording};
use super::request::Reader;
use super::{proof, request};
use crate::authorize::{Action, Resource, authorize};
use crate::error::AppError;
use crate::http::form::Form;
use crate::http::journey::opening::{LATE, see_other};
use crate::http::visit::{Visit, gone, guest_cookie};
use crate::intake::lookup_hash;
use crate::state::AppState;
use crate::store::rows::{LookupKind, Submission};
use app::layout::Section;
use app::pages::request::FINISH;
use app::pages::{FieldProblem, FindRequest, SecondFact};
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{HeaderValue, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use shared::paths;
use shared::question::address;
use shared::reference::Reference;
use std::sync::Arc;

/// The longest fact that is looked at, an e-mail address at its longest (RFC 5321).
const LONGEST_FACT: usize = 254;

/// Stands behind the address of the page that follows [`finish`].
const FINISHED: &str = "finished=1";

pub async fn show(
    State(state): State<Arc<AppState>>,
    visit: Visit,
    Path(reference): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let Some(read) = Reference::parse(&reference) else {
        let typed: String = reference.chars().take(40).collect();
        let problem = FieldProblem {
            field: "reference",
            key: "error-reference-wrong",
        };
        let page = FindRequest {
            reference: typed,
            problems: vec![problem],
            ..FindRequest::new(wording(&state, &visit))
        };
        let mut page = find_page(&state, &visit, page);
        *page.status_mut() = StatusCode::NOT_FOUND;
        return Ok(page);
    };
    let reference = read;
    // A stranger is asked for the second fact whether there is such a request or not.
    let known = visit.owner().is_some() || proof::is_held(&state, &headers);
    let submission = match known {
        true => state.store.submission(reference).await?,
        false => None,
    };
    match submission {
        Some(submission) if may_read(&visit, &submission, false) => {
            let late = query.as_deref() == Some(LATE);
            request::page(&state, &visit, submission, Reader::Sender { late }).await
        }
        Some(submission)
            if may_read(
                &visit,
                &submission,
                proof::is_given(&state, &headers, &submission),
            ) =>
        {
            request::page(&state, &visit, submission, Reader::Other).await
        }
        _ => Ok(second_fact(&state, &visit, reference, "", Vec::new())),
    }
}

/// The second fact, posted to the request's own address.
pub async fn prove(
    State(state): State<Arc<AppState>>,
    visit: Visit,
    Path(reference): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, AppError> {
    if form.value("action") == FINISH {
        return Ok(finish(&state, &visit));
    }
    let reference = Reference::parse(&reference).ok_or(AppError::NotFound)?;
    let fact = &fact_of(&form);
    if fact.is_empty() {
        let problem = FieldProblem {
            field: "fact",
            key: "error-fact-required",
        };
        return Ok(second_fact(&state, &visit, reference, fact, vec![problem]));
    }
    match proven(&state, &visit, reference, fact).await? {
        Some(submission) => Ok(lead_on(&state, &visit, &headers, &submission)),
        None => {
            let problem = FieldProblem {
                field: "fact",
                key: "error-request-not-found",
            };
            Ok(second_fact(&state, &visit, reference, fact, vec![problem]))
        }
    }
}

/// This browser forgets which requests are its own and which were opened in it.
fn finish(state: &AppState, visit: &Visit) -> Response {
    let page = format!("{}?{FINISHED}", paths::requests(visit.language));
    let mut response = see_other(&page, None);
    for name in [guest_cookie(state), proof::name(state)] {
        if let Ok(gone) = HeaderValue::from_str(&gone(state, name)) {
            response.headers_mut().append(SET_COOKIE, gone);
        }
    }
    response
}

pub async fn ask(
    State(state): State<Arc<AppState>>,
    visit: Visit,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    // Nothing is said to be forgotten where something is not.
    let held = visit.owner().is_some() || proof::is_held(&state, &headers);
    let finished = query.as_deref() == Some(FINISHED) && !held;
    let page = FindRequest {
        finished,
        ..FindRequest::new(wording(&state, &visit))
    };
    find_page(&state, &visit, page)
}

/// Finds a request by reference and second fact.
pub async fn find(
    State(state): State<Arc<AppState>>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, AppError> {
    let typed: String = form.value("reference").chars().take(40).collect();
    let fact = fact_of(&form);
    let mut problems = Vec::new();
    let reference = Reference::parse(&typed);
    match (&reference, typed.trim().is_empty()) {
        (_, true) => problems.push(FieldProblem {
            field: "reference",
            key: "error-reference-required",
        }),
        (None, false) => problems.push(FieldProblem {
            field: "reference",
            key: "error-reference-wrong",
        }),
        (Some(_), false) => {}
    }
    if fact.is_empty() {
        problems.push(FieldProblem {
            field: "fact",
            key: "error-fact-required",
        });
    }
    if let (Some(reference), []) = (reference, problems.as_slice()) {
        if let Some(submission) = proven(&state, &visit, reference, &fact).await? {
            return Ok(lead_on(&state, &visit, &headers, &submission));
        }
        problems.push(FieldProblem {
            field: "fact",
            key: "error-request-not-found",
        });
    }
    let page = FindRequest {
        reference: typed,
        fact,
        problems,
        ..FindRequest::new(wording(&state, &visit))
    };
    Ok(find_page(&state, &visit, page))
}

/// The second fact as it was typed, as far as it is looked at.
fn fact_of(form: &Form) -> String {
    form.value("fact")
        .trim()
        .chars()
        .take(LONGEST_FACT)
        .collect()
}

/// To the request's own page, with the proof in the browser.
fn lead_on(
    state: &AppState,
    visit: &Visit,
    headers: &HeaderMap,
    submission: &Submission,
) -> Response {
    see_other(
        &paths::request(visit.language, submission.row.reference),
        Some(proof::keep(state, headers, submission)),
    )
}

/// The submission, when the fact is one of its own. A reference that does not exist costs the
/// same look-ups and counts against the same limit; only wrong facts stay counted.
async fn proven(
    state: &AppState,
    visit: &Visit,
    reference: Reference,
    fact: &str,
) -> Result<Option<Submission>, AppError> {
    let kind = kind_of(fact);
    // A tracking code cannot be guessed (79 bits), so its holder is never locked out by
    // somebody who tries postcodes.
    let guess = match kind {
        LookupKind::Tracking => None,
        _ => Some(state.gate.guess(&reference.compact())?),
    };
    let hash = lookup_hash(state, kind, fact);
    let proven = state.store.has_lookup(reference, kind, &hash).await?;
    if let (true, Some(guess)) = (proven, guess) {
        guess.was_right();
    }
    if !proven && visit.owner().is_none() {
        return Ok(None);
    }
    let submission = state.store.submission(reference).await?;
    Ok(submission.filter(|submission| may_read(visit, submission, proven)))
}

/// What kind of fact was typed.
fn kind_of(fact: &str) -> LookupKind {
    if fact.contains('@') {
        LookupKind::Email
    } else if address::canonical_postcode(fact).is_some() {
        LookupKind::Postcode
    } else {
        LookupKind::Tracking
    }
}

fn may_read(visit: &Visit, submission: &Submission, proven: bool) -> bool {
    let resource = Resource::Submission {
        owner: submission.row.owner.as_ref(),
        proven,
    };
    authorize(&visit.actor, Action::Read, &resource).is_ok()
}

fn second_fact(
    state: &AppState,
    visit: &Visit,
    reference: Reference,
    fact: &str,
    problems: Vec<FieldProblem>,
) -> Response {
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = SecondFact {
        wording: wording(state, visit),
        reference,
        fact: fact.to_owned(),
        problems,
    };
    let frame = frame(state, visit, &page.title(), Section::Requests);
    personal(status, frame, |_| page.view())
}

fn find_page(state: &AppState, visit: &Visit, page: FindRequest) -> Response {
    let status = if page.problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let frame = frame(state, visit, &page.title(), Section::Requests);
    personal(status, frame, |_| page.view())
}
