//! The start button: creates a draft and its contact and redirects to the first page.

use super::load::{new_draft, published, see_page, site_facts, step_path};
use crate::http::actors::Guest;
use crate::http::context::Context;
use crate::http::error::AppError;
use crate::state::AppState;
use axum::extract::{Path, State};
use axum::response::Response;
use shared::answers::Answers;
use shared::journey::Journey;
use std::sync::Arc;

pub async fn begin(
    State(state): State<Arc<AppState>>,
    context: Context,
    mut guest: Guest,
    Path(service): Path<String>,
) -> Result<Response, AppError> {
    let service = published(&state, &service)?;
    let context = context.in_supported_language(&service.definition);
    let (draft, cookie) = new_draft(&state, &context, &mut guest, &service, None).await?;
    let answers = Answers::default();
    let facts = site_facts(&state, &context);
    let first = Journey::new(&service.definition, &answers, &facts).first();
    let id = draft.row.id.to_string();
    let path = step_path(&context.journey(&service.definition.id), &first, Some(&id));
    Ok(see_page(&path, cookie))
}
