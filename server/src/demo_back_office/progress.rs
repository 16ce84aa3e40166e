//! Its callbacks: signed, one after the other, tried again until they are heard.

use super::ledger::Owed;
use super::{State, until};
use crate::adapters::webhook::signature::{self, Secrets};
use crate::adapters::webhook::wire::{CONTENT_TYPE, STATUS_TYPE, StatusData, StatusMessage};
use crate::http_client::networks::Networks;
use crate::http_client::{Client, Limits};
use anyhow::Context as _;
use jiff::Timestamp;
use reqwest::Method;
use shared::reference::Reference;
use shared::status::Status;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// When nothing is owed; a new request rings.
const IDLE: Duration = Duration::from_secs(60);

/// Begins calling back, if it is to.
pub(super) fn begin(
    state: Arc<State>,
    stopped: watch::Receiver<bool>,
) -> anyhow::Result<JoinHandle<()>> {
    let options = &state.options;
    let Some(base) = options.callback_base.clone() else {
        return Ok(tokio::spawn(async {}));
    };
    let keys = if options.callback_secrets.is_empty() {
        &options.secrets
    } else {
        &options.callback_secrets
    };
    let keys = Secrets::new(keys).context("the callback keys are not whsec_ and base64")?;
    let here = ["127.0.0.0/8".to_owned(), "::1".to_owned()];
    let client = Client::new(&Limits {
        timeout: Duration::from_secs(10),
        allow_networks: Networks::parse(&here).unwrap_or_default(),
        ca_file: None,
    })?;
    Ok(tokio::spawn(async move {
        tokio::select! {
            () = call_back(&state, &client, &keys, &base) => {}
            () = until(stopped) => {}
        }
    }))
}

async fn call_back(state: &State, client: &Client, keys: &Secrets, base: &str) {
    loop {
        let now = state.options.clock.now().as_millisecond();
        let wait = match state.ledger.next_callback().await {
            Ok(Some((due, owed))) if due <= now => {
                send(state, client, keys, base, &owed).await;
                Duration::ZERO
            }
            Ok(Some((due, _))) => {
                Duration::from_millis(u64::try_from(due - now).unwrap_or_default()).min(IDLE)
            }
            Ok(None) => IDLE,
            Err(error) => {
                tracing::error!(%error, "callbacks could not be read");
                Duration::from_secs(1)
            }
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = state.wake.notified() => {}
        }
    }
}

async fn send(state: &State, client: &Client, keys: &Secrets, base: &str, owed: &Owed) {
    let now = state.options.clock.now();
    let heard = match message(owed) {
        Some(message) => {
            let url = format!(
                "{}/api/v1/callbacks/{}",
                base.trim_end_matches('/'),
                owed.destination
            );
            post(client, keys, &url, &message, now).await
        }
        // What cannot be said will not be sayable later.
        None => true,
    };
    let kept = if heard {
        state.ledger.heard(&owed.id).await
    } else {
        // 1, 2, 4, … seconds, at most a minute.
        let seconds = 1i64 << owed.attempts.clamp(0, 6);
        let due = now.as_millisecond() + seconds.min(60) * 1_000;
        state.ledger.again(&owed.id, due).await
    };
    if let Err(error) = kept {
        tracing::error!(%error, "a callback could not be written down");
    }
}

fn message(owed: &Owed) -> Option<StatusMessage> {
    Some(StatusMessage {
        specversion: "1.0".to_owned(),
        id: owed.id.clone(),
        source: "urn:doorstep:demonstration-back-office".to_owned(),
        kind: STATUS_TYPE.to_owned(),
        data: StatusData {
            reference: Reference::parse(&owed.reference)?,
            part: Some(owed.part.clone()),
            status: Status::parse(&owed.status)?,
            note: Some(owed.note.clone()),
            at: Timestamp::from_millisecond(owed.at).ok()?.to_string(),
            their_reference: Some(owed.their_reference.clone()),
        },
    })
}

/// Whether it was heard: any 2xx.
async fn post(
    client: &Client,
    keys: &Secrets,
    url: &str,
    message: &StatusMessage,
    now: Timestamp,
) -> bool {
    let Ok(body) = serde_json::to_vec(message) else {
        return false;
    };
    let second = now.as_second();
    let Ok(request) = client.request(Method::POST, url) else {
        return false;
    };
    let sent = request
        .header(http::header::CONTENT_TYPE, CONTENT_TYPE)
        .header(signature::ID, &message.id)
        .header(signature::TIMESTAMP, second)
        .header(signature::SIGNATURE, keys.sign(&message.id, second, &body))
        .body(body)
        .send()
        .await;
    sent.is_ok_and(|response| response.status().is_success())
}
