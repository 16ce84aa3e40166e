//! Satisfaction: ratings of contacts, and of services in general.

use super::dialect::{Backend, Connection};
use crate::store::{
    FeedbackRecorded, FeedbackRow, FeedbackState, FeedbackStore, ServiceRatingRow, StoreResult,
    bind_json,
};
use crate::vault::KeyedHash;
use async_trait::async_trait;
use uuid::Uuid;

macro_rules! select_state {
    ($condition:literal) => {
        concat!(
            "SELECT c.id AS contact, c.authority, c.service, c.channel, c.ended, c.counted,
                 c.asked_at IS NOT NULL AS asked, f.id IS NOT NULL AS used
             FROM contacts AS c LEFT JOIN feedback AS f ON f.contact = c.id
             WHERE ",
            $condition,
            " LIMIT 1"
        )
    };
}

#[async_trait]
impl FeedbackStore for Backend {
    async fn feedback_token(&self, hash: &KeyedHash) -> StoreResult<Option<FeedbackState>> {
        Ok(sqlx::query_as(select_state!("c.feedback_token = $1"))
            .bind(&hash.0)
            .fetch_optional(self.reader())
            .await?)
    }

    async fn feedback_state(&self, contact: Uuid) -> StoreResult<Option<FeedbackState>> {
        Ok(sqlx::query_as(select_state!("c.id = $1"))
            .bind(contact)
            .fetch_optional(self.reader())
            .await?)
    }

    async fn record_feedback(&self, feedback: FeedbackRow) -> StoreResult<FeedbackRecorded> {
        self.write(feedback, |c, row| Box::pin(record(c, row)))
            .await
    }

    async fn record_service_rating(&self, rating: ServiceRatingRow) -> StoreResult<()> {
        self.write(rating, |c, row| Box::pin(record_service_rating(c, row)))
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

async fn record_service_rating(c: &mut Connection, row: &ServiceRatingRow) -> StoreResult<()> {
    sqlx::query(insert!(service_ratings, "$1"))
        .bind(bind_json::array([row])?)
        .execute(c)
        .await?;
    Ok(())
}
