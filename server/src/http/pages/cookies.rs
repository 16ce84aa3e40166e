//! What is kept in the browser, and the objection to visit statistics.

use super::frame::{frame, public, wording};
use super::proof;
use crate::http::form::Form;
use crate::http::journey::draw::set_cookie;
use crate::http::visit::{STATISTICS_COOKIE, Visit, guest_cookie};
use crate::state::AppState;
use app::layout::Section;
use app::pages::{Cookies, FieldProblem};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use std::sync::Arc;

/// A year, in seconds: as long as an objection is remembered.
const YEAR: u32 = 31_536_000;

pub async fn show(State(state): State<Arc<AppState>>, visit: Visit) -> Response {
    drawn(
        &state,
        &visit,
        StatusCode::OK,
        said(&visit),
        false,
        Vec::new(),
    )
}

/// What this browser has said before: no answer is not a yes.
fn said(visit: &Visit) -> Option<bool> {
    (!visit.statistics).then_some(true)
}

pub async fn choose(State(state): State<Arc<AppState>>, visit: Visit, form: Form) -> Response {
    let objects = match form.value("visits") {
        "yes" => false,
        "no" => true,
        _ => {
            let problem = FieldProblem {
                field: "visits",
                key: "error-cookie-choice-required",
            };
            return drawn(
                &state,
                &visit,
                StatusCode::UNPROCESSABLE_ENTITY,
                said(&visit),
                false,
                vec![problem],
            );
        }
    };
    let mut response = drawn(
        &state,
        &visit,
        StatusCode::OK,
        Some(objects),
        true,
        Vec::new(),
    );
    let secure = if state.config.http.is_secure() {
        "; Secure"
    } else {
        ""
    };
    let (value, age) = if objects { ("off", YEAR) } else { ("", 0) };
    let cookie = format!(
        "{STATISTICS_COOKIE}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}"
    );
    set_cookie(&mut response, Some(cookie));
    response
}

fn drawn(
    state: &AppState,
    visit: &Visit,
    status: StatusCode,
    objects: Option<bool>,
    saved: bool,
    problems: Vec<FieldProblem>,
) -> Response {
    let page = Cookies {
        wording: wording(state, visit),
        draft_cookie: guest_cookie(state).to_owned(),
        proof_cookie: proof::name(state).to_owned(),
        objection_cookie: STATISTICS_COOKIE.to_owned(),
        objects,
        saved,
        problems,
    };
    let frame = frame(state, visit, &page.title(), Section::Elsewhere);
    public(status, frame, |_| page.view())
}
