//! Satisfaction.

use super::dialect::{Connection, Pool};
use crate::store::StoreResult;
use crate::store::raw_contact::RawFeedbackToken;
use crate::store::rows::{FeedbackRecorded, FeedbackRow, FeedbackToken};
use crate::store::words::{Word, millis};
use crate::vault::KeyedHash;

pub(super) async fn token(pool: &Pool, hash: &KeyedHash) -> StoreResult<Option<FeedbackToken>> {
    let row: Option<RawFeedbackToken> = sqlx::query_as(
        "SELECT c.id AS contact, c.authority, c.service, f.id IS NOT NULL AS used
         FROM contacts AS c LEFT JOIN feedback AS f ON f.contact = c.id
         WHERE c.feedback_token = $1 LIMIT 1",
    )
    .bind(&hash.0)
    .fetch_optional(pool)
    .await?;
    Ok(row.map(RawFeedbackToken::token))
}

pub(super) async fn record(c: &mut Connection, row: &FeedbackRow) -> StoreResult<FeedbackRecorded> {
    let counted = sqlx::query(
        "INSERT INTO feedback (id, contact, authority, service, channel, rating, comment, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (contact) DO NOTHING",
    )
    .bind(row.id)
    .bind(row.contact)
    .bind(&row.authority)
    .bind(&row.service)
    .bind(row.channel.word())
    .bind(i64::from(row.rating))
    .bind(row.comment.as_ref().map(|comment| &comment.0))
    .bind(millis(row.at))
    .execute(c)
    .await?;
    Ok(match counted.rows_affected() {
        0 => FeedbackRecorded::Already,
        _ => FeedbackRecorded::Counted,
    })
}
