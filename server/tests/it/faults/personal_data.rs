//! Planted personal data, through success and error, appears in no log, metric, URL or
//! unencrypted file.

use crate::support::journeys::{self, Typed, start, to_place};
use crate::support::process::Deployment;
use serde_json::json;
use std::path::Path;

/// Unique strings that occur nowhere else.
const PLANTED: [&str; 12] = [
    "Zephyrine",
    "Quillfeather",
    "zephyrine.quillfeather",
    "planted.example",
    "07700 900417",
    "07700900417",
    "Opaline Wherry Cottage",
    "Thistlewick",
    "xylotomous",
    "ME14 9ZQ",
    "ME149ZQ",
    "REFUSE-brumalfox",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn personal_data_appears_in_no_log_metric_or_plaintext_column() {
    // `debug` for our own modules, as an operator may set it to investigate a fault.
    let deployment = Deployment::new(&[(
        "DOORSTEP__LOG__FILTER",
        "info,server=debug,request=debug,tower_http=debug,sqlx=debug",
    )]);
    let office = deployment.start_office().await;
    let server = deployment.start_server().await;
    let day = super::yesterday();

    // Success: both destinations, an email, the find page, feedback.
    let mut browser = deployment.browser();
    browser.host = browser.host.replace("localhost", "maidstone.localhost");
    let sent = journeys::send(&mut browser, "missed-bin", &super::noticed_on(bin(), &day)).await;
    let reference = sent.reference();
    let page = browser.follow(sent).await.is(200);
    let feedback = page
        .page()
        .all("main a")
        .iter()
        .find_map(|link| link.attr("href").filter(|href| href.contains("/feedback/")))
        .map(str::to_owned);
    let form = browser.get(&feedback.unwrap()).await.is(200);
    let fields = [("rating", "2"), ("comment", "Zephyrine says xylotomous")];
    browser.submit(&form, &fields).await.is(303);
    let mut stranger = deployment.browser();
    let find = stranger.get("/requests").await.is(200);
    for fact in [
        "zephyrine.quillfeather@planted.example",
        "nobody@planted.example",
        "ME14 9ZQ",
    ] {
        stranger
            .submit(&find, &[("reference", &reference), ("fact", fact)])
            .await;
    }

    // Errors: wrong answers, another guest's draft, refusals, invalid input everywhere.
    let mut wrong = deployment.browser();
    let first = start(&mut wrong, "pothole").await;
    let mut page = to_place(&mut wrong, first).await;
    let long = "Opaline Wherry Cottage, Thistlewick ".repeat(40);
    page = wrong
        .submit(&page, &[("place-description", &long)])
        .await
        .is(422);
    page = wrong
        .next_page(&page, &[("place-description", "Thistlewick")])
        .await;
    let draft = page.page().form().value("_draft").to_owned();
    deployment
        .browser()
        .get(&format!("/services/pothole/noticed?d={draft}"))
        .await;
    let mut client = deployment.browser();
    let bad = json!({"service": "pothole", "answers": {"name": "Zephyrine Quillfeather",
        "email": "zephyrine.quillfeather@planted", "description": 7, "Thistlewick": "xylotomous"}});
    client.request("Zephyrine", &bad).await;
    client
        .request("Zephyrine", &json!({"Quillfeather": "Zephyrine"}))
        .await;
    let typed = json!({"service": "pothole", "answers": "Zephyrine", "version": "Thistlewick"});
    client.request("Zephyrine", &typed).await;
    let mut refused = journeys::pothole_json("Zephyrine Quillfeather REFUSE-brumalfox");
    refused["answers"]["email"] = "zephyrine.quillfeather@planted.example".into();
    refused["answers"]["phone"] = "07700 900417".into();
    client.request("refused", &refused).await.is(201);
    client
        .get("/api/v1/addresses?postcode=ME14+9ZQ")
        .await
        .is(200);
    client
        .get("/api/v1/addresses?postcode=Thistlewick")
        .await
        .is(400);
    client.get("/services?q=Zephyrine+Quillfeather").await;
    client.get("/no/such/page/Thistlewick").await.is(404);
    let headers = [
        ("content-type", "application/json"),
        ("idempotency-key", "n"),
    ];
    let torn = b"{\"service\": \"Zephyrine\", \"answers\": {\"Quillfeather".to_vec();
    client
        .fetch("POST", "/api/v1/requests", &headers, torn)
        .await
        .is(400);

    // Waits for every delivery, including the refused one, before checking.
    let effects = deployment
        .effects_of(2, std::time::Duration::from_secs(30))
        .await;
    assert_eq!(effects.len(), 2, "{effects:?}");
    let mut mails = 0;
    for _ in 0..400 {
        mails = std::fs::read_dir(deployment.path("mail")).map_or(0, Iterator::count);
        if mails >= 2 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert!(mails >= 2, "only {mails} mails left");
    let metrics = deployment.browser().get("/metrics").await.is(200);
    assert_clean("the metrics", metrics.text().as_bytes());
    server.terminate();
    drop(server);
    office.kill();

    let log = std::fs::read(deployment.server_log()).unwrap();
    let text = String::from_utf8_lossy(&log);
    for route in [
        "/services/{service}/check-answers",
        "/feedback/{token}",
        "/api/v1/addresses",
    ] {
        let line = format!("\"route\":\"{route}\"");
        assert!(
            text.contains(&line),
            "these requests are not logged: {text}"
        );
    }
    assert_clean("the server's log", &log);
    assert_clean(
        "the back office's log",
        &std::fs::read(deployment.path("office.log")).unwrap(),
    );
    for entry in std::fs::read_dir(deployment.path("store")).unwrap() {
        let path = entry.unwrap().path();
        assert_clean(&name(&path), &std::fs::read(&path).unwrap());
    }
    for entry in std::fs::read_dir(deployment.path("mail")).unwrap() {
        let path = entry.unwrap().path();
        let mail = std::fs::read_to_string(&path).unwrap();
        assert!(
            mail.contains("To: zephyrine.quillfeather@planted.example"),
            "{mail}"
        );
        let subject: Vec<&str> = mail
            .lines()
            .filter(|line| line.starts_with("Subject:"))
            .collect();
        assert!(!subject.is_empty(), "{mail}");
        assert_clean("the subject of a mail", subject.concat().as_bytes());
        assert_clean("the name of a mail's file", name(&path).as_bytes());
    }
}

fn bin() -> Typed<'static> {
    let mut typed = journeys::missed_bin();
    typed[0] = vec![("_action", "manual-address")];
    typed[1] = vec![
        ("address-mode", "manual"),
        ("address-line1", "Opaline Wherry Cottage"),
        ("address-town", "Thistlewick"),
        ("address-postcode", "ME14 9ZQ"),
    ];
    typed.insert(2, vec![("council", "maidstone")]);
    let last = typed.len() - 1;
    typed[last] = vec![
        ("name", "Zephyrine Quillfeather"),
        ("email", "zephyrine.quillfeather@planted.example"),
        ("phone", "07700 900417"),
    ];
    typed
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

#[track_caller]
fn assert_clean(place: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    for planted in PLANTED {
        let small = planted.to_lowercase();
        if let Some(at) = text.find(&small) {
            let from = text.floor_char_boundary(at.saturating_sub(200));
            let to = text.floor_char_boundary((at + 100).min(text.len()));
            panic!("`{planted}` stands in {place}: …{}…", &text[from..to]);
        }
    }
}
