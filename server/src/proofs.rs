//! Second facts: what a person shows to open a request whose reference they know.
//!
//! Only keyed hashes of them are stored.

use crate::store::ProofKind;
use crate::vault::{KeyedHash, Vault, normalise_tracking};
use shared::question::address;
use uuid::Uuid;

/// The tracking code of a submission: the second fact of people without email. It is derived
/// from the submission's id, not stored.
pub fn tracking_code(vault: &Vault, submission: Uuid) -> String {
    vault.tracking_code(submission)
}

/// The keyed hash a second fact is found by, however it is typed.
pub fn hash(vault: &Vault, kind: ProofKind, typed: &str) -> KeyedHash {
    match kind {
        ProofKind::Tracking => vault.hash("tracking", &normalise_tracking(typed)),
        ProofKind::Email => vault.hash("email", &typed.trim().to_lowercase()),
        ProofKind::Postcode => {
            let bare: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
            vault.hash("postcode", &bare.to_uppercase())
        }
    }
}

/// What kind of fact somebody typed.
pub fn kind_of(typed: &str) -> ProofKind {
    if typed.contains('@') {
        ProofKind::Email
    } else if address::canonical_postcode(typed).is_some() {
        ProofKind::Postcode
    } else {
        ProofKind::Tracking
    }
}
