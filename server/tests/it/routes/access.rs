//! Every route of the table with every kind of caller: who is admitted and who is refused.

use super::table::example;
use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::callback::Callback;
use crate::support::journeys::{missed_bin, missed_bin_json, send, start};
use crate::support::response::TestResponse;
use http::Method;
use serde_json::json;
use server::clock::Clock as _;
use server::http::access::AccessName;
use server::http::url_table::table;
use std::net::SocketAddr;

const HOST: &str = "maidstone.localhost:3000";

/// Kinds of caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Caller {
    /// A browser without cookies, on another network.
    Stranger,
    /// A browser with a draft of its own.
    OtherGuest,
    /// The browser that sent the request.
    Sender,
    /// A browser that has given a second fact about the request.
    SecondFact,
    /// An API client with the request's tracking code.
    Tracker,
    /// An API client with an invented tracking code.
    Guesser,
    /// A browser with the link to the feedback page.
    LinkHolder,
    /// A back office with its own signature.
    BackOffice,
    /// A back office with the signature of another.
    OtherBackOffice,
    /// A direct request from the machine itself.
    Operator,
}

const CALLERS: [Caller; 10] = [
    Caller::Stranger,
    Caller::OtherGuest,
    Caller::Sender,
    Caller::SecondFact,
    Caller::Tracker,
    Caller::Guesser,
    Caller::LinkHolder,
    Caller::BackOffice,
    Caller::OtherBackOffice,
    Caller::Operator,
];

/// Whether an access admits a caller. Credentials for one guard do not open another.
fn admits(access: AccessName, caller: Caller) -> bool {
    match access {
        AccessName::Public | AccessName::Guest | AccessName::Client => true,
        AccessName::RequestHolder => matches!(caller, Caller::Sender | Caller::SecondFact),
        AccessName::TrackingHolder => matches!(caller, Caller::Sender | Caller::Tracker),
        AccessName::TokenHolder => caller == Caller::LinkHolder,
        AccessName::BackOffice => caller == Caller::BackOffice,
        AccessName::Operator => caller == Caller::Operator,
    }
}

/// Whether only an admitted caller gets this answer.
fn is_admitted(access: AccessName, response: &TestResponse) -> bool {
    match access {
        AccessName::Public | AccessName::Guest | AccessName::Client => {
            ![401, 403].contains(&response.status.as_u16())
        }
        // A stranger gets the form for a second fact.
        AccessName::RequestHolder => {
            assert_eq!(response.status, 200);
            let page = response.page();
            let shown = !page.all("main .app-timeline").is_empty();
            assert_eq!(page.all("[name=fact]").is_empty(), shown);
            shown
        }
        AccessName::TrackingHolder
        | AccessName::TokenHolder
        | AccessName::BackOffice
        | AccessName::Operator => ![401, 404].contains(&response.status.as_u16()),
    }
}

struct Scene {
    app: TestApp,
    sender: Browser,
    second_fact: Browser,
    other: Browser,
    reference: String,
    tracking: String,
    feedback: String,
    /// A counter for ids that must be unique.
    sent: u32,
}

impl Scene {
    async fn new() -> Scene {
        let app = TestApp::with_office(&[]).await;
        let mut sender = app.browser_at(HOST);
        let sent = send(&mut sender, "missed-bin", &missed_bin()).await;
        let reference = sent.reference();
        let page = sender.follow(sent).await.is(200).page();
        let links = page.all("main a");
        let feedback = links.iter().filter_map(|link| link.attr("href"));
        let feedback = feedback.filter_map(|href| href.strip_prefix("/feedback/"));
        let feedback = feedback.collect::<Vec<_>>();
        let feedback = feedback.first().expect("a link to the feedback form");
        let feedback = (*feedback).to_owned();
        let mut second_fact = app.browser_at(HOST);
        let fact = [("fact".to_owned(), "ME14 9ZA".to_owned())];
        let path = format!("/requests/{reference}");
        second_fact.post(&path, &fact).await.is(303);
        let mut other = app.browser_at(HOST);
        start(&mut other, "pothole").await;
        let mut client = app.browser_at(HOST);
        let receipt = client.request("one", &missed_bin_json()).await.is(201);
        let receipt = receipt.json();
        app.deliver_all().await;
        Scene {
            sender,
            second_fact,
            other,
            reference: format!("{reference} {}", receipt["reference"].as_str().unwrap()),
            tracking: receipt["tracking"].as_str().unwrap().to_owned(),
            feedback,
            sent: 0,
            app,
        }
    }

