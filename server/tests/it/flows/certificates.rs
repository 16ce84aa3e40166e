//! A back office without a valid certificate: nothing is delivered, and the request waits.

use super::outbox_fixture::certified::{
    Authority, CertificateFields, CertifiedServer, certificate,
};
use super::outbox_fixture::{KEY, OutboxFixture, destination};
use serde_json::json;
use server::store::DeliveryState;
use shared::status::Status;

const HERE: &str = "127.0.0.1";

#[tokio::test]
async fn sends_nothing_to_a_server_with_an_untrusted_certificate_and_retries() {
    let (ours, other) = (Authority::new(), Authority::new());
    let folder = tempfile::tempdir().unwrap();
    let ca_file = folder.path().join("ca.pem");
    ours.write(&ca_file);
    let fields = |host, first, last| CertificateFields {
        host,
        years: (first, last),
    };
    let good = fields(HERE, 2020, 2190);
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
            certificate(&fields(HERE, 2019, 2020), Some(&ours)),
            "certificate-expired",
        ),
        (
            "one that has not begun",
            certificate(&fields(HERE, 2180, 2190), Some(&ours)),
            "certificate-not-yet-valid",
        ),
        (
            "another's name",
            certificate(&fields("other.example", 2020, 2190), Some(&ours)),
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
        let fixture = OutboxFixture::new(&[("waste", waste)]).await;
        let pending = fixture.enqueue("waste").await;
        let first = fixture.drain().await;
        assert_eq!((first.retried, first.delivered), (1, 0), "{name}");
        assert_eq!(fixture.results(&pending).await, [code], "{name}");
        assert_eq!(fixture.delivery(&pending).await.state, DeliveryState::Due);
        assert_eq!(
            fixture.part(&pending).await.status,
            Status::Received,
            "{name}"
        );
        assert_eq!(server.received(), Vec::<String>::new(), "{name}");
        // Waiting does not help, so the operator is alerted; the resident is not.
        let mails = fixture.mails().await;
        assert_eq!(mails.len(), 1, "{name}");
        assert_eq!(mails[0]["to"], "operator@example.org", "{name}");
        assert!(mails[0]["text"].as_str().unwrap().contains(code), "{name}");

        server.set_certificate(certificate(&good, Some(&ours)));
        fixture.advance_to_next_attempt(&pending).await;
        assert_eq!(fixture.drain().await.delivered, 1, "{name}");
        assert_eq!(
            fixture.part(&pending).await.status,
            Status::Accepted,
            "{name}"
        );
        let received = server.received();
        assert_eq!(received.len(), 1, "{name}");
        assert!(
            received[0].contains(&pending.delivery.to_string()),
            "{name}"
        );
    }
}
