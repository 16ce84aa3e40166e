//! Receives requests and answers them.

use super::behaviour::{Behaviour, Lie, Mode};
use super::ledger::{Arrival, Refusal, Reply, Report};
use super::{Shared, State, signature};
use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use futures_util::stream;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use std::io;
use std::time::Duration;

const REQUEST_TYPE: &str = "uk.doorstep.request.v1";
/// An answer that contains this word makes it refuse the request, for demonstrations.
const REFUSE: &str = "REFUSE";
/// How long `POST /mode?set=slow` holds back an answer: longer than any attempt of Doorstep lasts.
const SLOW: u64 = 60;
/// The most characters it keeps of an id that it has not checked.
const MOST_OF_AN_ID: usize = 128;

/// What it reads of a request.
#[derive(Deserialize)]
struct RequestEvent {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    data: RequestData,
}

#[derive(Deserialize)]
struct RequestData {
    reference: String,
    part: String,
    service: String,
    /// The language to write to the resident in.
    #[serde(default)]
    language: String,
    answers: serde_json::Map<String, Value>,
    /// True for a test of the connection: answered, but no work is done.
    #[serde(default)]
    test: bool,
}

#[derive(Deserialize)]
pub(super) struct SetMode {
    set: String,
    seconds: Option<u64>,
}

