//! Checks every API response of any test against the published description.

use super::response::TestResponse;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::LazyLock;

struct Operation {
    /// Path segments; one in braces matches anything.
    parts: Vec<String>,
    method: String,
    statuses: BTreeSet<String>,
}

static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(server::http::api::openapi::text()).unwrap());

static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    let paths = DOCUMENT["paths"].as_object().unwrap();
    let all = paths.iter().flat_map(|(path, item)| {
        let operations = item.as_object().unwrap().iter();
        operations.map(move |(method, operation)| Operation {
            parts: path.split('/').map(str::to_owned).collect(),
            method: method.to_uppercase(),
            statuses: operation["responses"]
                .as_object()
                .unwrap()
                .keys()
                .cloned()
                .collect(),
        })
    });
    all.collect()
});

/// Fails if the description does not list this response.
#[track_caller]
pub fn check(method: &str, path: &str, response: &TestResponse) {
    let segments: Vec<&str> = path.split('?').next().unwrap().split('/').collect();
    let fits = |one: &&Operation| {
        one.parts.len() == segments.len()
            && one.parts.iter().zip(&segments).all(|(part, segment)| {
                part.starts_with('{') && !segment.is_empty() || part == segment
            })
    };
    let here: Vec<&Operation> = OPERATIONS.iter().filter(fits).collect();
    if here.is_empty() {
        return;
    }
    let status = response.status.as_str();
    let own = here.iter().find(|one| one.method == method);
    match own {
        Some(own) => assert!(
            own.statuses.contains(status),
            "{method} {path} answered {status}, which its description does not list: {:?}",
            own.statuses
        ),
        // The path does not support this method.
        None => assert!(
            here.iter().any(|one| one.statuses.contains(status)),
            "{method} {path} answered {status}, which no description lists"
        ),
    }
    if response.header("content-type") == "application/problem+json" {
        words(&response.json());
    }
}

/// Checks error codes and problem types against the description.
fn words(problem: &Value) {
    let schemas = &DOCUMENT["components"]["schemas"];
    let among = |list: &Value, word: &Value| list.as_array().unwrap().contains(word);
    let kinds = &schemas["ProblemDetails"]["properties"]["type"]["enum"];
    assert!(among(kinds, &problem["type"]), "{problem}");
    let codes = &schemas["AnswerError"]["properties"]["code"]["anyOf"][0]["enum"];
    for error in problem["errors"].as_array().into_iter().flatten() {
        let own = RULES.contains(&error["code"].as_str().unwrap());
        assert!(own || among(codes, &error["code"]), "{error}");
    }
}

/// Codes of rules and groups in the compiled-in definitions.
const RULES: [&str; 5] = [
    "same-address",
    "too-far-ahead",
    "too-long-ago",
    "in-future",
    "no-way-to-reach",
];
