//! Deliveries: pending, delivered, given up. [`claim`] takes those that are due.

use super::dialect::{Backend, Connection};
use super::{attempts, claim, clock, give_ups, pauses};
use crate::store::encoding::{Column, millis, time};
use crate::store::{
    AttemptEnd, Claim, DeliveryCount, DeliveryRow, DeliveryStore, OpenDelivery, Pause, Probe,
    ProbeClaim, Redeliver, Reroute, StoreResult, UnreportedGiveUps, bind_json,
};
use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

#[async_trait]
impl DeliveryStore for Backend {
    async fn claim_deliveries(&self, claim: Claim) -> StoreResult<Vec<DeliveryRow>> {
        self.write(claim, |c, claim| Box::pin(claim::claim(c, claim)))
            .await
    }

    async fn finish_attempt(&self, attempt: AttemptEnd) -> StoreResult<bool> {
        self.write(attempt, |c, end| Box::pin(attempts::finish(c, end)))
            .await
    }

    async fn deliveries_of(&self, submission: Uuid) -> StoreResult<Vec<DeliveryRow>> {
        Ok(sqlx::query_as(concat!(
            select!(deliveries),
            "WHERE submission = $1 ORDER BY id"
        ))
        .bind(submission)
        .fetch_all(self.reader())
        .await?)
    }

    async fn open_deliveries(
        &self,
        destination: Option<&str>,
        limit: u32,
    ) -> StoreResult<Vec<OpenDelivery>> {
        Ok(sqlx::query_as(
            "SELECT v.id, s.reference, v.destination, v.state, v.attempts, v.next_at, v.created_at,
                v.held_until, (SELECT result FROM attempts AS a
                 WHERE a.delivery = v.id AND a.result <> 'released'
                 ORDER BY a.id DESC LIMIT 1) AS last
             FROM deliveries AS v LEFT JOIN submissions AS s ON s.id = v.submission
             WHERE v.state IN ('due', 'leased', 'gave_up')
               AND (CAST($1 AS text) IS NULL OR v.destination = $1)
             ORDER BY v.created_at, v.id LIMIT $2",
        )
        .bind(destination)
        .bind(i64::from(limit))
        .fetch_all(self.reader())
        .await?)
    }

    async fn redeliver(&self, which: Redeliver, held: bool, now: Timestamp) -> StoreResult<u64> {
        let input = (which, held, now);
        self.write(input, |c, input| Box::pin(redeliver(c, input)))
            .await
    }

    async fn reroute(&self, route: Reroute, now: Timestamp) -> StoreResult<u64> {
        self.write((route, now), |c, input| Box::pin(reroute(c, input)))
            .await
    }

    async fn delivery_counts(&self) -> StoreResult<Vec<DeliveryCount>> {
        Ok(sqlx::query_as(
            "SELECT destination, state, count(*) AS count, min(next_at) AS oldest
             FROM deliveries WHERE state IN ('due', 'leased') GROUP BY destination, state
             UNION ALL
             SELECT destination, 'gave_up', count(*), min(next_at)
             FROM deliveries WHERE state = 'gave_up' GROUP BY destination
             ORDER BY 1, 2",
        )
        .fetch_all(self.reader())
        .await?)
    }

    async fn unreported_give_ups(&self) -> StoreResult<Vec<UnreportedGiveUps>> {
        give_ups::unreported(self.reader()).await
    }

    async fn report_give_ups(
        &self,
        destination: &str,
        until: Timestamp,
        email: DeliveryRow,
    ) -> StoreResult<bool> {
        let input = (destination.to_owned(), until, email);
        self.write(input, |c, input| Box::pin(give_ups::report(c, input)))
            .await
    }

    async fn claim_probes(&self, claim: ProbeClaim) -> StoreResult<Vec<Probe>> {
        self.write(claim, |c, claim| Box::pin(pauses::claim_probes(c, claim)))
            .await
    }

    async fn pause_destination(&self, name: &str, pause: Pause) -> StoreResult<()> {
        let input = (name.to_owned(), pause);
        self.write(input, |c, input| Box::pin(pauses::begin(c, input)))
            .await
    }

    async fn resume_destination(&self, name: &str, now: Timestamp) -> StoreResult<u64> {
        let input = (name.to_owned(), now);
        self.write(input, |c, input| Box::pin(pauses::end(c, input)))
            .await
    }

    async fn repair_times(&self, now: Timestamp, lease_until: Timestamp) -> StoreResult<u64> {
        let input = (now, lease_until);
        self.write(input, |c, input| Box::pin(clock::repair_times(c, input)))
            .await
    }

