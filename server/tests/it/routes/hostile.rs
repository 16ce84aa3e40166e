//! Invalid input: a clear 4xx, never a 500, and nothing is stored.

use super::table::{ROUTES, example};
use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::journeys::{pothole_json, start, to_place};
use serde_json::{Value, json};

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

#[tokio::test]
async fn no_body_on_any_route_causes_a_500_on_either_store() {
    for app in TestApp::on_every_store().await {
        send_every_body(&app).await;
        app.assert_no_request().await;
    }
}

async fn send_every_body(app: &TestApp) {
    let mut browser = app.browser();
    let deep = format!("{}1{}", "[".repeat(20_000), "]".repeat(20_000));
    let bodies: Vec<Vec<u8>> = vec![
        Vec::new(),
        b"{".to_vec(),
        b"null".to_vec(),
        b"[]".to_vec(),
        b"{}".to_vec(),
        b"\xff\xfe\x00".to_vec(),
        b"{\"service\":null,\"answers\":[]}".to_vec(),
        b"{\"service\":\"pothole\",\"answers\":{\"place\":[1,{\"a\":null}]}}".to_vec(),
        b"{\"service\":\"pothole\",\"answers\":{\"danger\":{\"\":0}}}".to_vec(),
        b"{\"rating\":99,\"token\":\"x\"}".to_vec(),
        b"{\"rating\":1e999,\"token\":\"x\"}".to_vec(),
        deep.into_bytes(),
        b"danger=%ff%00&danger=\x1b[2J&_draft=x&_base=\xc3\x28".to_vec(),
        b"=&&==&%&%zz".to_vec(),
        "a=b&".repeat(20_000).into_bytes(),
        format!("danger={}", "x".repeat(100_000)).into_bytes(),
        b"_draft=0198a1f4-0000-7000-8000-000000000000&_opened=-99999999999999999999".to_vec(),
        b"reference=%00&fact=%00&rating=%00&visits=%00".to_vec(),
    ];
    for (path, methods, _) in ROUTES {
        for method in methods.split(' ').filter(|method| *method != "GET") {
            for kind in [
                FORM,
                JSON,
                "text/plain",
                "multipart/form-data; boundary=x",
                "",
            ] {
                for body in &bodies {
                    let headers = [
                        ("content-type", kind),
                        ("idempotency-key", "k"),
                        ("if-match", "\"x\""),
                    ];
                    let response = browser
                        .fetch(method, &example(path), &headers, body.clone())
                        .await;
                    assert!(
                        response.status.as_u16() < 500,
                        "{method} {path} {kind}: {} for {}",
                        response.status,
                        String::from_utf8_lossy(&body[..body.len().min(80)])
                    );
                }
            }
        }
    }
}

#[tokio::test]
async fn no_url_causes_a_500_on_either_store() {
    for app in TestApp::on_every_store().await {
        fetch_every_url(&app).await;
    }
}

async fn fetch_every_url(app: &TestApp) {
    let mut browser = app.browser();
    let long = "x".repeat(4000);
    let pieces = [
        "%00",
        "%ff",
        "%2e%2e%2f",
        "..%2f..%2fetc%2fpasswd",
        "%0d%0aSet-Cookie:x",
        "'%22%3Cscript%3E",
        "%F0%9F%97%91",
        "-1",
        &long,
    ];
    for (path, ..) in ROUTES {
        for piece in pieces {
            let mut hostile = path.to_string();
            while let (Some(open), Some(close)) = (hostile.find('{'), hostile.find('}')) {
                hostile.replace_range(open..=close, piece);
            }
            for query in [
                "",
                "?d=",
                "?d=%ff&change=%00&expired&ask",
                "?q=%00%ff",
                "?postcode=%27%3B",
            ] {
                let response = browser.get(&format!("{hostile}{query}")).await;
                assert!(
                    response.status.as_u16() < 500,
                    "{hostile}{query}: {}",
                    response.status
                );
                let page = String::from_utf8_lossy(&response.body).into_owned();
                assert!(
                    !page.contains("<script>"),
                    "{hostile}{query} is repeated unescaped"
                );
                assert!(
                    response.headers.get("set-cookie").is_none(),
                    "{hostile}{query}"
                );
            }
        }
    }
}

