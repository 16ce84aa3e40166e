//! Requests and the messages that brought them.

use super::{HISTORY, Ledger, their_reference};
use crate::event::Event;
use serde::Serialize;
use sqlx::Row as _;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

/// One request it acted on, or refused.
#[derive(Debug, Clone, Serialize)]
pub struct Effect {
    pub their_reference: String,
    pub webhook_id: String,
    pub destination: String,
    pub reference: String,
    pub part: String,
    pub service: String,
    pub refused: bool,
    pub test: bool,
    /// How often the message came; the work was done once.
    pub arrivals: i64,
}

/// What a refused request is answered, whenever it comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub code: String,
    pub reason: String,
}

/// An effect with everything that is shown of it.
pub(crate) struct Stored {
    pub number: i64,
    pub effect: Effect,
    pub refusal: Option<Refusal>,
    pub event: Event,
    pub first_at: i64,
    /// The latest true status it reported, unless Doorstep refused it.
    pub status: Option<String>,
}

/// How an arrival is answered.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Reply {
    AtOnce,
    /// After this many seconds.
    Held(u64),
    /// A web page instead of the receipt.
    SignInPage,
}

/// What is stored of a message.
pub(crate) struct Arrival<'a> {
    pub webhook_id: &'a str,
    pub destination: &'a str,
    pub reference: &'a str,
    pub part: &'a str,
    pub service: &'a str,
    pub event: &'a str,
    pub refusal: Option<Refusal>,
    pub test: bool,
    /// Milliseconds since 1970, UTC.
    pub at: i64,
    pub reply: Reply,
    pub reports: Vec<super::Report>,
}

/// One delivery, as shown.
pub(crate) struct Came {
    pub at: i64,
    pub answer: String,
}

/// A message that had no effect.
pub(crate) struct TurnedAway {
    pub webhook_id: String,
    pub destination: String,
    pub attempts: i64,
    pub last: Came,
}

const EFFECTS: &str = "SELECT number, webhook_id, destination, reference, part, service, refused,
    test, arrivals FROM effects ORDER BY number";

/// Effects with their latest true status at the time `?1`.
macro_rules! stored_effects {
    ($rest:literal) => {
        concat!(
            "SELECT e.*, (
                SELECT o.status FROM outgoing o
                WHERE o.effect = e.number AND o.lie = ''
                    AND (o.state = 1 OR o.state = 0 AND o.at <= ?1)
                ORDER BY o.number DESC LIMIT 1
             ) AS status FROM effects e ",
            $rest
        )
    };
}

const NEWEST: &str = stored_effects!(
    "JOIN (
        SELECT reference, MIN(number) AS began FROM effects
        GROUP BY reference HAVING began < ?2 ORDER BY began DESC LIMIT ?3
     ) USING (reference)
     ORDER BY began DESC, e.number"
);

const PARTS: &str = stored_effects!(
    "WHERE e.reference = (SELECT reference FROM effects WHERE number = ?2) ORDER BY e.number"
);

