//! What a visitor sees: server-rendered, without JavaScript, and only new when asked for.
//!
//! - `front`: the requests and what was turned away (`/`); `switches`: how it behaves, on the same
//!   page (`/behaviour`); `request`: one request with its parts (`/requests/{number}`); `part`: a
//!   part's buttons and messages; `press`: the buttons.
//! - `/effects`: what happened, for programs.

mod front;
mod part;
mod press;
mod request;
mod switches;

use super::behaviour::{Behaviour, Lie, Mode};
use super::html::{Markup, html};
use super::ledger::Effect;
use super::{Shared, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use jiff::Timestamp;
use std::sync::Arc;

const STYLE: &str = include_str!("style.css");
/// Nothing but this program's own stylesheet and forms.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";

pub(super) fn router() -> Router<Arc<State>> {
    Router::new()
        .route("/", get(front::show))
        .route("/behaviour", post(switches::set))
        .route("/requests/{number}", get(request::show))
        .route("/requests/{number}/{action}", post(press::press))
        .route("/style.css", get(style))
        .route("/effects", get(effects))
        .fallback(async || missing())
}

async fn style() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, STYLE).into_response()
}

async fn effects(axum::extract::State(state): Shared) -> Result<Json<Vec<Effect>>, Unavailable> {
    Ok(Json(state.ledger.effects().await?))
}

/// Its file cannot be used.
struct Unavailable;

impl From<sqlx::Error> for Unavailable {
    fn from(error: sqlx::Error) -> Unavailable {
        tracing::error!(%error, "its file cannot be used");
        Unavailable
    }
}

impl IntoResponse for Unavailable {
    fn into_response(self) -> Response {
        StatusCode::SERVICE_UNAVAILABLE.into_response()
    }
}

/// A page with one `h1`, which `main` begins with.
fn document(status: StatusCode, title: &str, main: Markup) -> Response {
    let page = html!(
        "<!DOCTYPE html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<title>{}</title>
<link rel=\"icon\" href=\"data:,\">
<link rel=\"stylesheet\" href=\"/style.css\">
</head>
<body>
<main>
{}
</main>
</body>
</html>
",
        title,
        main
    );
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
    ];
    (status, headers, page.into_string()).into_response()
}

fn missing() -> Response {
    let main = html!(
        "<h1>There is nothing here</h1>\n<p class=\"links\"><a href=\"/\">All requests</a></p>\n"
    );
    document(StatusCode::NOT_FOUND, "There is nothing here", main)
}

/// A mistake in a form: the id of the field and what to do.
struct Problem {
    field: String,
    text: &'static str,
}

/// What is wrong, with links to the fields.
fn problems(problems: &[Problem]) -> Option<Markup> {
    let one = |problem: &Problem| {
        html!(
            "<li><a href=\"#{}\">{}</a></li>\n",
            problem.field,
            problem.text
        )
    };
    let list: Vec<Markup> = problems.iter().map(one).collect();
    (!list.is_empty()).then(|| {
        html!(
            "<div class=\"problems\" role=\"alert\">\n<h2>There is a problem</h2>\n\
             <ul>\n{}</ul>\n</div>\n",
            list
        )
    })
}

/// The message beside a field, with its id.
fn problem_at(problems: &[Problem], field: &str) -> Option<Markup> {
    let problem = problems.iter().find(|problem| problem.field == field)?;
    Some(html!(
        "<p class=\"problem\" id=\"{}-problem\">{}</p>\n",
        field,
        problem.text
    ))
}

/// The attributes of a field: its id and, if it is wrong, its message.
fn field(problems: &[Problem], id: &str) -> Markup {
    match problems.iter().any(|problem| problem.field == id) {
        true => html!(
            "id=\"{}\" aria-invalid=\"true\" aria-describedby=\"{}-problem\"",
            id,
            id
        ),
        false => html!("id=\"{}\"", id),
    }
}

/// Says so while it misbehaves.
fn warning(behaviour: &Behaviour) -> Option<Markup> {
    if behaviour.is_good() {
        return None;
    }
    let line = |what: &str, look_for: &str| {
        html!(
            "<p><strong>{}.</strong> On the resident’s page: {}</p>\n",
            what,
            look_for
        )
    };
    let mut lines = Vec::new();
    if behaviour.mode != Mode::Ok {
        let words = behaviour.mode.words();
        lines.push(line(words.title, words.look_for));
    }
    if behaviour.lie != Lie::None {
        let words = behaviour.lie.words();
        lines.push(line(words.title, words.look_for));
    }
    Some(html!(
        "<div class=\"warning\">\n{}<p class=\"links\"><a href=\"/#behaviour\">Change how it behaves</a></p>\n</div>\n",
        lines
    ))
}

/// A time in the United Kingdom, to the second.
fn moment(millisecond: i64) -> Markup {
    let at = Timestamp::from_millisecond(millisecond).unwrap_or(Timestamp::UNIX_EPOCH);
    let words = match at.in_tz("Europe/London") {
        Ok(local) => local.strftime("%-I:%M:%S%P, %-d %B %Y").to_string(),
        Err(_) => at.to_string(),
    };
    html!("<time datetime=\"{}\">{}</time>", at.to_string(), words)
}

/// A row of a list of names and values.
fn row(name: &str, value: &Markup) -> Markup {
    html!("<div><dt>{}</dt><dd>{}</dd></div>\n", name, value)
}
