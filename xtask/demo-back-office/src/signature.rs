//! Standard Webhooks 1.0: checks the signature of a request and signs a callback.

use anyhow::{Context as _, ensure};
use http::HeaderMap;
use jiff::Timestamp;
use standardwebhooks::Webhook;

pub use standardwebhooks::{
    HEADER_WEBHOOK_ID as ID, HEADER_WEBHOOK_SIGNATURE as SIGNATURE,
    HEADER_WEBHOOK_TIMESTAMP as TIMESTAMP,
};

/// How far a timestamp may be from the clock, in seconds, in both directions.
const TOLERANCE_SECONDS: u64 = 300;

/// The keys of one destination: one, or two during a rotation.
pub struct Keys(Vec<Webhook>);

impl Keys {
    /// # Errors
    /// When there is no key, or one is not base64 after `whsec_`.
    pub fn new(secrets: &[String]) -> anyhow::Result<Keys> {
        ensure!(!secrets.is_empty(), "a destination has no key");
        let keys = secrets.iter().map(|secret| Webhook::new(secret));
        keys.collect::<Result<_, _>>()
            .map(Keys)
            .context("a key is not whsec_ and base64")
    }

    /// The value of `webhook-signature`: one signature by each key.
    pub fn sign(&self, id: &str, second: i64, body: &[u8]) -> String {
        let signed = self
            .0
            .iter()
            .filter_map(|key| key.sign(id, second, body).ok());
        signed.collect::<Vec<_>>().join(" ")
    }

    /// Checks the headers and the raw body; returns the message's id.
    pub fn verify(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        now: Timestamp,
    ) -> Result<String, SignatureProblem> {
        let text = |name: &str| {
            let value = headers.get(name).and_then(|value| value.to_str().ok());
            value.ok_or(SignatureProblem::MissingHeader)
        };
        let (id, timestamp, signatures) = (text(ID)?, text(TIMESTAMP)?, text(SIGNATURE)?);
        let second: i64 = timestamp
            .parse()
            .map_err(|_| SignatureProblem::MissingHeader)?;
        if second.abs_diff(now.as_second()) > TOLERANCE_SECONDS {
            return Err(SignatureProblem::OutsideTolerance);
        }
        let good = self.0.iter().any(|key| {
            let expected = key.sign(id, second, body);
            expected.is_ok_and(|expected| signatures.split(' ').any(|given| same(given, &expected)))
        });
        good.then(|| id.to_owned()).ok_or(SignatureProblem::Wrong)
    }
}

/// Compares every byte, so that the time it takes tells nothing.
fn same(given: &str, expected: &str) -> bool {
    let pairs = given.bytes().zip(expected.bytes());
    given.len() == expected.len() && pairs.fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

/// Why a message is not trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureProblem {
    #[error("webhook-id, webhook-timestamp or webhook-signature is missing or unreadable")]
    MissingHeader,
    #[error("webhook-timestamp is more than five minutes away from our clock")]
    OutsideTolerance,
    #[error("no signature matches")]
    Wrong,
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    const NEW: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    fn keys(secrets: &[&str]) -> Keys {
        Keys::new(&secrets.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>()).unwrap()
    }

    fn headers(keys: &Keys, body: &[u8]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(ID, "msg_1".parse().unwrap());
        headers.insert(TIMESTAMP, "1000000".parse().unwrap());
        let signature = keys.sign("msg_1", 1_000_000, body);
        headers.insert(SIGNATURE, signature.parse().unwrap());
        headers
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn reproduces_the_published_standard_webhooks_example() {
        let body = br#"{"test": 2432232314}"#;
        assert_eq!(
            keys(&[NEW]).sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }

    #[test]
    fn during_a_rotation_a_signature_by_either_key_is_accepted() {
        let sent = headers(&keys(&[OLD]), b"{}");
        let accepted = keys(&[OLD, NEW]).verify(&sent, b"{}", at(1_000_000));
        assert_eq!(accepted, Ok("msg_1".to_owned()));
        let other = keys(&[NEW]).verify(&sent, b"{}", at(1_000_000));
        assert_eq!(other, Err(SignatureProblem::Wrong));
    }

    #[test]
    fn another_body_or_time_is_refused() {
        let keys = keys(&[OLD]);
        let sent = headers(&keys, b"{}");
        let changed = keys.verify(&sent, b"{ }", at(1_000_000));
        assert_eq!(changed, Err(SignatureProblem::Wrong));
        assert!(keys.verify(&sent, b"{}", at(1_000_300)).is_ok());
        for now in [999_699, 1_000_301] {
            let late = keys.verify(&sent, b"{}", at(now));
            assert_eq!(late, Err(SignatureProblem::OutsideTolerance), "{now}");
        }
    }

    #[test]
    fn a_destination_without_a_readable_key_is_an_error() {
        assert!(Keys::new(&[]).is_err());
        assert!(Keys::new(&["whsec_!!!".to_owned()]).is_err());
    }
}
