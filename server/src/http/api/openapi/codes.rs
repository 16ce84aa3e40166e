//! The codes of problem details and of statuses that only some responses may have.

use crate::http::error::PROBLEMS;
use crate::intake::OUTCOME;
use serde_json::{Value, json};
use shared::question::authoring::codes;
use shared::status::Status;

/// Adds the lists to the schemas derived from types.
pub fn add(document: &mut Value) {
    let schemas = &mut document["components"]["schemas"];
    let own = PROBLEMS.map(|code| format!("urn:doorstep:problem:{code}"));
    let kinds: Vec<&str> = std::iter::once("about:blank")
        .chain(own.iter().map(String::as_str))
        .collect();
    schemas["ProblemDetails"]["properties"]["type"] = json!({
        "type": "string",
        "enum": kinds,
        "description": "`about:blank` where the status says it all; a code of its own where a callback is refused",
    });
    let faults: Vec<&str> = codes().iter().copied().chain([OUTCOME]).collect();
    schemas["AnswerError"]["properties"]["code"] = json!({
        "type": "string",
        "description": "What is wrong. A definition adds the codes of its rules, which it lists at `rules[].code` of each question, and of groups of which one must be answered, at `one_of[].code` of each page; `outcome` says that the answers end early and `question` is the outcome's id",
        "anyOf": [
            { "enum": faults },
            { "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "title": "A rule's code from the definition" },
        ],
    });
    schemas["RequestReceipt"]["properties"]["status"] = json!({
        "type": "string",
        "enum": [Status::Received.slug()],
        "description": "What it was when it was accepted, also when the same request is sent again",
    });
}
