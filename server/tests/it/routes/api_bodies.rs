//! What is said of a body of the API that cannot be read.

use crate::support::app::TestApp;
use crate::support::journeys::pothole_json;
use serde_json::{Value, json};

#[tokio::test]
async fn the_field_that_is_wrong_or_missing_is_named_and_its_value_is_not() {
    let app = TestApp::new().await;
    let mut client = app.browser();
    for (field, value, expected) in [
        ("service", None, "`service` is missing: line 1, column "),
        ("service", Some(json!(["Zoe"])), "`service` is not of the "),
        ("channel", Some(json!("Zoe")), "`channel` is not of the "),
        ("passed", Some(json!([7])), "`passed[0]` is not of the "),
        ("chanel", Some(json!("Zoe")), "`chanel` is not of the "),
        (
            "<Zoe>",
            Some(json!("web")),
            "Not the documented shape: line 1",
        ),
    ] {
        let mut body = pothole_json("Deep");
        let fields = body.as_object_mut().unwrap();
        match value {
            None => drop(fields.remove(field)),
            Some(value) => drop(fields.insert(field.to_owned(), value)),
        }
        let refused = client.request("k", &body).await.is(400).json();
        let detail = refused["detail"].as_str().unwrap();
        assert!(detail.starts_with(expected), "{detail}");
        assert!(!detail.contains("Zoe"), "{detail}");
    }
    app.assert_no_request().await;
}

#[tokio::test]
async fn half_a_position_is_refused_with_what_is_missing() {
    let app = TestApp::new().await;
    let mut client = app.browser();
    for (given, missing) in [("lat", "lon"), ("lon", "lat")] {
        let mut body = pothole_json("Deep");
        body["answers"]["place"][given] = Value::from(0.5);
        let refused = client.request("k", &body).await.is(422).json();
        let error = &refused["errors"][0];
        assert_eq!(error["question"], "place");
        assert_eq!(error["code"], format!("missing-{missing}"));
        let detail = error["detail"].as_str().unwrap();
        assert!(detail.contains(&format!("({missing}) as well")), "{detail}");
    }
    app.assert_no_request().await;
}
