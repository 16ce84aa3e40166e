//! API reads that need no credentials.

use super::table::ROUTES;
use crate::support::app::TestApp;
use crate::support::journeys::{missed_bin, missed_bin_json, walk};
use serde_json::json;
use std::collections::BTreeSet;

#[tokio::test]
async fn the_list_contains_every_service_with_its_version() {
    let app = TestApp::new().await;
    let list = app.browser().get("/api/v1/services").await.is(200).json();
    let services = list["services"].as_array().unwrap();
    let ids: BTreeSet<&str> = services
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert_eq!(
        ids,
        ["council-tax-change-of-address", "missed-bin", "pothole"].into()
    );
    for service in services {
        assert!(!service["title"].as_str().unwrap().is_empty());
        assert_eq!(service["version"].as_str().unwrap().len(), 64);
    }
}

#[tokio::test]
async fn a_definition_is_cached_by_its_version_as_etag() {
    let app = TestApp::new().await;
    let mut client = app.browser();
    let list = client.get("/api/v1/services").await.is(200).json();
    let version = list["services"]
        .as_array()
        .unwrap()
        .iter()
        .find(|service| service["id"] == "pothole")
        .unwrap()["version"]
        .as_str()
        .unwrap()
        .to_owned();
    let first = client.get("/api/v1/services/pothole").await.is(200);
    let etag = first.header("etag").to_owned();
    assert_eq!(etag.trim_matches('"'), version);
    assert_eq!(first.json()["id"], "pothole");
    for known in [etag.clone(), format!("W/{etag}"), format!("\"x\", {etag}")] {
        let headers = [("if-none-match", known.as_str())];
        let again = client
            .fetch("GET", "/api/v1/services/pothole", &headers, Vec::new())
            .await;
        assert!(again.is(304).body.is_empty());
    }
    let missing = client.get("/api/v1/services/none").await.is(404);
    assert_eq!(missing.header("content-type"), "application/problem+json");
    assert!(
        missing.text().contains("pothole"),
        "the services are not listed"
    );
}

#[tokio::test]
async fn the_schema_of_answers_names_every_question() {
    let app = TestApp::new().await;
    let schema = app
        .browser()
        .get("/api/v1/services/pothole/schema")
        .await
        .is(200);
    assert_eq!(schema.header("content-type"), "application/schema+json");
    let schema = schema.json();
    let properties = schema["properties"].as_object().unwrap();
    for question in ["danger", "place", "noticed_on", "email"] {
        assert!(properties.contains_key(question), "{question}");
    }
    // Placeholders in braces are explained, with the value for each council.
    let schema = app
        .browser()
        .get("/api/v1/services/missed-bin/schema")
        .await
        .is(200)
        .json();
    let described = schema["description"].as_str().unwrap();
    for name in ["{window} is ", "{out_by} is "] {
        assert!(described.contains(name), "{described}");
    }
}

#[tokio::test]
async fn the_openapi_document_lists_every_api_route_and_method() {
    let app = TestApp::new().await;
    let document = app
        .browser()
        .get("/api/v1/openapi.json")
        .await
        .is(200)
        .json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let described: BTreeSet<(String, String)> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().keys();
            methods.map(move |method| (path.clone(), method.to_uppercase()))
        })
        .collect();
    let routes: BTreeSet<(String, String)> = ROUTES
        .iter()
        .filter(|(path, ..)| path.starts_with("/api/") && !path.ends_with("openapi.json"))
        .flat_map(|(path, methods, _)| {
            methods
                .split(' ')
                .map(|method| ((*path).to_owned(), method.to_owned()))
        })
        .collect();
    assert_eq!(described, routes);
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, call) in item.as_object().unwrap() {
            let answers = call["responses"].as_object().unwrap();
            assert!(
                answers.keys().any(|code| code.starts_with('2')),
                "{method} {path}"
            );
        }
    }
}

#[tokio::test]
async fn the_openapi_document_describes_what_an_integrator_needs() {
    let app = TestApp::new().await;
    let document = app
        .browser()
        .get("/api/v1/openapi.json")
        .await
        .is(200)
        .json();
    let problem = "application/problem+json";
    for (path, method, statuses) in [
        (
            "/api/v1/requests",
            "post",
            "400 403 404 405 408 409 413 415 421 422 429 500 503",
        ),
        (
            "/api/v1/drafts/{id}/pages/{page}",
            "put",
            "400 403 404 405 408 409 412 413 415 422 428 429 503",
        ),
        (
            "/api/v1/callbacks/{destination}",
            "post",
            "400 401 403 404 405 408 409 413 415 422 429 503",
        ),
        (
            "/api/v1/feedback",
            "post",
            "400 403 404 405 408 413 415 422 429 503",
        ),
        ("/api/v1/services", "get", "405 421 429 503"),
        ("/api/v1/addresses", "get", "400 405 429 503"),
    ] {
        let answers = &document["paths"][path][method]["responses"];
        for status in statuses.split(' ') {
            let response = &answers[status];
            assert!(
                response["content"][problem].is_object(),
                "{method} {path} {status}"
            );
            if ["429", "503"].contains(&status) {
                assert!(response["headers"]["Retry-After"].is_object(), "{path}");
            }
        }
    }
    let send = &document["paths"]["/api/v1/requests"]["post"]["parameters"][0];
    assert_eq!(send["name"], "Idempotency-Key");
    assert!(
        send["description"]
            .as_str()
            .unwrap()
            .contains("random UUID")
    );
    let schemas = &document["components"]["schemas"];
    let rating = &schemas["SendFeedback"]["properties"]["rating"];
    assert_eq!(
        (&rating["minimum"], &rating["maximum"]),
        (&1.into(), &5.into())
    );
    let status = &schemas["RequestReceipt"]["properties"]["status"]["enum"];
    assert_eq!(*status, serde_json::json!(["received"]));
    let body = &document["paths"]["/api/v1/callbacks/{destination}"]["post"]["requestBody"];
    for kind in ["application/cloudevents+json", "application/json"] {
        let schema = &body["content"][kind]["schema"]["$ref"];
        assert_eq!(schema, "/api/v1/schemas/uk.doorstep.status.v1", "{kind}");
    }
    let at = &document["paths"]["/api/v1/services/{service}"]["get"]["parameters"];
    let names: Vec<&str> = at
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["service", "version"]);
}

