//! Requests from programs, sent with an idempotency key.

use super::json::Json;
use super::problem::Problem;
use super::services::unknown;
use crate::authorize::{Action, Resource, authorize};
use crate::drafts;
use crate::http::visit::Visit;
use crate::intake::{self, Idempotency, Incoming, Promise};
use crate::state::AppState;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use shared::api::problem::AnswerError;
use shared::api::requests::{RequestReceipt, SendRequest};
use shared::channel::Channel;
use shared::journey::{Journey, Unfinished};
use shared::language::Language;
use shared::reference::Reference;
use shared::status::Status;
use std::sync::Arc;

/// The code of answers that end early; the question is the outcome.
pub const OUTCOME: &str = "outcome";

/// The draft `draft-ietf-httpapi-idempotency-key-header-07` names it; up to 255 characters here.
pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Accepts a request. Durable before it is answered; the same key and body give the same answer.
#[utoipa::path(post, operation_id = "sendRequest", path = "/api/v1/requests", tag = "requests", request_body = SendRequest,
    params(("Idempotency-Key" = String, Header, description = "1 to 255 visible ASCII characters, new for each request and kept 30 days: best a random UUID (version 4). It counts for the council whose door the host is, so repeat a request under the host it was sent to. Callers without a source key share one space of keys, so a key others might think of is not safe")),
    responses((status = 201, description = "Accepted and durable", body = RequestReceipt),
        (status = 400, description = "Not readable, a key that stands twice in an object, or no Idempotency-Key", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 403, description = "A channel this caller may not state, or a write that a browser says came from another site", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "Unknown service or version", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 409, description = "The key was used with another body", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "Wrong answers, in page order; or a field outside its limits", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "Not accepted; try again with the same key", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json")))]
pub async fn send(
    State(state): State<Arc<AppState>>,
    visit: Visit,
    headers: HeaderMap,
    Json { value, canonical }: Json<SendRequest>,
) -> Result<Response, Problem> {
    authorize(&visit.actor, Action::Write, &Resource::Intake).map_err(|_| forbidden())?;
    let key = idempotency_key(&headers)?;
    let channel = value.channel.unwrap_or_default();
    if channel != Channel::Web {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "This channel may not be stated",
            "Without a source key a caller of the API is `web`.",
        ));
    }
    let language = value.language.unwrap_or_default();
    let service = match &value.version {
        None => state
            .catalogue
            .current()
            .get(&value.service)
            .ok_or_else(|| unknown(&state))?,
        // A service that was withdrawn takes nothing new, of whatever version.
        Some(_) if state.catalogue.current().get(&value.service).is_none() => {
            return Err(unknown(&state));
        }
        Some(version) => state
            .catalogue
            .service_at(&state.store, &value.service, version)
            .await?
            .ok_or_else(|| unknown_version(&state, &value.service))?,
    };
    let definition = &service.definition;
    let language = if definition.speaks(language) {
        language
    } else {
        Language::En
    };
    let mut answers =
        shared::answers::read_json(definition, &value.answers).map_err(|problems| {
            wrong(
                problems
                    .into_iter()
                    .map(|problem| {
                        let detail = state.words.of(language).with(
                            &format!("error-{}", problem.code),
                            &[("name", &problem.question)],
                        );
                        AnswerError {
                            question: problem.question,
                            code: problem.code,
                            detail,
                        }
                    })
                    .collect(),
            )
        })?;
    let passed = value.passed.iter().filter(|id| definition.may_pass(id));
    answers.passed = passed.cloned().collect();
    let mut nowhere = Vec::new();
    for question in definition.pages.iter().flat_map(|page| &page.questions) {
        if drafts::settle_address(&state, question, &mut answers.typed).await? {
            nowhere.push(AnswerError {
                question: question.id.clone(),
                code: "choose-address".to_owned(),
                detail: state.words.of(language).say("error-choose-address"),
            });
        }
    }
    if !nowhere.is_empty() {
        return Err(wrong(nowhere));
    }
    let facts = state.facts(visit.authority(), channel);
    let journey = Journey::new(definition, &answers, &facts);
    let request = journey
        .finish()
        .map_err(|unfinished| refuse(&state, &journey, language, unfinished))?;

    let scope = format!("{}/anonymous", visit.authority());
    let contact = intake::contact_without_draft(
        &state,
        request.authority(),
        &value.service,
        &service.version,
        channel,
        language,
    );
    state
        .catalogue
        .keep(&state.store, &service, state.clock.now())
        .await?;
    let incoming = Incoming {
        request,
        version: service.version.clone(),
        channel,
        language,
        draft: None,
        owner: visit.owner().cloned(),
        contact,
        idempotency: Some(Idempotency {
            scope,
            key: state.vault.hash("idempotency-key", &key),
            body: state.vault.hash("idempotency-body", &canonical),
        }),
        told: intake::told(&state, &journey, language),
    };
    match intake::accept(&state, incoming).await? {
        Promise::New(receipt) => Ok(receipt_of(
            &state,
            receipt.id,
            receipt.reference,
            service.version.clone(),
            receipt.received_at,
        )),
        Promise::Before(submission) => {
            let row = &submission.row;
            Ok(receipt_of(
                &state,
                row.id,
                row.reference,
                row.version.clone(),
                row.received_at,
            ))
        }
        Promise::KeyReused => Err(Problem::new(
            StatusCode::CONFLICT,
            "The key was used for another request",
            "Send a new request with a new Idempotency-Key; repeat one with its own key and the same body.",
        )),
    }
}

