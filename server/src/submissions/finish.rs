//! "Finish and close": ends everything that a browser has open, in every copy of its cookies.

use super::{ProofMark, Submissions};
use crate::store::{SessionEnd, StoreResult};
use crate::vault::KeyedHash;
use jiff::Timestamp;
use shared::reference::Reference;

/// What a browser has open.
pub struct Session {
    /// The owners of its drafts and submissions, and when their secrets end by themselves.
    pub owners: Vec<(KeyedHash, Timestamp)>,
    /// The marks of the second facts shown in it.
    pub marks: Vec<(Reference, ProofMark)>,
}

impl Submissions {
    /// Ends a session: its drafts are deleted, its submissions need a second fact, its marks are
    /// worthless. Marks that are not valid are ignored.
    pub async fn finish(&self, session: Session) -> StoreResult<()> {
        let marks = session.marks.iter();
        let proofs = marks.filter(|(reference, mark)| self.is_valid(*reference, mark));
        let end = SessionEnd {
            owners: session.owners,
            proofs: proofs
                .map(|(_, mark)| (KeyedHash(mark.mark.clone()), mark.until()))
                .collect(),
            at: self.clock.now(),
        };
        self.store.end_session(end).await
    }
}
