//! The privacy notice.

use crate::http::context::Context;
use crate::http::frame::{frame, public, wording};
use crate::state::AppState;
use app::layout::Section;
use app::pages::{Privacy, PrivacyRow};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use std::sync::Arc;

pub async fn show(State(state): State<Arc<AppState>>, context: Context) -> Response {
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
        authority: context.site.details(context.language),
        officer: Some(context.site.authority.privacy.officer.clone()),
        detail_days: state.config.contacts.detail_days,
        services,
    };
    let mut frame = frame(&state, &context, &page.title(), Section::Elsewhere);
    frame.index = true;
    public(StatusCode::OK, frame, |_| page.view())
}
