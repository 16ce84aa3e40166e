//! Standard Webhooks 1.0: `webhook-id`, `webhook-timestamp`, `webhook-signature`.
//!
//! The signature is HMAC-SHA-256 of `id.timestamp.body`, with the raw body, as `v1,` and
//! base64. During a rotation both keys sign, separated by a space, and one match is enough.

use crate::adapters::SignatureError;
use crate::adapters::settings::Secret;
use crate::handoff::TOLERANCE_SECONDS;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::HeaderMap;
use jiff::Timestamp;
use sha2::Sha256;
use std::sync::Arc;
use zeroize::Zeroizing;

pub use standardwebhooks::{
    HEADER_WEBHOOK_ID as ID, HEADER_WEBHOOK_SIGNATURE as SIGNATURE,
    HEADER_WEBHOOK_TIMESTAMP as TIMESTAMP,
};

/// The start of a signature.
const VERSION: &str = "v1,";

/// What each header must be.
const WANTED_ID: &str = "1 to 128 visible ASCII characters";
const WANTED_TIMESTAMP: &str = "seconds since 1970";
const WANTED_SIGNATURE: &str = "`v1,` and base64";

/// One key, or two during a rotation.
#[derive(Clone)]
pub struct Secrets(Arc<Vec<Key>>);

/// The bytes of a key. The library's own signatures are of UTF-8 only, but a body that is not can
/// be signed rightly, and then the sender has to hear what is wrong with it.
struct Key(Zeroizing<Vec<u8>>);

impl Key {
    /// `None` if it is not `whsec_` and base64 of 24 to 64 bytes.
    fn new(secret: &Secret) -> Option<Key> {
        let text = secret.expose().strip_prefix("whsec_")?;
        let bytes = Zeroizing::new(STANDARD.decode(text).ok()?);
        (24..=64).contains(&bytes.len()).then_some(Key(bytes))
    }

    fn mac(&self, id: &str, timestamp: i64, body: &[u8]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        mac.update(format!("{id}.{timestamp}.").as_bytes());
        mac.update(body);
        Some(mac)
    }
}

impl Secrets {
    /// `None` when the list is empty or a key is not `whsec_` and base64 of 24 to 64 bytes.
    pub fn new(secrets: &[Secret]) -> Option<Secrets> {
        let keys: Option<Vec<Key>> = secrets.iter().map(Key::new).collect();
        keys.filter(|keys| !keys.is_empty())
            .map(|keys| Secrets(Arc::new(keys)))
    }

    /// The value of `webhook-signature`: one signature by each key.
    pub fn sign(&self, id: &str, timestamp: i64, body: &[u8]) -> String {
        let macs = self.0.iter().filter_map(|key| key.mac(id, timestamp, body));
        let signatures: Vec<String> = macs
            .map(|mac| format!("{VERSION}{}", STANDARD.encode(mac.finalize().into_bytes())))
            .collect();
        signatures.join(" ")
    }

    /// Verifies the headers against the raw body and returns the message's id.
    pub fn verify(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        now: Timestamp,
    ) -> Result<String, SignatureError> {
        let id = header(headers, ID, WANTED_ID)?;
        let timestamp = header(headers, TIMESTAMP, WANTED_TIMESTAMP)?;
        let signatures = header(headers, SIGNATURE, WANTED_SIGNATURE)?;
        if !(1..=128).contains(&id.len()) || !id.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(SignatureError::MalformedHeader(ID, WANTED_ID));
        }
        let seconds: i64 = timestamp
            .parse()
            .map_err(|_| SignatureError::MalformedHeader(TIMESTAMP, WANTED_TIMESTAMP))?;
        if seconds.abs_diff(now.as_second()) > TOLERANCE_SECONDS.unsigned_abs() {
            return Err(SignatureError::OutsideTolerance);
        }
        let given: Vec<Vec<u8>> = signatures
            .split(' ')
            .filter_map(|signature| STANDARD.decode(signature.strip_prefix(VERSION)?).ok())
            .collect();
        let good = self.0.iter().any(|key| {
            let Some(mac) = key.mac(id, seconds, body) else {
                return false;
            };
            given
                .iter()
                .any(|given| mac.clone().verify_slice(given).is_ok())
        });
        if good {
            Ok(id.to_owned())
        } else {
            Err(SignatureError::Wrong)
        }
    }
}

