//! Leases.

use super::dialect::{Backend, Connection};
use crate::store::encoding::{millis, time};
use crate::store::{LeaseClaim, LeaseStore, StoreResult};
use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

#[async_trait]
impl LeaseStore for Backend {
    async fn last_done(&self, name: &'static str) -> StoreResult<Option<Timestamp>> {
        let done: Option<i64> = sqlx::query_scalar("SELECT last_done FROM leases WHERE name = $1")
            .bind(name)
            .fetch_optional(self.reader())
            .await?;
        Ok(done.map(time).transpose()?)
    }

    async fn note_lease(&self, name: &'static str, now: Timestamp) -> StoreResult<()> {
        self.write((name, now), |c, input| Box::pin(note(c, input)))
            .await
    }

    async fn take_lease(&self, claim: LeaseClaim) -> StoreResult<Option<Timestamp>> {
        self.write(claim, |c, claim| Box::pin(take(c, claim))).await
    }

    async fn give_lease_back(
        &self,
        name: &'static str,
        owner: Uuid,
        done: Option<Timestamp>,
    ) -> StoreResult<bool> {
        self.write((name, owner, done), |c, input| {
            Box::pin(give_back(c, input))
        })
        .await
    }
}

async fn note(c: &mut Connection, input: &(&'static str, Timestamp)) -> StoreResult<()> {
    sqlx::query(
        "INSERT INTO leases (name, owner, until, last_done) VALUES ($1, NULL, 0, $2)
         ON CONFLICT (name) DO NOTHING",
    )
    .bind(input.0)
    .bind(millis(input.1))
    .execute(c)
    .await?;
    Ok(())
}

async fn take(c: &mut Connection, claim: &LeaseClaim) -> StoreResult<Option<Timestamp>> {
    let done: Option<i64> = sqlx::query_scalar(
        "INSERT INTO leases (name, owner, until, last_done) VALUES ($1, $2, $4, $3)
         ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until
            WHERE leases.until <= $3
         RETURNING last_done",
    )
    .bind(claim.name)
    .bind(claim.owner)
    .bind(millis(claim.now))
    .bind(millis(claim.until))
    .fetch_optional(c)
    .await?;
    Ok(done.map(time).transpose()?)
}

async fn give_back(
    c: &mut Connection,
    input: &(&'static str, Uuid, Option<Timestamp>),
) -> StoreResult<bool> {
    let (name, owner, done) = *input;
    let given = sqlx::query(
        "UPDATE leases SET owner = NULL, until = 0,
            last_done = coalesce(CAST($3 AS bigint), last_done)
         WHERE name = $1 AND owner = $2",
    )
    .bind(name)
    .bind(owner)
    .bind(done.map(millis))
    .execute(c)
    .await?;
    Ok(given.rows_affected() > 0)
}
