//! The accessibility statement.

use crate::calendar;
use crate::http::context::Context;
use crate::http::frame::{frame, public, wording};
use crate::state::AppState;
use app::layout::Section;
use app::pages::Accessibility;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use shared::date::Date;
use std::sync::Arc;

/// When the accessibility statement was last checked against the product.
const PREPARED: (i32, u32, u32) = (2026, 11, 22);

pub async fn show(State(state): State<Arc<AppState>>, context: Context) -> Response {
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