fn receipt_of(
    state: &AppState,
    id: uuid::Uuid,
    reference: Reference,
    version: String,
    received_at: Timestamp,
) -> Response {
    let receipt = RequestReceipt {
        reference,
        tracking: intake::tracking(state, id),
        status: Status::Received,
        version,
        received_at: received_at.to_string(),
    };
    let location = format!("/api/v1/requests/{}", reference.compact());
    (
        StatusCode::CREATED,
        [(axum::http::header::LOCATION, location)],
        axum::Json(receipt),
    )
        .into_response()
}

fn idempotency_key(headers: &HeaderMap) -> Result<String, Problem> {
    let key = headers
        .get(IDEMPOTENCY_KEY)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let sound = (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    sound.then(|| key.to_owned()).ok_or_else(|| {
        Problem::bad_request("Send an `Idempotency-Key` header: 1 to 255 visible ASCII characters, new for each request.")
    })
}

fn refuse(
    state: &AppState,
    journey: &Journey<'_>,
    language: Language,
    unfinished: Unfinished,
) -> Problem {
    let wording = state.words.of(language);
    match unfinished {
        Unfinished::Problems(problems) => wrong(
            problems
                .into_iter()
                .map(|(_, problem)| AnswerError {
                    detail: journey.message(&problem, language, wording),
                    question: problem.question,
                    code: problem.code,
                })
                .collect(),
        ),
        Unfinished::Outcome(id) => {
            let outcome = journey.definition.outcome(&id);
            let title = outcome
                .map(|outcome| journey.fill(&outcome.title, language))
                .unwrap_or_default();
            wrong(vec![AnswerError {
                question: id,
                code: OUTCOME.to_owned(),
                detail: title,
            }])
        }
    }
}

fn wrong(errors: Vec<AnswerError>) -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "Some answers are missing or wrong",
        "Nothing was accepted. `errors` lists the mistakes of every page these answers lead to, in page order; further pages may follow once they are right. The code `outcome` says that the answers end early: `question` is then the outcome's id.",
    )
    .with_errors(errors)
}

/// A 404 that names the version there is.
pub fn unknown_version(state: &AppState, service: &str) -> Problem {
    match state.catalogue.current().get(service) {
        Some(current) => Problem::new(
            StatusCode::NOT_FOUND,
            "There is no such version",
            &format!(
                "The current version is {}. Leave `version` out to use it.",
                current.version
            ),
        ),
        None => unknown(state),
    }
}

fn forbidden() -> Problem {
    Problem::new(
        StatusCode::FORBIDDEN,
        "Not allowed",
        "This caller may not send requests.",
    )
}
