//! A back office without a valid certificate: nothing is delivered, and the request waits.

use super::stage::certified::{Authority, CertifiedServer, Says, certificate};
use super::stage::{KEY, Stage, destination};
use serde_json::json;
use server::store::DeliveryState;
use shared::status::Status;

const HERE: &str = "127.0.0.1";

#[tokio::test]
async fn who_cannot_show_who_it_is_is_handed_nothing_and_the_request_waits() {
    let (ours, other) = (Authority::new(), Authority::new());
    let folder = tempfile::tempdir().unwrap();
    let ca_file = folder.path().join("ca.pem");
    ours.write(&ca_file);
    let says = |host, first, last| Says {
        host,
        years: (first, last),
    };
    let good = says(HERE, 2020, 2190);
    for (name, shown, code) in [
        (
            "its own word",
            certificate(&good, None),
            "certificate-untrusted",
        ),
        (
            "an authority nobody named",
            certificate(&good, Some(&other)),
            "certificate-untrusted",
        ),
        (
            "one that is over",
            certificate(&says(HERE, 2019, 2020), Some(&ours)),
            "certificate-expired",
        ),
        (
            "one that has not begun",
            certificate(&says(HERE, 2180, 2190), Some(&ours)),
            "certificate-not-yet-valid",
        ),
        (
            "another's name",
            certificate(&says("other.example", 2020, 2190), Some(&ours)),
            "certificate-name",
        ),
    ] {
        let server = CertifiedServer::start(shown);
        let waste = destination(json!({
            "url": server.url(),
            "secrets": [KEY],
            "ca_file": ca_file,
            "timeout_seconds": 10,
        }));
        let stage = Stage::new(&[("waste", waste)]).await;
        let owed = stage.owe("waste").await;
        let first = stage.drain().await;
        assert_eq!((first.retried, first.delivered), (1, 0), "{name}");
        assert_eq!(stage.results(&owed).await, [code], "{name}");
        assert_eq!(stage.delivery(&owed).await.state, DeliveryState::Due);
        assert_eq!(stage.part(&owed).await.status, Status::Received, "{name}");
        assert_eq!(server.arrived(), Vec::<String>::new(), "{name}");
        // Waiting does not help, so the operator is alerted; the resident is not.
        let mails = stage.mails().await;
        assert_eq!(mails.len(), 1, "{name}");
        assert_eq!(mails[0]["to"], "operator@example.org", "{name}");
        assert!(mails[0]["text"].as_str().unwrap().contains(code), "{name}");

        server.now(certificate(&good, Some(&ours)));
        stage.wait_for(&owed).await;
        assert_eq!(stage.drain().await.delivered, 1, "{name}");
        assert_eq!(stage.part(&owed).await.status, Status::Accepted, "{name}");
        let arrived = server.arrived();
        assert_eq!(arrived.len(), 1, "{name}");
        assert!(arrived[0].contains(&owed.delivery.to_string()), "{name}");
    }
}
