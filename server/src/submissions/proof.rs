//! Verifies second facts, and the mark that a browser stores afterwards.

use super::Submissions;
use crate::second_facts;
use crate::store::ProofKind;
use crate::store::StoreResult;
use jiff::{SignedDuration, Timestamp};
use shared::reference::Reference;
use subtle::ConstantTimeEq as _;

/// How long a mark is valid: long enough to read the page, short enough for a shared computer.
const LIFETIME: SignedDuration = SignedDuration::from_hours(1);

/// Proves that somebody may open a request. Only this module makes one.
pub struct Proof {
    reference: Reference,
}

impl Proof {
    pub(super) fn is_for(&self, reference: Reference) -> bool {
        self.reference == reference
    }
}

/// The form of a proof that a browser stores. It is trusted only with a valid mark, which only
/// this deployment can make.
pub struct ProofMark {
    /// Seconds since 1970.
    pub until: i64,
    pub mark: String,
}

impl Submissions {
    /// The proof, if the fact is one of the submission's. An unknown reference costs the same as a
    /// wrong fact. Callers limit the attempts.
    pub async fn verify_fact(
        &self,
        reference: Reference,
        kind: ProofKind,
        fact: &str,
    ) -> StoreResult<Option<Proof>> {
        let hash = second_facts::hash(&self.vault, reference, kind, fact);
        let older = second_facts::older_hash(&self.vault, kind, fact);
        let hashes = [&hash, &older];
        let right = self.store.has_proof(reference, kind, hashes).await?;
        Ok(right.then_some(Proof { reference }))
    }

    /// A mark for a browser that has just proved access.
    pub fn mark(&self, reference: Reference) -> ProofMark {
        let until = (self.clock.now() + LIFETIME).as_second();
        ProofMark {
            mark: self.mark_text(reference, until),
            until,
        }
    }

    /// The proof of a mark, until it expires.
    pub fn verify_mark(&self, reference: Reference, stored: &ProofMark) -> Option<Proof> {
        let now: Timestamp = self.clock.now();
        let mark = self.mark_text(reference, stored.until);
        let good = stored.until > now.as_second()
            && bool::from(stored.mark.as_bytes().ct_eq(mark.as_bytes()));
        good.then_some(Proof { reference })
    }

    fn mark_text(&self, reference: Reference, until: i64) -> String {
        let text = format!("{} {until}", reference.compact());
        self.vault.hash("shown", &text).0
    }
}
