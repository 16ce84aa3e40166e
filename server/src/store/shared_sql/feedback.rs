//! Feedback ratings.

use super::dialect::{Backend, Connection};
use crate::store::{
    FeedbackRecorded, FeedbackRow, FeedbackStore, FeedbackToken, StoreResult, bind_json,
};
use crate::vault::KeyedHash;
use async_trait::async_trait;

#[async_trait]
impl FeedbackStore for Backend {
    async fn feedback_token(&self, hash: &KeyedHash) -> StoreResult<Option<FeedbackToken>> {
        Ok(sqlx::query_as(
            "SELECT c.id AS contact, c.authority, c.service, f.id IS NOT NULL AS used
             FROM contacts AS c LEFT JOIN feedback AS f ON f.contact = c.id
             WHERE c.feedback_token = $1 LIMIT 1",
        )
        .bind(&hash.0)
        .fetch_optional(self.reader())
        .await?)
    }

    async fn record_feedback(&self, feedback: FeedbackRow) -> StoreResult<FeedbackRecorded> {
        self.write(feedback, |c, row| Box::pin(record(c, row)))
            .await
    }
}

async fn record(c: &mut Connection, row: &FeedbackRow) -> StoreResult<FeedbackRecorded> {
    let counted = sqlx::query(concat!(
        insert!(feedback, "$1"),
        " ON CONFLICT (contact) DO NOTHING"
    ))
    .bind(bind_json::array([row])?)
    .execute(c)
    .await?;
    Ok(match counted.rows_affected() {
        0 => FeedbackRecorded::Already,
        _ => FeedbackRecorded::Counted,
    })
}
