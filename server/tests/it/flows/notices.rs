//! Mails that are owed: to whom, about what, and what is never in them.

use super::stage::faulty::{FaultServer, ok};
use super::stage::{Stage, webhook};

#[tokio::test]
async fn acceptance_is_told_with_the_reference_and_no_answer() {
    let server = FaultServer::start(ok("MB-1")).await;
    let stage = Stage::new(&[("waste", webhook(&server.url()))]).await;
    let owed = stage.owe("waste").await;
    assert_eq!(stage.drain().await.delivered, 1);
    let mails = stage.mails().await;
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    assert_eq!(mail["to"], "resident@example.org");
    assert_eq!(mail["from_name"], "Maidstone Borough Council");
    let text = mail["text"].as_str().unwrap();
    assert!(text.contains(&owed.reference.to_string()));
    let link = format!(
        "https://maidstone.example/requests/{}",
        owed.reference.compact()
    );
    assert!(text.contains(&link), "{text}");
    assert!(!text.contains("Quarry"), "never an answer");
    let subject = mail["subject"].as_str().unwrap();
    for secret in ["resident", "Quarry", "bin", &owed.reference.to_string()] {
        assert!(!subject.contains(secret), "{subject}");
    }
}
