//! Shows what happened: a page for people, and the same as JSON for programs.

use super::State;
use super::ledger::Effect;
use axum::Json;
use axum::http::StatusCode;
use axum::response::Html;
use std::sync::Arc;

type Shared = axum::extract::State<Arc<State>>;

const PAGE: &str = include_str!("page.html");

pub(super) async fn effects(
    axum::extract::State(state): Shared,
) -> Result<Json<Vec<Effect>>, StatusCode> {
    state
        .ledger
        .effects()
        .await
        .map(Json)
        .map_err(|_| StatusCode::SERVICE_UNAVAILABLE)
}

pub(super) async fn show(axum::extract::State(state): Shared) -> Result<Html<String>, StatusCode> {
    let effects = state
        .ledger
        .effects()
        .await
        .map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    let duplicates: i64 = effects.iter().map(|effect| effect.arrivals - 1).sum();
    let rows: String = effects.iter().rev().map(row).collect();
    let page = PAGE
        .replace("{mode}", &format!("{:?}", state.mode()).to_lowercase())
        .replace("{effects}", &effects.len().to_string())
        .replace("{duplicates}", &duplicates.to_string())
        .replace("{rows}", &rows);
    Ok(Html(page))
}

fn row(effect: &Effect) -> String {
    let outcome = match (effect.refused, effect.test) {
        (true, _) => "refused",
        (false, true) => "test",
        (false, false) => "accepted",
    };
    format!(
        "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{outcome}</td><td>{}</td><td>{}</td></tr>",
        escape(&effect.their_reference),
        escape(&effect.reference),
        escape(&effect.destination),
        escape(&format!("{} ({})", effect.service, effect.part)),
        effect.arrivals,
        escape(&effect.webhook_id),
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
