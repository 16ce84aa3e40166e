//! The privacy, accessibility and other statements about this deployment.

use crate::calendar;
use crate::http::context::Context;
use crate::http::frame::{frame, public, wording};
use crate::state::AppState;
use app::layout::Section;
use app::pages::{Accessibility, Privacy, PrivacyRow};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use shared::date::Date;
use std::sync::Arc;

/// When the accessibility statement was last checked against the product.
const PREPARED: (i32, u32, u32) = (2026, 11, 22);

pub async fn accessibility(State(state): State<Arc<AppState>>, context: Context) -> Response {
    let (year, month, day) = PREPARED;
    let today = calendar::london(state.clock.now()).date;
    let page = Accessibility {
        wording: wording(&state, &context),
        authority: context.site.details(context.language),
        prepared: Date::new(year, month, day).unwrap_or(today),
    };
    let mut frame = frame(&state, &context, &page.title(), Section::Elsewhere);
    frame.index = true;
    public(StatusCode::OK, frame, |_| page.view())
}

pub async fn privacy(State(state): State<Arc<AppState>>, context: Context) -> Response {
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
        services,
    };
    let mut frame = frame(&state, &context, &page.title(), Section::Elsewhere);
    frame.index = true;
    public(StatusCode::OK, frame, |_| page.view())
}
