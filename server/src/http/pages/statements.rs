//! True statements about this deployment.

use super::frame::{frame, public, wording};
use crate::http::visit::Visit;
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

pub async fn accessibility(State(state): State<Arc<AppState>>, visit: Visit) -> Response {
    let (year, month, day) = PREPARED;
    let today = state.facts(visit.authority(), Default::default()).today;
    let page = Accessibility {
        wording: wording(&state, &visit),
        authority: visit.site.drawn(visit.language),
        prepared: Date::new(year, month, day).unwrap_or(today),
    };
    let mut frame = frame(&state, &visit, &page.title(), Section::Elsewhere);
    frame.index = true;
    public(StatusCode::OK, frame, |_| page.view())
}

pub async fn privacy(State(state): State<Arc<AppState>>, visit: Visit) -> Response {
    let services = state
        .catalogue
        .current()
        .all()
        .map(|service| PrivacyRow {
            title: service.definition.title.get(visit.language).to_owned(),
            lang: service.definition.lang(visit.language),
            lawful_basis: service.definition.lawful_basis,
            retention_days: service.definition.retention_days,
        })
        .collect();
    let page = Privacy {
        wording: wording(&state, &visit),
        authority: visit.site.drawn(visit.language),
        officer: Some(visit.site.authority.privacy.officer.clone()),
        services,
    };
    let mut frame = frame(&state, &visit, &page.title(), Section::Elsewhere);
    frame.index = true;
    public(StatusCode::OK, frame, |_| page.view())
}