impl Ledger {
    /// Stores a message once; returns its effect, which says how often it came.
    pub async fn record(&self, arrival: Arrival<'_>) -> sqlx::Result<Stored> {
        let mut transaction = self.0.begin().await?;
        let refusal = arrival.refusal.as_ref();
        let row = sqlx::query(
            "INSERT INTO effects (webhook_id, destination, reference, part, service, refused, test,
                                  arrivals, first_at, event, code, reason)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, ?8, ?9, ?10, ?11)
             ON CONFLICT (webhook_id) DO UPDATE SET arrivals = arrivals + 1
             RETURNING *, NULL AS status",
        )
        .bind(arrival.webhook_id)
        .bind(arrival.destination)
        .bind(arrival.reference)
        .bind(arrival.part)
        .bind(arrival.service)
        .bind(refusal.is_some())
        .bind(arrival.test)
        .bind(arrival.at)
        .bind(arrival.event)
        .bind(refusal.map_or("", |refusal| &refusal.code))
        .bind(refusal.map_or("", |refusal| &refusal.reason))
        .fetch_one(&mut *transaction)
        .await?;
        let stored = stored(&row)?;
        let answer = answer(arrival.reply, &stored);
        let (id, destination) = (arrival.webhook_id, arrival.destination);
        came(&mut transaction, id, destination, arrival.at, &answer).await?;
        if stored.effect.arrivals == 1 {
            for report in &arrival.reports {
                report.insert(stored.number, &mut transaction).await?;
            }
        }
        transaction.commit().await?;
        Ok(stored)
    }

    /// Notes a message that has no effect.
    pub async fn turn_away(
        &self,
        webhook_id: &str,
        destination: &str,
        at: i64,
        answer: &str,
    ) -> sqlx::Result<()> {
        let mut transaction = self.0.begin().await?;
        came(&mut transaction, webhook_id, destination, at, answer).await?;
        transaction.commit().await
    }

    /// Every effect, the oldest first.
    pub async fn effects(&self) -> sqlx::Result<Vec<Effect>> {
        let rows = sqlx::query(EFFECTS).fetch_all(&self.0).await?;
        rows.iter().map(effect).collect()
    }

    /// How many effects it has, and how many messages came again.
    pub async fn totals(&self) -> sqlx::Result<(i64, i64)> {
        let row = sqlx::query("SELECT COUNT(*), COALESCE(SUM(arrivals - 1), 0) FROM effects")
            .fetch_one(&self.0)
            .await?;
        Ok((row.try_get(0)?, row.try_get(1)?))
    }

    /// The effects of the newest references that begin before this number, the newest reference
    /// first and the effects of one reference together.
    pub async fn newest(&self, before: i64, most: i64, now: i64) -> sqlx::Result<Vec<Stored>> {
        let rows = sqlx::query(NEWEST).bind(now).bind(before).bind(most);
        rows.fetch_all(&self.0).await?.iter().map(stored).collect()
    }

    /// The effect with this number and the others of its reference, the oldest first.
    pub async fn with_its_parts(&self, number: i64, now: i64) -> sqlx::Result<Vec<Stored>> {
        let rows = sqlx::query(PARTS).bind(now).bind(number);
        rows.fetch_all(&self.0).await?.iter().map(stored).collect()
    }

    /// The deliveries of a message, the oldest first.
    pub async fn arrivals(&self, webhook_id: &str) -> sqlx::Result<Vec<Came>> {
        let rows =
            sqlx::query("SELECT at, answer FROM arrivals WHERE webhook_id = ?1 ORDER BY number");
        let rows = rows.bind(webhook_id).fetch_all(&self.0).await?;
        rows.iter().map(one_arrival).collect()
    }

    /// The messages without an effect, the latest first.
    pub async fn turned_away(&self, most: i64) -> sqlx::Result<Vec<TurnedAway>> {
        // SQLite takes the other columns from the row with the maximum.
        let rows = sqlx::query(
            "SELECT webhook_id, destination, at, answer, COUNT(*) AS attempts, MAX(number) AS last
             FROM arrivals WHERE webhook_id NOT IN (SELECT webhook_id FROM effects)
             GROUP BY webhook_id ORDER BY last DESC LIMIT ?1",
        );
        let rows = rows.bind(most).fetch_all(&self.0).await?;
        let one = |row: &SqliteRow| {
            Ok(TurnedAway {
                webhook_id: row.try_get("webhook_id")?,
                destination: row.try_get("destination")?,
                attempts: row.try_get("attempts")?,
                last: one_arrival(row)?,
            })
        };
        rows.iter().map(one).collect()
    }
}

async fn came(
    connection: &mut SqliteConnection,
    webhook_id: &str,
    destination: &str,
    at: i64,
    answer: &str,
) -> sqlx::Result<()> {
    let inserted = sqlx::query(
        "INSERT INTO arrivals (webhook_id, destination, at, answer) VALUES (?1, ?2, ?3, ?4)",
    )
    .bind(webhook_id)
    .bind(destination)
    .bind(at)
    .bind(answer)
    .execute(&mut *connection)
    .await?;
    sqlx::query("DELETE FROM arrivals WHERE number <= ?1")
        .bind(inserted.last_insert_rowid() - HISTORY)
        .execute(&mut *connection)
        .await
        .map(drop)
}

/// What it answers, in words.
fn answer(reply: Reply, stored: &Stored) -> String {
    let answer = match &stored.refusal {
        Some(Refusal { code, reason }) => format!("422 {code}: {reason}"),
        None => format!("200 with {}", stored.effect.their_reference),
    };
    match reply {
        Reply::AtOnce => answer,
        Reply::Held(seconds) => format!("{answer}, held back for {seconds} seconds"),
        Reply::SignInPage => "200 with a sign-in page and no reference".to_owned(),
    }
}

fn one_arrival(row: &SqliteRow) -> sqlx::Result<Came> {
    Ok(Came {
        at: row.try_get("at")?,
        answer: row.try_get("answer")?,
    })
}

fn effect(row: &SqliteRow) -> sqlx::Result<Effect> {
    Ok(Effect {
        their_reference: their_reference(row.try_get("number")?),
        webhook_id: row.try_get("webhook_id")?,
        destination: row.try_get("destination")?,
        reference: row.try_get("reference")?,
        part: row.try_get("part")?,
        service: row.try_get("service")?,
        refused: row.try_get("refused")?,
        test: row.try_get("test")?,
        arrivals: row.try_get("arrivals")?,
    })
}

fn stored(row: &SqliteRow) -> sqlx::Result<Stored> {
    let effect = effect(row)?;
    let refusal = Refusal {
        code: row.try_get("code")?,
        reason: row.try_get("reason")?,
    };
    Ok(Stored {
        number: row.try_get("number")?,
        refusal: effect.refused.then_some(refusal),
        effect,
        event: Event::read(row.try_get("event")?),
        first_at: row.try_get("first_at")?,
        status: row.try_get("status")?,
    })
}