    /// The references of the browser's request and of the API request.
    fn references(&self) -> (&str, &str) {
        self.reference.split_once(' ').unwrap()
    }

    fn path(&self, route: &str, caller: Caller) -> String {
        let (browsers, programs) = self.references();
        let reference = match caller {
            Caller::Tracker | Caller::Guesser => programs,
            _ => browsers,
        };
        let route = route.replace("{reference}", reference);
        let route = match caller {
            Caller::LinkHolder => route.replace("{token}", &self.feedback),
            _ => route,
        };
        example(&route)
    }

    fn browser(&self, caller: Caller) -> Browser {
        let mut browser = match caller {
            Caller::Sender => self.sender.clone(),
            Caller::SecondFact => self.second_fact.clone(),
            Caller::OtherGuest => self.other.clone(),
            _ => self.app.browser_at(HOST),
        };
        if caller == Caller::Operator {
            browser.host = "localhost:3000".to_owned();
        } else {
            browser.peer = SocketAddr::from(([192, 0, 2, 9], 50_000));
        }
        browser
    }

    async fn fetch(&mut self, method: &Method, route: &str, caller: Caller) -> TestResponse {
        self.sent += 1;
        let mut browser = self.browser(caller);
        let signer = match caller {
            Caller::BackOffice => Some("waste"),
            Caller::OtherBackOffice => Some("highways"),
            _ => None,
        };
        let path = self.path(route, caller);
        let data = json!({
            "reference": self.references().0,
            "status": "accepted",
            "at": self.app.clock.now().to_string(),
        });
        let callback = Callback {
            destination: "waste",
            id: &format!("access-{}", self.sent),
            data,
            signed_at: self.app.clock.now().as_second(),
        };
        let kind = match route.starts_with("/api/") {
            true => "application/json",
            false => "application/x-www-form-urlencoded",
        };
        let mut headers = vec![
            ("content-type".to_owned(), kind.to_owned()),
            ("idempotency-key".to_owned(), format!("k{}", self.sent)),
            ("if-match".to_owned(), "\"x\"".to_owned()),
        ];
        if let Some(signer) = signer {
            headers.extend(callback.signed_by(signer));
        }
        match caller {
            Caller::Tracker => {
                headers.push((
                    "authorization".to_owned(),
                    format!("Bearer {}", self.tracking),
                ));
            }
            Caller::Guesser => {
                headers.push(("authorization".to_owned(), "Bearer guessed".to_owned()));
            }
            _ => {}
        }
        let headers: Vec<(&str, &str)> = headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let body = if signer.is_some() {
            callback.body().into_bytes()
        } else {
            Vec::new()
        };
        browser.fetch(method.as_str(), &path, &headers, body).await
    }
}

#[tokio::test]
async fn every_route_admits_exactly_the_callers_of_its_access() {
    let mut scene = Scene::new().await;
    for route in table() {
        for one in &route.methods {
            for caller in CALLERS {
                let response = scene.fetch(&one.method, route.path, caller).await;
                let what = format!("{caller:?}: {} {}", one.method, route.path);
                assert!(
                    response.status.as_u16() < 500,
                    "{what}: {}",
                    response.status
                );
                let admitted = is_admitted(one.access, &response);
                let status = response.status;
                assert_eq!(admitted, admits(one.access, caller), "{what}: {status}");
            }
        }
    }
    scene.app.deliver_all().await;
}
