//! Email, sent to a small SMTP server and written to a folder.

use crate::support::smtp::smtp;
use serde_json::json;
use server::adapters::Adapter;
use server::adapters::email::{EmailConfig, build};
use server::handoff::{DeliveryError, FailureCode, Message, OutgoingEmail, Refusal};
use std::sync::Arc;
use uuid::Uuid;

fn message() -> Message {
    let email = OutgoingEmail {
        to: "ann@example.org".into(),
        subject: "Swale Borough Council: we have your request".into(),
        text: "Your reference is ABC-DEFG-HJK.\n\nMae gennym eich cais – diolch.\n".into(),
        from_name: "Swale Borough Council".into(),
        reply_to: Some("help@swale.example".into()),
    };
    Message {
        id: Uuid::from_u128(7),
        payload: email.into(),
        at: "2026-03-02T09:00:00Z".parse().unwrap(),
    }
}

fn adapter(settings: serde_json::Value, demo: bool) -> Option<Arc<dyn Adapter>> {
    let config: EmailConfig = serde_json::from_value(settings).unwrap();
    build(&config, demo).unwrap()
}

fn local(port: u16) -> Arc<dyn Adapter> {
    let settings =
        json!({"host": "127.0.0.1", "port": port, "tls": "off", "from": "no-reply@kent.example"});
    adapter(settings, false).unwrap()
}

#[tokio::test]
async fn an_email_is_plain_text_with_the_same_message_id_on_every_attempt() {
    let (port, transcript) = smtp("250 fine").await;
    let adapter = local(port);
    let first = adapter.deliver(&message()).await;
    assert!(first.is_ok(), "{}", transcript.lock().unwrap());
    adapter.deliver(&message()).await.unwrap();
    let transcript = transcript.lock().unwrap().clone();
    assert_eq!(
        transcript
            .matches("Message-ID: <00000000-0000-0000-0000-000000000007@kent.example>")
            .count(),
        2
    );
    assert!(transcript.contains("Content-Type: text/plain; charset=utf-8"));
    assert!(transcript.contains("Auto-Submitted: auto-generated"));
    assert!(transcript.contains("Reply-To: help@swale.example"));
    assert!(transcript.contains("From: \"Swale Borough Council\" <no-reply@kent.example>"));
    assert!(transcript.contains("Date: Mon, 02 Mar 2026 09:00:00"));
    assert!(!transcript.contains("text/html"));
}

#[tokio::test]
async fn a_permanent_smtp_error_rejects_and_a_temporary_one_retries() {
    let (port, _) = smtp("550 no such person").await;
    let refused = local(port).deliver(&message()).await.unwrap_err();
    assert!(
        matches!(
            &refused,
            DeliveryError::Reject {
                refusal: Refusal::Smtp(550),
                ..
            }
        ),
        "{refused:?}"
    );
    let (port, _) = smtp("451 come back").await;
    let later = local(port).deliver(&message()).await.unwrap_err();
    assert!(
        matches!(
            &later,
            DeliveryError::Retry {
                code: FailureCode::Smtp(451),
                ..
            }
        ),
        "{later:?}"
    );
}

/// Retrying would pause everybody's email for one address.
#[tokio::test]
async fn an_address_that_the_server_cannot_carry_rejects() {
    let (port, transcript) = smtp("250 fine").await;
    let mut message = message();
    message.payload = OutgoingEmail {
        to: "siân@example.org".into(),
        subject: "A subject".into(),
        text: "A text".into(),
        from_name: "Swale Borough Council".into(),
        reply_to: None,
    }
    .into();
    let refused = local(port).deliver(&message).await.unwrap_err();
    assert!(
        matches!(
            &refused,
            DeliveryError::Reject {
                refusal: Refusal::BadAddress,
                ..
            }
        ),
        "{refused:?}"
    );
    assert!(!transcript.lock().unwrap().contains("DATA"));
}

#[tokio::test]
async fn an_unreachable_mail_server_retries() {
    // Bound and not listening, so that no other test is given the port.
    let silent = tokio::net::TcpSocket::new_v4().unwrap();
    silent.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let port = silent.local_addr().unwrap().port();
    let error = local(port).deliver(&message()).await.unwrap_err();
    assert!(matches!(error, DeliveryError::Retry { .. }), "{error:?}");
}

#[tokio::test]
async fn requires_tls_even_if_the_server_offers_none() {
    let (port, transcript) = smtp("250 fine").await;
    let settings = json!({"host": "127.0.0.1", "port": port, "tls": "starttls", "from": "no-reply@kent.example"});
    let error = adapter(settings, false)
        .unwrap()
        .deliver(&message())
        .await
        .unwrap_err();
    assert!(matches!(error, DeliveryError::Retry { .. }), "{error:?}");
    let transcript = transcript.lock().unwrap().clone();
    assert!(
        transcript.contains("EHLO"),
        "no EHLO was sent: {transcript}"
    );
    assert!(
        !transcript.contains("ann@example.org"),
        "personal data was sent unencrypted"
    );
}

#[tokio::test]
async fn in_demo_mode_a_retried_email_is_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let settings =
        json!({"drop_folder": folder.path().join("mail"), "from": "no-reply@kent.example"});
    assert!(
        adapter(settings.clone(), false).is_none(),
        "allowed outside demonstration mode"
    );
    let adapter = adapter(settings, true).unwrap();
    adapter.deliver(&message()).await.unwrap();
    adapter.deliver(&message()).await.unwrap();
    let files: Vec<_> = std::fs::read_dir(folder.path().join("mail"))
        .unwrap()
        .collect();
    assert_eq!(files.len(), 1);
    let name = files[0].as_ref().unwrap().file_name();
    assert!(name.to_string_lossy().ends_with(".eml"));
}
