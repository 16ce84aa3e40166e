//! The privacy notice.

use crate::http::context::Context;
use crate::http::frame::{frame_of, public, wording};
use crate::state::AppState;
use app::layout::Section;
use app::pages::{Privacy, PrivacyRow};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use std::sync::Arc;

#[derive(serde::Deserialize)]
pub struct PrivacyQuery {
    /// The authority whose notice it is; the site's when left out.
    #[serde(default)]
    council: String,
}

pub async fn show(
    State(state): State<Arc<AppState>>,
    context: Context,
    Query(query): Query<PrivacyQuery>,
) -> Response {
    let site = state.sites.get(&query.council).unwrap_or(&context.site);
    let services = state
        .catalogue
        .current()
        .all()
        .map(|service| PrivacyRow {
            title: service.definition.title.get(context.language).to_owned(),
            lang: service.definition.lang(context.language),
            lawful_basis: service.definition.lawful_basis,
            retention_days: service.definition.retention_days,
        })
        .collect();
    let page = Privacy {
        wording: wording(&state, &context),
        authority: site.details(context.language),
        officer: Some(site.authority.privacy.officer.clone()),
        detail_days: state.config.contacts.detail_days,
        services,
    };
    let mut frame = frame_of(site, &state, &context, &page.title(), Section::Elsewhere);
    frame.index = true;
    if site.id() != context.authority() {
        for (_, href) in &mut frame.alternates {
            href.push_str("?council=");
            href.push_str(site.id());
        }
    }
    public(StatusCode::OK, frame, |_| page.view())
}
