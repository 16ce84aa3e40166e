//! The API's description, OpenAPI 3.1, generated from the handlers.
//!
//! The rest is added here: [`responses`] are the responses of the layers around the handlers,
//! [`codes`] the codes of problem details, [`webhooks`] the messages that Doorstep sends.

mod codes;
mod responses;
mod webhooks;

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
            dates YYYY-MM-DD. Bodies are JSON without duplicate keys in an object. The host name \
            selects the council. Every response has an x-request-id; one sent by a client is ignored. \
            Headers that are not valid HTTP or are too long are refused before they reach this API: \
            400, 414 or 431 without a body."
    ),
    paths(
        super::services::list,
        super::services::one,
        super::services::schema,
        super::send_request::send,
        super::request_status::state,
        super::drafts::read,
        super::drafts::save,
        super::draft_time::read,
        super::draft_time::extend,
        super::addresses::find,
        super::facts::read,
        super::feedback::send,
        super::callbacks::receive,
        super::schemas::one,
    ),
    modifiers(&Secrets),
    tags(
        (name = "services", description = "Published services"),
        (name = "requests", description = "Sending and following requests"),
        (name = "drafts", description = "Answers before they are sent; used by the pages themselves"),
        (name = "addresses", description = "Addresses by postcode"),
        (name = "feedback", description = "Satisfaction"),
        (name = "callbacks", description = "Statuses from back offices"),
    )
)]
struct Description;

struct Secrets;

impl Modify for Secrets {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let components = openapi.components.get_or_insert_with(Default::default);
        components.add_security_scheme(
            "tracking",
            SecurityScheme::Http(
                HttpBuilder::new()
                    .scheme(HttpAuthScheme::Bearer)
                    .description(Some("The tracking code of the request"))
                    .build(),
            ),
        );
    }
}

static TEXT: LazyLock<String> = LazyLock::new(|| {
    let mut document = serde_json::to_value(Description::openapi()).unwrap_or_default();
    if let Some(root) = document.as_object_mut() {
        root.insert("webhooks".to_owned(), webhooks::described());
    }
    webhooks::shape_callbacks(&mut document);
    responses::add(&mut document);
    codes::add(&mut document);
    document.to_string()
});

/// The description as served.
pub fn text() -> &'static str {
    &TEXT
}

pub async fn document() -> Response {
    ([(CONTENT_TYPE, "application/json")], text()).into_response()
}
