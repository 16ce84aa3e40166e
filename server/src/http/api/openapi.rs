//! The API's description, OpenAPI 3.1, made from the handlers themselves.

use crate::adapters::webhook::wire::REQUEST_TYPE;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::json;
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

static TEXT: LazyLock<String> = LazyLock::new(|| {
    let mut document = serde_json::to_value(Description::openapi()).unwrap_or_default();
    if let Some(root) = document.as_object_mut() {
        root.insert("webhooks".to_owned(), webhooks());
    }
    document.to_string()
});

/// What a back office receives: the half of the API that Doorstep calls.
fn webhooks() -> serde_json::Value {
    let header = |name: &str, description: &str| {
        json!({ "name": name, "in": "header", "required": true, "description": description,
                "schema": { "type": "string" } })
    };
    let answer = |description: &str| json!({ "description": description });
    json!({
        REQUEST_TYPE: { "post": {
            "operationId": "receiveRequest",
            "tags": ["callbacks"],
            "summary": "A request for your back office",
            "description": "Sent to the destination's address until it is answered, over at least \
                seven days, each time with the same webhook-id and the same bytes: act once for each \
                webhook-id. Signed as Standard Webhooks say: webhook-signature holds one or more of \
                `v1,` and the base64 of HMAC-SHA-256 over `{webhook-id}.{webhook-timestamp}.{body}`, \
                keyed with the bytes that are base64 after `whsec_`; accept any that is right, there \
                are two during rotation. No redirect is followed. Progress comes back through \
                /api/v1/callbacks/{destination}, signed the same way.",
            "parameters": [
                header("webhook-id", "The delivery's id, the same at every attempt"),
                header("webhook-timestamp", "Seconds since 1970 of this attempt"),
                header("webhook-signature", "One or more signatures, separated by spaces"),
            ],
            "requestBody": { "required": true, "content": { "application/cloudevents+json": {
                "schema": { "$ref": format!("/api/v1/schemas/{REQUEST_TYPE}") } } } },
            "responses": {
                "200": answer("Taken. The body is `{\"reference\": your own}`; without it the request is sent again"),
                "409": answer("Taken before; a `reference` in the body is kept"),
                "422": answer("Refused for good: `{\"code\", \"reason\"}`; the resident reads the reason"),
                "429": answer("Sent again, not before Retry-After"),
                "503": answer("Sent again, not before Retry-After"),
                "default": answer("Sent again by the schedule"),
            },
        } }
    })
}

/// The description as served.
pub fn text() -> &'static str {
    &TEXT
}

pub async fn document() -> Response {
    ([(CONTENT_TYPE, "application/json")], text()).into_response()
}
