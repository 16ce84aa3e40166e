//! A draft that cannot be opened: why, and the page that says so.
//!
//! What was typed is never shown on it, and never goes into another draft: whoever presses a button
//! of an old page may not be the person who filled it in.

use super::load::{Loaded, already_sent};
use crate::drafts::Missing;
use crate::http::actors::Guest;
use crate::http::context::Context;
use crate::http::cookies;
use crate::http::error::AppError;
use crate::http::frame::{frame, personal, service_name, wording};
use crate::http::respond::{drop_stored_pages, see_other};
use crate::state::AppState;
use app::layout::{Section, Stay};
use app::pages::{Missing as MissingPage, WhyMissing};
use axum::http::StatusCode;
use axum::response::Response;
use shared::service::Definition;
use uuid::Uuid;

/// What stands where a draft was asked for.
pub enum Found {
    /// The request that this browser sent from it: its path.
    Request(String),
    Nothing(WhyMissing),
    /// The browser made its id and has not saved anything yet.
    Unsaved,
}

/// What stands where this draft was asked for, which the guest cannot open. `here` if this browser
/// was given its cookie: it comes from the page that set it, or posts a page of the draft.
pub async fn find(
    state: &AppState,
    context: &Context,
    guest: &Guest,
    draft: Uuid,
    here: bool,
) -> Result<Found, AppError> {
    Ok(match state.drafts.missing(draft).await? {
        Missing::Sent => match already_sent(state, context, guest, draft).await? {
            Some(path) => Found::Request(path),
            None => Found::Nothing(WhyMissing::Sent),
        },
        Missing::Cleared => Found::Nothing(WhyMissing::Cleared),
        Missing::Expired => Found::Nothing(WhyMissing::Expired),
        Missing::Elsewhere { just_begun } if !guest.is_known() && here && just_begun => {
            Found::Nothing(WhyMissing::NoCookies)
        }
        Missing::Elsewhere { .. } => Found::Nothing(WhyMissing::Closed),
        Missing::Unsaved => Found::Unsaved,
    })
}

/// The response in place of a page of a draft that the guest cannot open. Without a draft, or with
/// one that was never saved, the journey begins with its first page.
pub async fn respond(
    state: &AppState,
    context: &Context,
    guest: &Guest,
    loaded: &Loaded,
    draft: Option<Uuid>,
    here: bool,
) -> Result<Response, AppError> {
    let found = match draft {
        Some(draft) => find(state, context, guest, draft, here).await?,
        None => Found::Unsaved,
    };
    Ok(match found {
        Found::Request(path) => see_other(&path),
        Found::Nothing(why) => page(state, context, guest, loaded.definition(), why),
        Found::Unsaved => see_other(&loaded.first_path(context)),
    })
}

/// The page that says why there are no answers: 410, with everything dropped that the browser may
/// still hold of them.
pub fn page(
    state: &AppState,
    context: &Context,
    guest: &Guest,
    definition: &Definition,
    why: WhyMissing,
) -> Response {
    let page = MissingPage {
        wording: wording(state, context),
        authority: context.site.details(context.language),
        service: service_name(definition, context.language),
        why,
    };
    let mut frame = frame(state, context, &page.title(), Section::Services);
    frame.service = Some(page.service.clone());
    frame.stay = Stay::Over;
    let mut response = personal(StatusCode::GONE, frame, |_| page.view());
    leave_nothing(state, guest, &mut response);
    response
}

/// Makes the browser drop the pages it holds of a form that has ended.
pub fn leave_nothing(state: &AppState, guest: &Guest, response: &mut Response) {
    drop_stored_pages(response);
    cookies::set(response, guest.turned(state));
}