    async fn paused_destinations(&self, now: Timestamp) -> StoreResult<Vec<(String, Timestamp)>> {
        let rows: Vec<(String, Column<Timestamp>)> = sqlx::query_as(
            "SELECT name, paused_until FROM destinations WHERE paused_until > $1 ORDER BY name",
        )
        .bind(millis(now))
        .fetch_all(self.reader())
        .await?;
        let rows = rows.into_iter();
        Ok(rows.map(|(name, until)| (name, until.into())).collect())
    }

    async fn next_due(&self) -> StoreResult<Option<Timestamp>> {
        let due: Option<i64> = sqlx::query_scalar(pending!(concat!(
            "SELECT min(",
            greater!(
                "(SELECT min(next_at) FROM deliveries AS v
                  WHERE v.destination = pending.name AND v.state IN ('due', 'leased'))",
                "coalesce((SELECT paused_until FROM destinations AS d
                           WHERE d.name = pending.name), 0)"
            ),
            ") FROM pending WHERE name IS NOT NULL"
        )))
        .fetch_one(self.reader())
        .await?;
        Ok(due.map(time).transpose()?)
    }
}

pub(super) async fn insert(c: &mut Connection, rows: &[DeliveryRow]) -> StoreResult<()> {
    if rows.is_empty() {
        return Ok(());
    }
    sqlx::query(insert!(deliveries, "$1"))
        .bind(bind_json::array(rows)?)
        .execute(c)
        .await?;
    Ok(())
}

/// Deliveries that gave up count their attempts from zero again.
async fn redeliver(c: &mut Connection, input: &(Redeliver, bool, Timestamp)) -> StoreResult<u64> {
    let (which, held, now) = input;
    let now = millis(*now);
    let query = match which {
        Redeliver::One(id) => sqlx::query(
            "UPDATE deliveries SET next_at = $1, ended_at = NULL, told_at = NULL, state = 'due',
                attempts = CASE state WHEN 'gave_up' THEN 0 ELSE attempts END
             WHERE (state = 'gave_up' OR state = 'due' AND next_at > $1) AND id = $2
               AND ($3 OR coalesce(held_until, 0) <= $1)",
        )
        .bind(now)
        .bind(*id),
        Redeliver::Destination(name) => sqlx::query(
            "UPDATE deliveries SET next_at = $1, ended_at = NULL, told_at = NULL, state = 'due',
                attempts = CASE state WHEN 'gave_up' THEN 0 ELSE attempts END
             WHERE (state = 'gave_up' OR state = 'due' AND next_at > $1) AND destination = $2
               AND ($3 OR coalesce(held_until, 0) <= $1)",
        )
        .bind(now)
        .bind(name),
        Redeliver::Reference(reference) => sqlx::query(
            "UPDATE deliveries SET next_at = $1, ended_at = NULL, told_at = NULL, state = 'due',
                attempts = CASE state WHEN 'gave_up' THEN 0 ELSE attempts END
             WHERE (state = 'gave_up' OR state = 'due' AND next_at > $1)
               AND submission = (SELECT id FROM submissions WHERE reference = $2)
               AND ($3 OR coalesce(held_until, 0) <= $1)",
        )
        .bind(now)
        .bind(reference.compact()),
    };
    Ok(query.bind(*held).execute(c).await?.rows_affected())
}

/// Parts move with their delivery, so that callbacks find them.
async fn reroute(c: &mut Connection, input: &(Reroute, Timestamp)) -> StoreResult<u64> {
    let (route, now) = input;
    sqlx::query(
        "UPDATE submission_parts SET destination = $1 WHERE destination = $2 AND authority = $3
           AND submission IN (SELECT id FROM submissions WHERE service = $4)",
    )
    .bind(&route.to)
    .bind(&route.from)
    .bind(&route.authority)
    .bind(&route.service)
    .execute(&mut *c)
    .await?;
    let moved = sqlx::query(
        "UPDATE deliveries SET destination = $1, state = 'due', attempts = 0, next_at = $5,
            ended_at = NULL
         WHERE destination = $2 AND authority = $3 AND kind = 'request'
           AND state IN ('due', 'gave_up')
           AND submission IN (SELECT id FROM submissions WHERE service = $4)",
    )
    .bind(&route.to)
    .bind(&route.from)
    .bind(&route.authority)
    .bind(&route.service)
    .bind(millis(*now))
    .execute(c)
    .await?;
    Ok(moved.rows_affected())
}
