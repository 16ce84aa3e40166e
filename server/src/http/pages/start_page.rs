//! The start page of a service.

use super::announcements::announcements;
use crate::drafts::Kept;
use crate::http::actors::Guest;
use crate::http::context::Context;
use crate::http::error::AppError;
use crate::http::frame::{
    frame, frame_of, moment, personal, privacy_of, public, service_name, wording,
};
use crate::http::journey::load::{published, site_facts};
use crate::state::AppState;
use app::layout::{Section, Stay};
use app::pages::{KeptAnswers, Missing, StartPage, WhyMissing};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use shared::answers::Answers;
use shared::journey::Journey;
use std::sync::Arc;

#[derive(serde::Deserialize)]
pub struct StartQuery {
    #[serde(default)]
    cleared: Option<String>,
}

pub async fn show(
    State(state): State<Arc<AppState>>,
    context: Context,
    headers: HeaderMap,
    Path(service): Path<String>,
    Query(query): Query<StartQuery>,
) -> Result<Response, AppError> {
    let service = published(&state, &service)?;
    let definition = &service.definition;
    let context = context.in_supported_language(definition);
    if query.cleared.is_some() {
        let page = Missing {
            wording: wording(&state, &context),
            authority: context.site.details(context.language),
            service: service_name(definition, context.language),
            why: WhyMissing::Cleared,
        };
        let mut frame = frame(&state, &context, &page.title(), Section::Services);
        frame.stay = Stay::Over;
        return Ok(public(StatusCode::OK, frame, |_| page.view()));
    }
    let published = state.catalogue.current();
    let now = state.clock.now();
    let news = published
        .announcements
        .on_start_page(context.authority(), definition, now);
    let facts = site_facts(&state, &context);
    let answers = Answers::default();
    let journey = Journey::new(definition, &answers, &facts);
    let site = state.sites.serving(journey, &context.site);
    let kept = kept(&state, &headers, &definition.id).await?;
    let is_personal = kept.is_some();
    let page = StartPage {
        announcements: announcements(&state, &context, &news),
        wording: wording(&state, &context),
        authority: site.details(context.language),
        privacy: privacy_of(site, &context),
        definition: definition.clone(),
        councils: state.sites.councils(context.language),
        facts: facts.clone(),
        provided_by: definition
            .authorities
            .iter()
            .map(|id| state.sites.name(id, context.language).to_owned())
            .collect(),
        kept: kept.map(|kept| KeptAnswers {
            draft: kept.id.to_string(),
            until: moment(kept.until),
        }),
    };
    let mut frame = frame_of(site, &state, &context, &page.title(), Section::Services);
    frame.index = true;
    frame
        .alternates
        .retain(|(language, _)| definition.speaks(*language));
    frame.service = Some(service_name(definition, context.language));
    if is_personal {
        frame.stay = Stay::Asked;
        return Ok(personal(StatusCode::OK, frame, |_| page.view()));
    }
    Ok(public(StatusCode::OK, frame, |_| page.view()))
}

/// The answers that are kept for this form on the visitor's device. Without any, the page is the
/// same for everybody.
async fn kept(
    state: &AppState,
    headers: &HeaderMap,
    service: &str,
) -> Result<Option<Kept>, AppError> {
    match Guest::of(state, headers).kept {
        Some(owner) => Ok(state.drafts.kept(&owner, service).await?),
        None => Ok(None),
    }
}
