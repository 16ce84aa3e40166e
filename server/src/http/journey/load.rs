//! Loads what handlers of a journey need: service, draft and facts.

use crate::calendar;
use crate::catalogue::Service;
use crate::drafts::{Draft, NewDraft};
use crate::http::actors::Guest;
use crate::http::context::Context;
use crate::http::error::AppError;
use crate::http::form::Form;
use crate::http::guest;
use crate::http::respond::see_other_with;
use crate::state::AppState;
use crate::store::{Constraint, StoreError, StoreResult};
use axum::response::Response;
use cookie::Cookie;
use serde::Deserialize;
use shared::answers::Answers;
use shared::channel::Channel;
use shared::facts::Facts;
use shared::journey::form_fields;
use shared::journey::{Journey, Step};
use shared::paths::{self, JourneyPaths};
use shared::service::Definition;
use std::sync::Arc;
use uuid::Uuid;

/// The channel of journeys on the site.
pub const CHANNEL: Channel = Channel::Web;

/// Added to the URL of a sent request when somebody submits its old form.
pub const LATE: &str = "late=1";

/// Added to the first URL after a cookie was set, with [`Query::begun`].
const BEGUN: &str = "&begun=1";

/// The query of a journey's URLs.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    /// The draft's id; useless without its cookie.
    #[serde(default)]
    pub d: Option<String>,
    /// Opened from check answers, and returns there.
    #[serde(default)]
    pub change: Option<String>,
    /// The server has just begun the draft and set its cookie, which a browser may refuse.
    #[serde(default)]
    pub begun: Option<String>,
    /// The answers lead past the page that was posted; shows the notice once.
    #[serde(default)]
    pub skipped: Option<String>,
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

/// A service, with the draft in which the guest goes through it.
pub struct Loaded {
    pub service: Arc<Service>,
    pub draft: Option<Draft>,
    pub facts: Facts,
}

impl Loaded {
    /// Loads a service and, if the guest owns it, the draft.
    pub async fn new(
        state: &AppState,
        context: &Context,
        guest: &Guest,
        service: &str,
        draft: Option<Uuid>,
    ) -> Result<Loaded, AppError> {
        let draft = match draft {
            Some(id) => state.drafts.open(&guest.actor(), id, service).await?,
            None => None,
        };
        Ok(match draft {
            Some(draft) => Loaded {
                service: draft.service.clone(),
                facts: state.drafts.facts_of(&draft),
                draft: Some(draft),
            },
            None => Loaded {
                service: published(state, service)?,
                facts: site_facts(state, context),
                draft: None,
            },
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

    /// The paths of this journey.
    pub fn paths(&self, context: &Context) -> JourneyPaths {
        context.journey(&self.definition().id)
    }

    /// The path of the first page, without a draft.
    pub fn first_path(&self, context: &Context) -> String {
        let empty = Answers::default();
        let first = self.journey(&empty).first();
        step_path(&self.paths(context), &first, None)
    }

    /// The path of a step, with this draft.
    pub fn path_of(&self, context: &Context, step: &Step<'_>) -> String {
        step_path(&self.paths(context), step, self.draft_id().as_deref())
    }
}

/// A published service.
pub fn published(state: &AppState, service: &str) -> Result<Arc<Service>, AppError> {
    state
        .catalogue
        .current()
        .get(service)
        .ok_or(AppError::NoSuchService)
}

/// The facts for rules before there is a draft.
pub fn site_facts(state: &AppState, context: &Context) -> Facts {
    calendar::facts(state.clock.now(), context.authority(), CHANNEL)
}

/// Seconds since the page of a form was made, if its timestamp is plausible.
pub fn seconds_open(state: &AppState, form: &Form) -> u32 {
    let opened: i64 = form.value(form_fields::OPENED).parse().unwrap_or(i64::MAX);
    let spent = state.clock.now().as_second().saturating_sub(opened);
    u32::try_from(spent.clamp(0, 3600)).unwrap_or_default()
}

/// The path of a step.
pub fn step_path(paths: &JourneyPaths, step: &Step<'_>, draft: Option<&str>) -> String {
    match step {
        Step::Page(page) => paths.page(&page.id, draft),
        Step::Outcome(outcome) => paths.outcome(&outcome.id, draft),
        Step::Notice(notice) => paths.notice(&notice.id, draft),
        Step::CheckAnswers => paths.check_answers(draft),
    }
}

/// 303 to a page of a draft. With a cookie, it is the draft's first: the page tests whether the
/// browser keeps it.
pub fn see_page(path: &str, cookie: Option<Cookie<'static>>) -> Response {
    let begun = if cookie.is_some() { BEGUN } else { "" };
    see_other_with(&format!("{path}{begun}"), cookie)
}

/// The path of the request a draft became, if this guest sent it.
pub async fn already_sent(
    state: &AppState,
    context: &Context,
    guest: &Guest,
    draft: Uuid,
) -> StoreResult<Option<String>> {
    let sent = state.submissions.sent_from(&guest.actor(), draft).await?;
    Ok(sent.map(|reference| paths::request(context.language, reference)))
}

/// Creates a draft for this guest, and a new secret if the guest has none that may begin one:
/// returns the draft and the cookie to set. `id` is used if it is free.
pub async fn new_draft(
    state: &AppState,
    context: &Context,
    guest: &mut Guest,
    service: &Arc<Service>,
    id: Option<Uuid>,
) -> StoreResult<(Draft, Option<Cookie<'static>>)> {
    let begin = |id, owner| {
        state.drafts.begin(NewDraft {
            id,
            owner,
            service,
            authority: context.authority(),
            channel: CHANNEL,
            language: context.language,
            device: context.device(),
        })
    };
    let taken = |result: &StoreResult<Draft>| {
        matches!(result, Err(StoreError::Conflict(Constraint::Draft)))
    };
    let (mut owner, mut cookie) = guest.beginner(state);
    let mut begun = begin(id.unwrap_or_else(|| state.clock.id()), owner.clone()).await;
    if taken(&begun) && id.is_some() {
        begun = begin(state.clock.id(), owner.clone()).await;
    }
    if taken(&begun) {
        // "Finish and close" has ended the secret: this request was on its way before.
        let (fresh, secret) = guest::new_secret(state);
        (owner, cookie) = (secret, Some(fresh));
        begun = begin(state.clock.id(), owner.clone()).await;
    }
    guest.owner = Some(owner);
    Ok((begun?, cookie))
}
