//! Second facts: what a person gives, besides the reference, to open a request.
//!
//! Only their keyed hashes are stored.

use crate::store::ProofKind;
use crate::vault::{KeyedHash, Vault, normalise_tracking};
use shared::question::email;
use shared::question::postcode::{self, Reading};
use shared::reference::Reference;
use uuid::Uuid;

/// The tracking code of a submission: the second fact for people without email. It is derived
/// from the submission's id, not stored.
pub fn tracking_code(vault: &Vault, submission: Uuid) -> String {
    vault.tracking_code(submission)
}

/// The keyed hash of a second fact of one request, so that equal facts of two requests cannot be
/// told to be equal.
pub fn hash(vault: &Vault, reference: Reference, kind: ProofKind, typed: &str) -> KeyedHash {
    let purpose = match kind {
        ProofKind::Tracking => "proof-tracking",
        ProofKind::Email => "proof-email",
        ProofKind::Postcode => "proof-postcode",
    };
    let text = format!("{} {}", reference.compact(), normalised(kind, typed));
    vault.hash(purpose, &text)
}

/// The hash that releases before this one stored: the same for every request. Remove it when the
/// longest retention since has passed.
pub fn older_hash(vault: &Vault, kind: ProofKind, typed: &str) -> KeyedHash {
    let purpose = match kind {
        ProofKind::Tracking => "tracking",
        ProofKind::Email => "email",
        ProofKind::Postcode => "postcode",
    };
    vault.hash(purpose, &normalised(kind, typed))
}

/// Case and spaces do not matter, and in a postcode a letter that can only be a digit.
fn normalised(kind: ProofKind, typed: &str) -> String {
    match kind {
        ProofKind::Tracking => normalise_tracking(typed),
        ProofKind::Email => email::plain(typed.trim()).to_lowercase(),
        ProofKind::Postcode => {
            let read = postcode::canonical(typed);
            let typed = read.as_deref().unwrap_or(typed);
            let bare: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
            bare.to_uppercase()
        }
    }
}

/// The kind of fact that was typed.
pub fn kind_of(typed: &str) -> ProofKind {
    if typed.contains('@') {
        ProofKind::Email
    } else if postcode::read(typed) != Reading::NotAPostcode {
        ProofKind::Postcode
    } else {
        ProofKind::Tracking
    }
}