fn header<'h>(
    headers: &'h HeaderMap,
    name: &'static str,
    wanted: &'static str,
) -> Result<&'h str, SignatureError> {
    let value = headers.get(name);
    let value = value.ok_or(SignatureError::MissingHeader(name))?;
    let text = value.to_str();
    text.map_err(|_| SignatureError::MalformedHeader(name, wanted))
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    const NEW: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    fn keys(secrets: &[&str]) -> Secrets {
        Secrets::new(&secrets.iter().map(|s| Secret::new(*s)).collect::<Vec<_>>()).unwrap()
    }

    fn headers(keys: &Secrets, at: i64, body: &[u8]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(ID, "msg_1".parse().unwrap());
        headers.insert(TIMESTAMP, at.to_string().parse().unwrap());
        headers.insert(SIGNATURE, keys.sign("msg_1", at, body).parse().unwrap());
        headers
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn the_example_in_the_standard_is_reproduced() {
        let body = br#"{"test": 2432232314}"#;
        assert_eq!(
            keys(&[NEW]).sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }

    #[test]
    fn during_a_rotation_either_side_may_use_either_key() {
        let both = keys(&[OLD, NEW]);
        for (signer, reader) in [
            (keys(&[OLD]), both.clone()),
            (keys(&[NEW]), both.clone()),
            (both.clone(), keys(&[OLD])),
            (both.clone(), keys(&[NEW])),
        ] {
            let sent = headers(&signer, 1_000_000, b"{}");
            assert_eq!(
                reader.verify(&sent, b"{}", at(1_000_000)),
                Ok("msg_1".to_owned())
            );
        }
        let sent = headers(&keys(&[OLD]), 1_000_000, b"{}");
        assert_eq!(
            keys(&[NEW]).verify(&sent, b"{}", at(1_000_000)),
            Err(SignatureError::Wrong)
        );
    }

    #[test]
    fn a_body_that_is_not_utf_8_has_a_signature_too() {
        let (keys, body) = (keys(&[OLD]), [0xff, 0xfe]);
        let sent = headers(&keys, 1_000_000, &body);
        assert!(keys.verify(&sent, &body, at(1_000_000)).is_ok());
        let wrong = keys.verify(&sent, &[0xff], at(1_000_000));
        assert_eq!(wrong, Err(SignatureError::Wrong));
    }

    #[test]
    fn timestamps_are_accepted_within_five_minutes() {
        let keys = keys(&[OLD]);
        let sent = headers(&keys, 1_000_000, b"{}");
        for now in [999_700, 1_000_300] {
            assert!(keys.verify(&sent, b"{}", at(now)).is_ok());
        }
        for now in [999_699, 1_000_301] {
            assert_eq!(
                keys.verify(&sent, b"{}", at(now)),
                Err(SignatureError::OutsideTolerance)
            );
        }
    }

    #[test]
    fn a_signature_is_refused_for_another_body_id_or_time() {
        let keys = keys(&[OLD]);
        let sent = headers(&keys, 1_000_000, b"{}");
        assert_eq!(
            keys.verify(&sent, b"{ }", at(1_000_000)),
            Err(SignatureError::Wrong)
        );
        for (name, value) in [(ID, "msg_2"), (TIMESTAMP, "1000001")] {
            let mut changed = sent.clone();
            changed.insert(name, value.parse().unwrap());
            assert_eq!(
                keys.verify(&changed, b"{}", at(1_000_000)),
                Err(SignatureError::Wrong)
            );
        }
    }

    #[test]
    fn short_and_malformed_keys_are_refused() {
        for bad in [
            "",
            "whsec_",
            "whsec_c2hvcnQ=",
            "whsec_!!!",
            "C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
        ] {
            assert!(Secrets::new(&[Secret::new(bad)]).is_none(), "{bad}");
        }
        assert!(Secrets::new(&[]).is_none());
    }
}
