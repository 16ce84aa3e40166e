//! Second facts: what a person gives, besides the reference, to open a request.
//!
//! Only their keyed hashes are stored.

use crate::store::ProofKind;
use crate::vault::{KeyedHash, Vault, normalise_tracking};
use shared::question::address;
use shared::question::email::with_plain_apostrophes;
use uuid::Uuid;

/// The tracking code of a submission: the second fact for people without email. It is derived
/// from the submission's id, not stored.
pub fn tracking_code(vault: &Vault, submission: Uuid) -> String {
    vault.tracking_code(submission)
}

/// The keyed hash of a second fact, normalised so that case and spaces do not matter.
pub fn hash(vault: &Vault, kind: ProofKind, typed: &str) -> KeyedHash {
    match kind {
        ProofKind::Tracking => vault.hash("tracking", &normalise_tracking(typed)),
        ProofKind::Email => {
            let plain = with_plain_apostrophes(typed.trim());
            vault.hash("email", &plain.to_lowercase())
        }
        ProofKind::Postcode => {
            let bare: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
            vault.hash("postcode", &bare.to_uppercase())
        }
    }
}

/// The kind of fact that was typed.
pub fn kind_of(typed: &str) -> ProofKind {
    if typed.contains('@') {
        ProofKind::Email
    } else if address::canonical_postcode(typed).is_some() {
        ProofKind::Postcode
    } else {
        ProofKind::Tracking
    }
}
