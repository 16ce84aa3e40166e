//! The cookies page, and the objection to visit statistics.

use crate::http::context::Context;
use crate::http::cookies::{self, PLAIN_STATISTICS, YEAR};
use crate::http::form::Form;
use crate::http::frame::{frame, public, wording};
use crate::http::{guest, proof_cookie};
use crate::state::AppState;
use app::layout::Section;
use app::pages::{Cookies, FormError};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use std::sync::Arc;

pub async fn show(State(state): State<Arc<AppState>>, context: Context) -> Response {
    draw(
        &state,
        &context,
        StatusCode::OK,
        current_choice(&context),
        false,
        Vec::new(),
    )
}

/// The choice this browser has made: no answer is not consent.
fn current_choice(context: &Context) -> Option<bool> {
    (!context.statistics()).then_some(true)
}

pub async fn choose(State(state): State<Arc<AppState>>, context: Context, form: Form) -> Response {
    let objects = match form.value("visits") {
        "yes" => false,
        "no" => true,
        _ => {
            let error = FormError {
                field: "visits",
                key: "error-cookie-choice-required",
            };
            return draw(
                &state,
                &context,
                StatusCode::UNPROCESSABLE_ENTITY,
                current_choice(&context),
                false,
                vec![error],
            );
        }
    };
    let mut response = draw(
        &state,
        &context,
        StatusCode::OK,
        Some(objects),
        true,
        Vec::new(),
    );
    let http = &state.config.http;
    let name = cookies::statistics(http);
    if objects {
        let cookie = cookies::lasting(http, name, "off".to_owned(), YEAR);
        cookies::set(&mut response, Some(cookie));
        return response;
    }
    cookies::set(&mut response, Some(cookies::removed(http, name)));
    if name != PLAIN_STATISTICS {
        let earlier = cookies::removed(http, PLAIN_STATISTICS);
        cookies::set(&mut response, Some(earlier));
    }
    response
}

fn draw(
    state: &AppState,
    context: &Context,
    status: StatusCode,
    objects: Option<bool>,
    saved: bool,
    errors: Vec<FormError>,
) -> Response {
    let [draft_cookie, kept_cookie] = guest::cookie_names(state).map(str::to_owned);
    let page = Cookies {
        wording: wording(state, context),
        draft_cookie,
        kept_cookie,
        proof_cookie: proof_cookie::name(state).to_owned(),
        objection_cookie: cookies::statistics(&state.config.http).to_owned(),
        objects,
        saved,
        errors,
    };
    let frame = frame(state, context, &page.title(), Section::Elsewhere);
    public(status, frame, |_| page.view())
}
