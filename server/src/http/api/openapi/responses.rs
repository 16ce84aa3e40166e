//! Responses that come from the layers around a handler: each operation lists those it can give.
//!
//! `server/tests/it/support/openapi.rs` checks every response that a test sees against this.

use serde_json::{Map, Value, json};

/// Responses of any operation.
const EVERYWHERE: [u16; 6] = [400, 405, 421, 429, 500, 503];

/// Further responses of an operation that writes.
const WRITING: [u16; 3] = [403, 408, 413];

/// And of one that takes a body.
const WITH_BODY: [u16; 1] = [415];

/// Adds to every operation the responses that it does not declare itself.
pub fn add(document: &mut Value) {
    let Some(paths) = document["paths"].as_object_mut() else {
        return;
    };
    let operations = paths
        .values_mut()
        .filter_map(Value::as_object_mut)
        .flatten();
    for (method, operation) in operations {
        let writing: &[u16] = if method == "get" { &[] } else { &WRITING };
        let with_body: &[u16] = match operation.get("requestBody") {
            Some(_) => &WITH_BODY,
            None => &[],
        };
        let Some(responses) = operation["responses"].as_object_mut() else {
            continue;
        };
        for status in EVERYWHERE.iter().chain(writing).chain(with_body) {
            add_response(responses, *status);
        }
        for (status, response) in responses.iter_mut() {
            if let Some((name, meaning)) = header(status) {
                let schema = if name == "Retry-After" {
                    json!({ "type": "integer", "minimum": 0 })
                } else {
                    json!({ "type": "string" })
                };
                response["headers"] = json!({ name: { "description": meaning, "schema": schema } });
            }
        }
    }
}

fn add_response(responses: &mut Map<String, Value>, status: u16) {
    responses.entry(status.to_string()).or_insert_with(|| {
        let problem = json!({ "schema": { "$ref": "#/components/schemas/ProblemDetails" } });
        json!({
            "description": meaning(status),
            "content": { "application/problem+json": problem },
        })
    });
}

fn meaning(status: u16) -> &'static str {
    match status {
        400 => {
            "Unreadable: the URL, or a body that is not JSON, has a duplicate key or U+0000, or differs from the documented shape"
        }
        403 => "A write that a browser says came from another site (`Sec-Fetch-Site`, `Origin`)",
        405 => "A method that this path does not have",
        408 => "The body did not arrive in time. Nothing was read of it; the connection is closed",
        413 => "The body is larger than the server accepts",
        415 => "The content type is not JSON",
        421 => "Unknown host name",
        429 => "Too many requests",
        503 => {
            "Unavailable: overloaded, timed out, or the database does not respond; the same request sent again is accepted once"
        }
        _ => "Internal error; it is logged",
    }
}

fn header(status: &str) -> Option<(&'static str, &'static str)> {
    match status {
        "401" => Some(("WWW-Authenticate", "The authentication scheme")),
        "405" => Some(("Allow", "The methods this path has")),
        "429" | "503" => Some(("Retry-After", "Seconds to wait before the next try")),
        _ => None,
    }
}