#[tokio::test]
async fn a_used_version_stays_readable_after_a_newer_one_is_published() {
    let services = tempfile::tempdir().unwrap();
    let good = include_str!("../../../../shared/services/pothole.toml");
    let file = services.path().join("pothole.toml");
    std::fs::write(&file, good).unwrap();
    let dir = services.path().display().to_string();
    let app = TestApp::with(&[("DOORSTEP__SERVICES__DIR", dir.as_str())]).await;
    app.leave_undelivered("no back office is running");
    let mut client = app.browser();
    let body = crate::support::journeys::pothole_json("Deep");
    let receipt = client.request("k", &body).await.is(201).json();
    let version = receipt["version"].as_str().unwrap().to_owned();
    let was = client.get("/api/v1/services/pothole").await.is(200);

    let newer = good.replacen("retention_days = ", "retention_days = 1", 1);
    std::fs::write(&file, newer).unwrap();
    assert_eq!(app.state.catalogue.reload(), []);
    let now = client.get("/api/v1/services/pothole").await.is(200);
    assert_ne!(now.header("etag"), was.header("etag"));
    assert_eq!(now.header("cache-control"), "no-cache");
    let path = format!("/api/v1/services/pothole?version={version}");
    let older = client.get(&path).await.is(200);
    assert_eq!(older.body, was.body);
    let for_ever = "public, max-age=31536000, immutable";
    assert_eq!(older.header("cache-control"), for_ever);
    assert_eq!(older.header("etag"), was.header("etag"));
    let schema = format!("/api/v1/services/pothole/schema?version={version}");
    client.get(&schema).await.is(200);
    // A version of another service or one that never existed: 404.
    for path in [
        format!("/api/v1/services/missed-bin?version={version}"),
        format!("/api/v1/services/pothole?version={}", "0".repeat(64)),
        format!("/api/v1/services/pothole/schema?version={}", "0".repeat(64)),
    ] {
        let missing = client.get(&path).await.is(404);
        assert_eq!(missing.header("content-type"), "application/problem+json");
        assert_eq!(missing.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn addresses_are_found_by_postcode_in_any_notation() {
    let app = TestApp::new().await;
    for typed in ["ME149ZA", "me14+9za", "ME14%209ZA"] {
        let path = format!("/api/v1/addresses?postcode={typed}");
        let response = app.browser().get(&path).await.is(200);
        assert_eq!(response.header("cache-control"), "no-store");
        let found = response.json();
        assert_eq!(found["postcode"], "ME14 9ZA");
        let first = &found["addresses"][0];
        assert_eq!(first["uprn"], "100099000037");
        assert_eq!(first["area"], "maidstone");
    }
    let none = app
        .browser()
        .get("/api/v1/addresses?postcode=ME149ZQ")
        .await
        .is(200)
        .json();
    assert_eq!(none["addresses"].as_array().unwrap().len(), 0);
    for wrong in ["", "?postcode=", "?postcode=nonsense", "?postcode=ME14"] {
        app.browser()
            .get(&format!("/api/v1/addresses{wrong}"))
            .await
            .is(400);
    }
}

#[tokio::test]
async fn the_schemas_of_messages_are_published() {
    let app = TestApp::new().await;
    let missing = app.browser().get("/api/v1/schemas/none").await.is(404);
    let detail = missing.json()["detail"].as_str().unwrap().to_owned();
    for name in ["uk.doorstep.request.v1", "uk.doorstep.status.v1"] {
        assert!(detail.contains(name), "{detail}");
        let schema = app
            .browser()
            .get(&format!("/api/v1/schemas/{name}"))
            .await
            .is(200)
            .json();
        assert!(schema["properties"].is_object(), "{name}");
    }
}

#[tokio::test]
async fn an_option_chosen_twice_is_refused_as_the_schema_says_and_read_once_from_a_form() {
    let app = TestApp::new().await;
    let mut client = app.browser();
    let schema = client.get("/api/v1/services/missed-bin/schema").await;
    let schema = schema.is(200).json();
    assert_eq!(schema["properties"]["bins"]["uniqueItems"], true);
    let mut body = missed_bin_json();
    body["answers"]["bins"] = json!(["refuse", "food", "refuse"]);
    let refused = client.request("k", &body).await.is(422).json();
    let errors = refused["errors"].as_array().unwrap();
    assert_eq!(errors.len(), 1, "{refused}");
    assert_eq!(errors[0]["question"], "bins");
    assert_eq!(errors[0]["code"], "chosen-twice");
    let stored = app.state.store.references(None, 10).await.unwrap();
    assert!(stored.is_empty(), "{stored:?}");
    let mut typed = missed_bin();
    typed[2].push(("bins", "refuse"));
    walk(&mut client, "missed-bin", &typed).await;
}
