//! Reads submissions. Acceptance is in `accept`.

use super::accept;
use super::dialect::{Backend, Executor};
use crate::store::encoding::{Column, DbEnum};
use crate::store::{
    AcceptanceRows, Accepted, ProofKind, SentDraft, StoreResult, Submission, SubmissionStore,
};
use crate::vault::KeyedHash;
use async_trait::async_trait;
use shared::reference::Reference;
use uuid::Uuid;

/// One statement, so that parts and timeline are consistent.
macro_rules! select_submission {
    ($condition:literal) => {
        concat!(
            "SELECT ",
            columns!(names, submissions),
            ", (SELECT ",
            json_rows!(submission_parts),
            " FROM submission_parts
                WHERE submission = s.id) AS parts,
            (SELECT ",
            json_rows!(statuses),
            " FROM statuses
                WHERE submission = s.id) AS timeline,
            EXISTS (SELECT 1 FROM ended AS e WHERE e.hash = s.owner) AS sender_ended,
            (SELECT contact FROM contact_links WHERE submission = s.id) AS contact
            FROM submissions AS s WHERE ",
            $condition
        )
    };
}

#[async_trait]
impl SubmissionStore for Backend {
    async fn accept(&self, acceptance: AcceptanceRows) -> StoreResult<Accepted> {
        accept::accept(self, acceptance).await
    }

    async fn submission(&self, reference: Reference) -> StoreResult<Option<Submission>> {
        let found = sqlx::query_as(select_submission!("reference = $1"))
            .bind(reference.compact())
            .fetch_optional(self.reader())
            .await?;
        Ok(found.map(sorted))
    }

    async fn submission_by_id(&self, id: Uuid) -> StoreResult<Option<Submission>> {
        by_id(self.reader(), id).await
    }

    async fn submission_of_draft(&self, draft: SentDraft) -> StoreResult<Option<Submission>> {
        let found = sqlx::query_as(select_submission!("draft IN ($1, $2)"))
            .bind(draft.id)
            .bind(draft.mark)
            .fetch_optional(self.reader())
            .await?;
        Ok(found.map(sorted))
    }

    async fn has_proof(
        &self,
        reference: Reference,
        kind: ProofKind,
        [hash, older]: [&KeyedHash; 2],
    ) -> StoreResult<bool> {
        let found: Option<String> = sqlx::query_scalar(
            "SELECT kind FROM proofs WHERE kind = $2 AND hash IN ($3, $4)
               AND submission = (SELECT id FROM submissions WHERE reference = $1) LIMIT 1",
        )
        .bind(reference.compact())
        .bind(kind.word())
        .bind(&hash.0)
        .bind(&older.0)
        .fetch_optional(self.reader())
        .await?;
        Ok(found.is_some())
    }

    async fn references(
        &self,
        after: Option<Uuid>,
        limit: u32,
    ) -> StoreResult<Vec<(Uuid, Reference)>> {
        let rows: Vec<(Uuid, Column<Reference>)> = sqlx::query_as(
            "SELECT id, reference FROM submissions WHERE id > $1 ORDER BY id LIMIT $2",
        )
        .bind(after.unwrap_or(Uuid::nil()))
        .bind(i64::from(limit))
        .fetch_all(self.reader())
        .await?;
        let rows = rows.into_iter();
        Ok(rows.map(|(id, reference)| (id, reference.into())).collect())
    }
}

/// On a reader, or inside a transaction.
pub(super) async fn by_id(on: impl Executor<'_>, id: Uuid) -> StoreResult<Option<Submission>> {
    let found = sqlx::query_as(select_submission!("id = $1"))
        .bind(id)
        .fetch_optional(on)
        .await?;
    Ok(found.map(sorted))
}

fn sorted(mut submission: Submission) -> Submission {
    submission.parts.sort_by(|a, b| a.id.cmp(&b.id));
    submission
        .timeline
        .sort_by(|a, b| (a.at, a.id, &a.part).cmp(&(b.at, b.id, &b.part)));
    submission
}