#[tokio::test]
async fn the_api_refuses_a_malformed_url_in_its_own_words() {
    let app = TestApp::new().await;
    let mut client = app.browser();
    for (path, named) in [
        ("/api/v1/services/%ff", "The path "),
        ("/api/v1/services/%ff/schema", "The path "),
        ("/api/v1/requests/%ff", "The path "),
        ("/api/v1/drafts/%ff?service=pothole", "The path "),
        ("/api/v1/schemas/%ff", "The path "),
        ("/api/v1/services/%00", "U+0000"),
        ("/api/v1/addresses?postcode=%00", "U+0000"),
        ("/api/v1/services/pothole?version=a&version=b", "The query "),
        ("/api/v1/addresses?postcode=a&postcode=b", "The query "),
        ("/api/v1/drafts/x?service=a&service=b", "The query "),
    ] {
        let refused = client.get(path).await.is(400);
        assert_eq!(refused.header("content-type"), "application/problem+json");
        let (refused, problem) = (refused.text().to_owned(), refused.json());
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains(named), "{path}: {detail}");
        assert!(!refused.contains("browser"), "{path}: {refused}");
        assert_eq!(problem["title"], "The request cannot be read", "{path}");
    }
    let page = client.get("/services/%ff").await.is(400);
    assert!(page.page().main().contains("Your browser sent"));
}

#[tokio::test]
async fn a_nul_character_is_refused_at_the_edge_on_every_store() {
    for app in TestApp::on_every_store().await {
        let mut client = app.browser();
        for path in [
            "/api/v1/services/pothole?version=%00",
            "/api/v1/services/pothole/schema?version=%00",
            "/services?q=%00",
        ] {
            client.get(path).await.is(400);
        }
        let mut of_no_version = pothole_json("Deep");
        of_no_version["version"] = "a\0".into();
        let mut of_no_key = pothole_json("Deep");
        of_no_key["answers"]["a\0"] = "b".into();
        for body in [of_no_version, of_no_key, pothole_json("De\0ep")] {
            let refused = client.request("k", &body).await.is(400).json();
            let detail = refused["detail"].as_str().unwrap();
            assert!(detail.contains("U+0000"), "{detail}");
        }
        app.assert_no_request().await;
        client.request("k", &pothole_json("Deep")).await.is(201);
        app.leave_undelivered("no back office is running");
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_413_with_or_without_content_length() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let body = vec![b'a'; 262_145];
    let length = body.len().to_string();
    for (path, kind) in [
        ("/services/pothole/danger", FORM),
        ("/requests", FORM),
        ("/api/v1/requests", JSON),
        ("/api/v1/feedback", JSON),
        ("/api/v1/callbacks/waste", JSON),
    ] {
        for declared in [true, false] {
            let mut headers = vec![("content-type", kind), ("idempotency-key", "k")];
            if declared {
                headers.push(("content-length", length.as_str()));
            }
            browser
                .fetch("POST", path, &headers, body.clone())
                .await
                .is(413);
        }
    }
}

#[tokio::test]
async fn a_wrong_content_type_is_415_and_invalid_json_is_400() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let plain = [("content-type", "text/plain"), ("idempotency-key", "k")];
    browser
        .fetch(
            "POST",
            "/services/pothole/danger",
            &plain,
            b"danger=no".to_vec(),
        )
        .await
        .is(415);
    let refused = browser
        .fetch("POST", "/api/v1/requests", &plain, b"{}".to_vec())
        .await
        .is(415);
    assert_eq!(refused.header("content-type"), "application/problem+json");
    let json = [("content-type", JSON), ("idempotency-key", "k")];
    for body in ["", "{", "{\"service\": }", "[1,2", "\u{0}"] {
        let response = browser
            .fetch("POST", "/api/v1/requests", &json, body.into())
            .await
            .is(400);
        assert_eq!(response.header("content-type"), "application/problem+json");
        assert_eq!(response.json()["status"], 400);
    }
}

