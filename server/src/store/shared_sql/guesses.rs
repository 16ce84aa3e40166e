//! Wrong second facts.

use super::dialect::{Backend, Connection};
use crate::store::encoding::millis;
use crate::store::{GUESS_KEYS, GuessRow, GuessStore, StoreResult, bind_json};
use crate::vault::KeyedHash;
use async_trait::async_trait;
use jiff::Timestamp;

#[async_trait]
impl GuessStore for Backend {
    async fn guesses(&self, keys: &[KeyedHash]) -> StoreResult<Vec<GuessRow>> {
        let mut query = sqlx::query_as(concat!(select!(guesses), "WHERE key IN ($1, $2, $3, $4)"));
        for place in 0..GUESS_KEYS {
            query = query.bind(keys.get(place).map_or("", |key| key.0.as_str()));
        }
        Ok(query.fetch_all(self.reader()).await?)
    }

    async fn count_guess(&self, rows: Vec<GuessRow>, now: Timestamp) -> StoreResult<()> {
        self.write((rows, now), |c, input| Box::pin(count(c, input)))
            .await
    }

    async fn forget_guesses(&self, now: Timestamp) -> StoreResult<u64> {
        self.write(now, |c, now| Box::pin(forget(c, *now))).await
    }
}

async fn count(c: &mut Connection, input: &(Vec<GuessRow>, Timestamp)) -> StoreResult<()> {
    let (rows, now) = input;
    sqlx::query(concat!(
        insert!(guesses, "$1"),
        " ON CONFLICT (key) DO UPDATE SET until = ",
        greater!("guesses.until", "$2"),
        " + excluded.until - $2"
    ))
    .bind(bind_json::array(rows)?)
    .bind(millis(*now))
    .execute(c)
    .await?;
    Ok(())
}

async fn forget(c: &mut Connection, now: Timestamp) -> StoreResult<u64> {
    let deleted = sqlx::query("DELETE FROM guesses WHERE until <= $1")
        .bind(millis(now))
        .execute(c)
        .await?;
    Ok(deleted.rows_affected())
}