/// For programs: `POST /mode?set=slow&seconds=5`.
pub(super) async fn set_mode(
    axum::extract::State(state): Shared,
    Query(wanted): Query<SetMode>,
) -> StatusCode {
    let Some(mode) = Mode::parse(&wanted.set) else {
        return StatusCode::BAD_REQUEST;
    };
    let mut behaviour = state.behaviour();
    behaviour.mode = mode;
    if mode == Mode::Slow {
        behaviour.seconds = wanted.seconds.unwrap_or(SLOW);
    }
    match state.behave(behaviour).await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

pub(super) async fn receive(
    axum::extract::State(state): Shared,
    Path(destination): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let (behaviour, now) = (state.behaviour(), state.now());
    let read = match turned_away(behaviour.mode) {
        Some(refused) => Err(refused),
        None => read(&state, &destination, &headers, &body, now),
    };
    let (event, text) = match read {
        Ok(event) => event,
        Err(TurnedAway { words, response }) => {
            let id = unchecked_id(&headers);
            let at = now.as_millisecond();
            let noted = state.ledger.turn_away(&id, &destination, at, &words);
            if let Err(error) = noted.await {
                tracing::error!(%error, "a refused message could not be noted");
            }
            return *response;
        }
    };
    let reply = match behaviour.mode {
        Mode::Slow => Reply::Held(behaviour.seconds),
        Mode::Lying => Reply::SignInPage,
        _ => Reply::AtOnce,
    };
    let refusal = refusal(&behaviour, &event);
    let works = refusal.is_none() && !event.data.test;
    let stored = state
        .ledger
        .record(Arrival {
            webhook_id: &event.id,
            destination: &destination,
            reference: &event.data.reference,
            part: &event.data.part,
            service: &event.data.service,
            event: text,
            refusal,
            test: event.data.test,
            at: now.as_millisecond(),
            reply,
            reports: match works {
                true => reports(&state, &behaviour, &event, now),
                false => Vec::new(),
            },
        })
        .await;
    let stored = match stored {
        Ok(stored) => stored,
        Err(error) => {
            tracing::error!(%error, "a request could not be stored");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    state.wake.notify_one();
    match reply {
        Reply::AtOnce => {}
        Reply::Held(seconds) => tokio::time::sleep(Duration::from_secs(seconds)).await,
        Reply::SignInPage => {
            return Html("<!doctype html><title>Sign in</title>").into_response();
        }
    }
    match stored.refusal {
        Some(Refusal { code, reason }) => {
            *problem(StatusCode::UNPROCESSABLE_ENTITY, &code, &reason).response
        }
        None => Json(json!({ "reference": stored.effect.their_reference })).into_response(),
    }
}

/// An answer that stores nothing, in words and as it is sent.
struct TurnedAway {
    words: String,
    response: Box<Response>,
}

impl TurnedAway {
    fn new(words: impl Into<String>, response: Response) -> TurnedAway {
        TurnedAway {
            words: words.into(),
            response: Box::new(response),
        }
    }
}

/// What the modes that store nothing answer.
fn turned_away(mode: Mode) -> Option<TurnedAway> {
    let (words, response) = match mode {
        Mode::Down => ("503", StatusCode::SERVICE_UNAVAILABLE.into_response()),
        Mode::Closed => ("closed the connection", broken()),
        Mode::Busy => {
            let wait = [(header::RETRY_AFTER, "2")];
            let busy = (StatusCode::TOO_MANY_REQUESTS, wait).into_response();
            ("429, wait 2 seconds", busy)
        }
        Mode::Forbid => ("403", StatusCode::FORBIDDEN.into_response()),
        Mode::Ok | Mode::Slow | Mode::Refuse | Mode::Lying => return None,
    };
    Some(TurnedAway::new(words, response))
}

/// A response whose body fails, so that the connection is closed before anything is sent.
fn broken() -> Response {
    let failure = async { Err::<Bytes, _>(io::Error::other("closed on purpose")) };
    let body = Body::from_stream(stream::once(failure));
    (StatusCode::SERVICE_UNAVAILABLE, body).into_response()
}

/// The id of a message that may be from anybody.
fn unchecked_id(headers: &HeaderMap) -> String {
    let id = headers.get(signature::ID).and_then(|id| id.to_str().ok());
    let id = id.filter(|id| !id.is_empty()).unwrap_or("without an id");
    id.chars().take(MOST_OF_AN_ID).collect()
}

/// Checks the signature, then that this is a request for a service of this destination. Returns
/// the request and its text.
fn read<'b>(
    state: &State,
    destination: &str,
    headers: &HeaderMap,
    body: &'b [u8],
    now: Timestamp,
) -> Result<(RequestEvent, &'b str), TurnedAway> {
    let (Some(keys), Some(known)) = (
        state.keys.get(destination),
        state.options.destinations.get(destination),
    ) else {
        let reason = "There is no such destination here.";
        return Err(problem(
            StatusCode::NOT_FOUND,
            "unknown-destination",
            reason,
        ));
    };
    let id = keys
        .verify(headers, body, now)
        .map_err(|why| problem(StatusCode::UNAUTHORIZED, "not-believed", &why.to_string()))?;
    let not_a_request = |reason| problem(StatusCode::BAD_REQUEST, "not-a-request", reason);
    let no_event = "This is not a uk.doorstep.request.v1 event.";
    let text = std::str::from_utf8(body).map_err(|_| not_a_request(no_event))?;
    let event: RequestEvent = serde_json::from_str(text).map_err(|_| not_a_request(no_event))?;
    if event.kind != REQUEST_TYPE || event.id != id {
        return Err(not_a_request(
            "The event's type is not ours, or its id is not the webhook-id.",
        ));
    }
    if !known.services.contains(&event.data.service) {
        let reason = "We do not offer this service.";
        return Err(problem(
            StatusCode::UNPROCESSABLE_ENTITY,
            "unknown-service",
            reason,
        ));
    }
    Ok((event, text))
}

/// Whether and why this request is refused for good.
fn refusal(behaviour: &Behaviour, event: &RequestEvent) -> Option<Refusal> {
    let asks = || {
        Value::Object(event.data.answers.clone())
            .to_string()
            .contains(REFUSE)
    };
    (behaviour.mode == Mode::Refuse || asks()).then(|| Refusal {
        code: behaviour.code.clone(),
        reason: behaviour.sentence.clone(),
    })
}

/// The progress it will report by itself. An id follows from the request's.
fn reports(
    state: &State,
    behaviour: &Behaviour,
    event: &RequestEvent,
    now: Timestamp,
) -> Vec<Report> {
    let (Some(pace), true) = (behaviour.pace, state.doorstep.is_some()) else {
        return Vec::new();
    };
    let notes = state
        .phrasebook
        .of(&event.data.service, &event.data.language);
    let report = |status, note, wait: Duration| Report {
        webhook_id: format!("{}-{status}", event.id),
        status,
        note,
        code: String::new(),
        lie: Lie::None,
        at: now
            .as_millisecond()
            .saturating_add(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX)),
    };
    vec![
        report("in_progress", notes.start, pace.in_progress_after),
        report("done", notes.finish, pace.done_after),
    ]
}

/// A refusal in the published shape.
fn problem(status: StatusCode, code: &str, reason: &str) -> TurnedAway {
    let words = format!("{} {code}: {reason}", status.as_u16());
    let body = Json(json!({ "code": code, "reason": reason }));
    TurnedAway::new(words, (status, body).into_response())
}
