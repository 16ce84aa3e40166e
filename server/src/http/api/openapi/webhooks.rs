//! The webhooks that Doorstep calls: the messages a back office receives, and those it sends
//! back.

use crate::adapters::webhook::wire::{REQUEST_TYPE, STATUS_TYPE};
use serde_json::{Value, json};

/// The messages a back office receives.
pub fn described() -> Value {
    let header = |name: &str, description: &str| {
        json!({ "name": name, "in": "header", "required": true, "description": description,
                "schema": { "type": "string" } })
    };
    let response = |description: &str| json!({ "description": description });
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
                "200": response("Accepted. The body is `{\"reference\": your own}`; without it the request is sent again"),
                "400": response("As 422 if the body is as described there; otherwise sent again"),
                "409": response("Already accepted; not sent again. A `reference` in the body is recorded"),
                "422": response("Rejected permanently: `{\"code\", \"reason\"}`; the resident sees the reason, one sentence of at most 500 characters on one line. Without both it is sent again"),
                "429": response("Sent again, not before Retry-After"),
                "503": response("Sent again, not before Retry-After"),
                "default": response("Sent again on the retry schedule"),
            },
        } }
    })
}

/// Declares that the body of a callback is the published message, under either media type.
pub fn shape_callbacks(document: &mut Value) {
    let call = &mut document["paths"]["/api/v1/callbacks/{destination}"]["post"];
    if let Some(content) = call["requestBody"]["content"].as_object_mut() {
        for media in content.values_mut() {
            let schema = format!("/api/v1/schemas/{STATUS_TYPE}");
            media["schema"] = json!({ "$ref": schema });
        }
    }
}
