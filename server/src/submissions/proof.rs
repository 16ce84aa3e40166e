//! Verifies second facts, and the mark that a browser stores afterwards.

use super::Submissions;
use crate::second_facts;
use crate::store::ProofKind;
use crate::store::StoreResult;
use crate::vault::KeyedHash;
use jiff::{SignedDuration, Timestamp};
use shared::reference::Reference;
use subtle::ConstantTimeEq as _;

/// How long a mark is valid: long enough to read the page, short enough for a shared computer.
const LIFETIME: SignedDuration = SignedDuration::from_hours(1);

/// The kind of a mark, which is part of what is signed, so that a later kind with another
/// lifetime or another meaning cannot be made from this one.
const SHOWN_FACT: char = 's';

/// The kind of a mark for the tracking code, which only the sender was given.
const SHOWN_CODE: char = 't';

/// Proves that somebody may open a request. Only this module makes one.
pub struct Proof {
    reference: Reference,
    /// [`SHOWN_FACT`] or [`SHOWN_CODE`].
    kind: char,
}

impl Proof {
    pub fn reference(&self) -> Reference {
        self.reference
    }

    /// Whether it is the tracking code of the request.
    pub(super) fn is_code_of(&self, reference: Reference) -> bool {
        self.is_for(reference) && self.kind == SHOWN_CODE
    }

    pub(super) fn is_for(&self, reference: Reference) -> bool {
        self.reference == reference
    }
}

/// The form of a proof that a browser stores. It is trusted only with a valid mark, which only
/// this deployment can make.
pub struct ProofMark {
    pub kind: char,
    /// When the fact was shown, in seconds since 1970.
    pub issued_at: i64,
    /// Makes two marks of one moment differ, so that ending one does not end the other.
    pub nonce: u32,
    pub mark: String,
}

impl ProofMark {
    /// When it ends.
    pub fn until(&self) -> Timestamp {
        Timestamp::from_second(self.issued_at).map_or(Timestamp::MIN, |at| at + LIFETIME)
    }
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
        let kind = match kind {
            ProofKind::Tracking => SHOWN_CODE,
            ProofKind::Email | ProofKind::Postcode => SHOWN_FACT,
        };
        Ok(right.then_some(Proof { reference, kind }))
    }

    /// A mark for a browser that has just proved access.
    pub fn mark(&self, proof: &Proof) -> ProofMark {
        let mut nonce = [0u8; 4];
        self.clock.random(&mut nonce);
        let mut mark = ProofMark {
            kind: proof.kind,
            issued_at: self.clock.now().as_second(),
            nonce: u32::from_be_bytes(nonce),
            mark: String::new(),
        };
        mark.mark = self.signature(proof.reference, &mark);
        mark
    }

    /// The proof of a mark, until it expires or its browser ends it.
    pub async fn verify_mark(
        &self,
        reference: Reference,
        stored: &ProofMark,
    ) -> StoreResult<Option<Proof>> {
        if !self.is_valid(reference, stored) {
            return Ok(None);
        }
        let ended = self.store.is_ended(&KeyedHash(stored.mark.clone())).await?;
        let kind = stored.kind;
        Ok((!ended).then_some(Proof { reference, kind }))
    }

    /// Whether this deployment has made the mark for this request, and it has not expired.
    pub(super) fn is_valid(&self, reference: Reference, stored: &ProofMark) -> bool {
        let signature = self.signature(reference, stored);
        [SHOWN_FACT, SHOWN_CODE].contains(&stored.kind)
            && self.clock.now() < stored.until()
            && bool::from(stored.mark.as_bytes().ct_eq(signature.as_bytes()))
    }

    fn signature(&self, reference: Reference, mark: &ProofMark) -> String {
        let ProofMark {
            kind,
            issued_at,
            nonce,
            ..
        } = mark;
        let text = format!("{kind} {issued_at} {nonce} {}", reference.compact());
        self.vault.hash("shown", &text).0
    }
}
