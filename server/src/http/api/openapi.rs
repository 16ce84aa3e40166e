//! The API's description, OpenAPI 3.1, made from the handlers themselves.

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use std::sync::LazyLock;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Doorstep",
        version = "1",
        description = "Requests to a council, accepted durably and handed to its back offices. \
            Errors are problem details (RFC 9457). Times are RFC 3339 with offset, money integer pence, \
            dates YYYY-MM-DD."
    ),
    paths(
        super::services::list,
        super::services::one,
        super::services::schema,
        super::requests::send,
        super::requests::state,
        super::drafts::save,
        super::addresses::find,
        super::feedback::send,
        super::callbacks::receive,
        super::schemas::one,
    ),
    modifiers(&Secrets),
    tags(
        (name = "services", description = "What a council publishes"),
        (name = "requests", description = "Sending and following requests"),
        (name = "drafts", description = "Answers on the way; used by the pages themselves"),
        (name = "addresses", description = "Addresses by postcode"),
        (name = "feedback", description = "Satisfaction"),
        (name = "callbacks", description = "Progress from back offices"),
    )
)]
struct Description;

struct Secrets;

impl Modify for Secrets {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let components = openapi.components.get_or_insert_with(Default::default);
        components.add_security_scheme(
            "tracking",
            SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build()),
        );
    }
}

static TEXT: LazyLock<String> =
    LazyLock::new(|| Description::openapi().to_json().unwrap_or_default());

/// The description as served.
pub fn text() -> &'static str {
    &TEXT
}

pub async fn document() -> Response {
    ([(CONTENT_TYPE, "application/json")], text()).into_response()
}
