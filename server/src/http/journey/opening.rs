//! What a journey's handler opens before it does anything: service, draft, answers, facts.

use crate::authorize::{Action, Resource, authorize};
use crate::catalogue::Service;
use crate::drafts::{self, Draft};
use crate::error::AppError;
use crate::http::visit::Visit;
use crate::state::AppState;
use crate::store::StoreResult;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use shared::answers::Answers;
use shared::channel::Channel;
use shared::facts::Facts;
use shared::journey::{Journey, Step};
use shared::paths;
use shared::service::Definition;
use std::sync::Arc;
use uuid::Uuid;

/// What a journey's address says besides service and page.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    /// The draft; worth nothing without its cookie.
    #[serde(default)]
    pub d: Option<String>,
    /// Opened from check answers, and returns there.
    #[serde(default)]
    pub change: Option<String>,
    /// The draft ran out; say so once.
    #[serde(default)]
    pub expired: Option<String>,
    /// Ask for the postcode again.
    #[serde(default)]
    pub ask: Option<String>,
}

impl Query {
    pub fn draft(&self) -> Option<Uuid> {
        self.d.as_deref().and_then(|id| Uuid::parse_str(id).ok())
    }

    pub fn changing(&self) -> bool {
        self.change.is_some()
    }
}

/// A service with the draft it is gone through with, if there is one.
pub struct Opening {
    pub service: Arc<Service>,
    pub draft: Option<Draft>,
    pub facts: Facts,
}

impl Opening {
    /// Opens a service and, when the actor owns it, the draft.
    pub async fn new(
        state: &AppState,
        visit: &Visit,
        service: &str,
        draft: Option<Uuid>,
    ) -> Result<Opening, AppError> {
        let draft = match draft {
            Some(id) => drafts::open(state, &visit.actor, id, service).await?,
            None => None,
        };
        let service = match &draft {
            Some(draft) => draft.service.clone(),
            None => published(state, service)?,
        };
        Ok(Opening {
            facts: facts(state, visit, draft.as_ref()),
            service,
            draft,
        })
    }

    pub fn definition(&self) -> &Definition {
        &self.service.definition
    }

    pub fn journey<'a>(&'a self, answers: &'a Answers) -> Journey<'a> {
        Journey::new(&self.service.definition, answers, &self.facts)
    }

    pub fn draft_id(&self) -> Option<String> {
        self.draft.as_ref().map(|draft| draft.row.id.to_string())
    }
}

pub fn published(state: &AppState, service: &str) -> Result<Arc<Service>, AppError> {
    state
        .catalogue
        .current()
        .get(service)
        .ok_or(AppError::NoSuchService)
}

/// The facts of a draft are those of the door it was begun at; without one, of this door.
pub fn facts(state: &AppState, visit: &Visit, draft: Option<&Draft>) -> Facts {
    match draft {
        Some(draft) => state.facts(&draft.row.authority, draft.row.channel),
        None => state.facts(visit.authority(), Channel::Web),
    }
}

/// The path of a step.
pub fn step_path(
    visit: &Visit,
    definition: &Definition,
    step: &Step<'_>,
    draft: Option<&str>,
) -> String {
    match step {
        Step::Page(page) => paths::page(visit.language, &definition.id, &page.id, draft),
        Step::Outcome(outcome) => {
            paths::outcome(visit.language, &definition.id, &outcome.id, draft)
        }
        Step::CheckAnswers => paths::check_answers(visit.language, &definition.id, draft),
    }
}

/// 303 See Other: the browser reads what comes next, and a reload sends nothing again.
pub fn see_other(path: &str, cookie: Option<String>) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(value) = HeaderValue::from_str(path) {
        response.headers_mut().insert(LOCATION, value);
    }
    if let Some(value) = cookie.and_then(|header| HeaderValue::from_str(&header).ok()) {
        response.headers_mut().insert(SET_COOKIE, value);
    }
    response
}

/// Stands behind the address of a request that was sent before somebody went on with its form.
pub const LATE: &str = "late=1";

/// The reference a draft became, when this guest sent it.
pub async fn already_sent(
    state: &AppState,
    visit: &Visit,
    draft: Uuid,
) -> StoreResult<Option<String>> {
    let submission = state.store.submission_of_draft(draft).await?;
    Ok(submission
        .filter(|submission| {
            let submission = Resource::Submission {
                owner: submission.row.owner.as_ref(),
                proven: false,
            };
            authorize(&visit.actor, Action::Read, &submission).is_ok()
        })
        .map(|submission| paths::request(visit.language, submission.row.reference)))
}