/// Sends answers with one error and returns the reported errors.
async fn wrong(client: &mut Browser, question: &str, value: Value) -> Vec<(String, String)> {
    let mut body = pothole_json("Deep");
    body["answers"][question] = value;
    let response = client.request("wrong", &body).await.is(422).json();
    let errors = response["errors"].as_array().unwrap().iter();
    errors
        .map(|error| {
            let text = |name: &str| error[name].as_str().unwrap().to_owned();
            assert!(!text("detail").is_empty());
            (text("question"), text("code"))
        })
        .collect()
}

#[tokio::test]
async fn each_kind_of_wrong_answer_names_its_question_and_a_code_on_either_store() {
    for app in TestApp::on_every_store().await {
        send_each_wrong_answer(&app).await;
    }
}

async fn send_each_wrong_answer(app: &TestApp) {
    let mut client = app.browser();
    let cases = [
        ("danger", json!("maybe")),
        ("danger", json!(7)),
        ("place", json!("Mill Lane")),
        ("place", json!({"description": "x".repeat(501)})),
        ("description", json!("x".repeat(1001))),
        ("description", json!("bell \u{7} and escape \u{1b}[2J")),
        ("noticed_on", json!("2026-02-30")),
        ("noticed_on", json!("18/11/2026")),
        ("noticed_on", json!("2026-11-19")),
        ("email", json!("not an address")),
        ("phone", json!("ring me")),
        ("unheard_of", json!("x")),
    ];
    for (question, value) in cases {
        let errors = wrong(&mut client, question, value.clone()).await;
        assert_eq!(errors.len(), 1, "{question} {value}: {errors:?}");
        assert_eq!(errors[0].0, question, "{value}");
    }
    app.assert_no_request().await;
}

#[tokio::test]
async fn errors_come_in_page_order() {
    let app = TestApp::new().await;
    let body =
        json!({"service": "pothole", "answers": {"email": "x", "description": "", "danger": "no"}});
    let response = app.browser().request("k", &body).await.is(422).json();
    let questions: Vec<&str> = response["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["question"].as_str().unwrap())
        .collect();
    assert_eq!(
        questions,
        [
            "problem",
            "road",
            "place",
            "noticed_on",
            "description",
            "email"
        ]
    );
}

#[tokio::test]
async fn too_long_text_and_control_characters_are_errors_that_keep_the_input() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let first = start(&mut browser, "pothole").await;
    let page = to_place(&mut browser, first).await;
    let long = "é".repeat(501);
    let response = browser
        .submit(&page, &[("place-description", &long)])
        .await
        .is(422);
    assert_eq!(response.page().form().value("place-description"), long);
    assert!(
        response.page().title().starts_with("Error: "),
        "{}",
        response.page().title()
    );
    assert_eq!(response.page().mistakes().len(), 1);
    let odd = "by the chapel \u{1b}[31m \u{0}";
    let response = browser
        .submit(&response, &[("place-description", odd)])
        .await
        .is(422);
    assert_eq!(response.page().mistakes().len(), 1);
    // Fields added by an extension or a translator change nothing.
    let fields = [
        ("place-description", "by the chapel"),
        ("unheard_of", "x"),
        ("address", "y"),
    ];
    let next = browser.next_page(&response, &fields).await;
    assert!(next.page().form().has("noticed_on-day"));
}

#[tokio::test]
async fn a_nul_character_in_a_form_is_refused_in_words_and_shown_replaced() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let mut page = start(&mut browser, "pothole").await;
    for fields in [
        [("danger", "no")],
        [("problem", "other")],
        [("road", "unsure")],
    ] {
        page = browser.next_page(&page, &fields).await;
    }
    let typed = [("place-description", "by the\0chapel")];
    let refused = browser.submit(&page, &typed).await.is(422);
    assert_eq!(refused.page().mistakes().len(), 1);
    let again = browser.get(&page.page().form().action).await.is(200);
    for shown in [&refused, &again] {
        assert!(!shown.body.contains(&0));
        let form = shown.page().form();
        assert_eq!(form.value("place-description"), "by the\u{fffd}chapel");
    }
    let ask = browser.get("/requests").await.is(200);
    let found = browser.submit(&ask, &[("reference", "AB\0C")]).await;
    assert!(!found.body.contains(&0));
    assert_eq!(found.page().form().value("reference"), "AB\u{fffd}C");
}
