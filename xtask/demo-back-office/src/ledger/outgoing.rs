//! The progress it reports, and what Doorstep answered.

use super::{HISTORY, Ledger, their_reference};
use crate::behaviour::Lie;
use sqlx::Row as _;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

/// Progress to report.
#[derive(Debug, Clone)]
pub(crate) struct Report {
    pub webhook_id: String,
    pub status: &'static str,
    pub note: String,
    /// Its own code for a refusal; not sent.
    pub code: String,
    pub lie: Lie,
    /// When it happens and is due, in milliseconds since 1970, UTC.
    pub at: i64,
}

/// A report that Doorstep has not answered for good.
pub(crate) struct Outgoing {
    pub number: i64,
    pub webhook_id: String,
    pub destination: String,
    pub reference: String,
    pub part: String,
    pub their_reference: String,
    pub status: String,
    pub note: String,
    pub lie: Lie,
    pub at: i64,
    pub attempts: i64,
}

/// What follows from an answer of Doorstep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Accepted,
    Refused,
    /// Send the same message again at this time.
    Again(i64),
}

/// Where a report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Until this time at least.
    Waiting(i64),
    Accepted,
    Refused,
}

/// A report with Doorstep's answers, as shown.
pub(crate) struct Said {
    pub number: i64,
    pub status: String,
    pub note: String,
    pub code: String,
    pub lie: Lie,
    pub at: i64,
    pub state: State,
    /// When, and in words.
    pub answers: Vec<(i64, String)>,
}

/// A button that was pressed.
pub(crate) struct Press<'a> {
    /// The effect.
    pub number: i64,
    /// The number of the last report on the page with the button, or 0.
    pub seen: i64,
    pub status: &'static str,
    pub note: &'a str,
    pub code: &'a str,
    pub lie: Lie,
    pub at: i64,
    /// Whether it can follow the present status.
    pub is_possible: bool,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pressed {
    Reported,
    /// The same was pressed before: a double click.
    Repeated,
    /// Something else was reported after the page was drawn, or it cannot follow.
    Outdated,
}

/// A waiting report is sent only when no earlier one of the same request waits.
const NEXT: &str = "SELECT o.number, o.webhook_id, o.status, o.note, o.lie, o.at, o.due_at,
        o.attempts, e.number AS effect, e.destination, e.reference, e.part
    FROM outgoing o JOIN effects e ON e.number = o.effect
    WHERE o.state = 0 AND NOT EXISTS (
        SELECT 1 FROM outgoing b WHERE b.effect = o.effect AND b.state = 0 AND b.number < o.number)
    ORDER BY o.due_at, o.number LIMIT 1";

impl Report {
    pub(super) async fn insert(
        &self,
        effect: i64,
        connection: &mut SqliteConnection,
    ) -> sqlx::Result<()> {
        sqlx::query(
            "INSERT INTO outgoing (effect, webhook_id, status, note, code, lie, at, due_at,
                                   attempts, state)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, 0, 0)",
        )
        .bind(effect)
        .bind(&self.webhook_id)
        .bind(self.status)
        .bind(&self.note)
        .bind(&self.code)
        .bind(written(self.lie))
        .bind(self.at)
        .execute(connection)
        .await
        .map(drop)
    }
}

impl Ledger {
    /// Stores what a button reports, once, unless the page was out of date. What would have been
    /// reported later by itself is cancelled.
    pub async fn press(&self, press: Press<'_>) -> sqlx::Result<Pressed> {
        let mut transaction = self.0.begin().await?;
        let last = sqlx::query(
            "SELECT number, status, note FROM outgoing WHERE effect = ?1
             ORDER BY number DESC LIMIT 1",
        )
        .bind(press.number)
        .fetch_optional(&mut *transaction)
        .await?;
        let (number, status, note) = match &last {
            Some(row) => (
                row.try_get("number")?,
                row.try_get("status")?,
                row.try_get("note")?,
            ),
            None => (0, String::new(), String::new()),
        };
        if number != press.seen && status == press.status && note == press.note {
            return Ok(Pressed::Repeated);
        }
        if number != press.seen || !press.is_possible {
            return Ok(Pressed::Outdated);
        }
        sqlx::query("DELETE FROM outgoing WHERE effect = ?1 AND state = 0 AND at > ?2")
            .bind(press.number)
            .bind(press.at)
            .execute(&mut *transaction)
            .await?;
        let webhook_id = sqlx::query("SELECT webhook_id FROM effects WHERE number = ?1")
            .bind(press.number)
            .fetch_one(&mut *transaction)
            .await?
            .try_get::<String, _>("webhook_id")?;
        // Numbers only grow, so the id is new.
        let report = Report {
            webhook_id: format!("{webhook_id}-{}", press.seen + 1),
            status: press.status,
            note: press.note.to_owned(),
            code: press.code.to_owned(),
            lie: press.lie,
            at: press.at,
        };
        if press.lie == Lie::ReusedId {
            let truth = Report {
                lie: Lie::None,
                ..report.clone()
            };
            truth.insert(press.number, &mut transaction).await?;
        }
        report.insert(press.number, &mut transaction).await?;
        transaction.commit().await?;
        Ok(Pressed::Reported)
    }

    /// The next report to send, due or not, with the time it is due.
    pub async fn next_report(&self) -> sqlx::Result<Option<(i64, Outgoing)>> {
        let row = sqlx::query(NEXT).fetch_optional(&self.0).await?;
        row.map(|row| Ok((row.try_get("due_at")?, outgoing(&row)?)))
            .transpose()
    }

    /// Whether a report of this effect that has happened waits for its first answer.
    pub async fn is_sending(&self, effect: i64, now: i64) -> sqlx::Result<bool> {
        let row = sqlx::query(
            "SELECT EXISTS (SELECT 1 FROM outgoing
                WHERE effect = ?1 AND state = 0 AND attempts = 0 AND at <= ?2)",
        );
        let row = row.bind(effect).bind(now).fetch_one(&self.0).await?;
        row.try_get(0)
    }

    /// Stores what Doorstep answered.
    pub async fn answered(
        &self,
        report: i64,
        at: i64,
        answer: &str,
        outcome: Outcome,
    ) -> sqlx::Result<()> {
        let mut transaction = self.0.begin().await?;
        let inserted =
            sqlx::query("INSERT INTO answers (outgoing, at, answer) VALUES (?1, ?2, ?3)")
                .bind(report)
                .bind(at)
                .bind(answer)
                .execute(&mut *transaction)
                .await?;
        sqlx::query("DELETE FROM answers WHERE number <= ?1")
            .bind(inserted.last_insert_rowid() - HISTORY)
            .execute(&mut *transaction)
            .await?;
        let (state, due_at) = match outcome {
            Outcome::Again(due_at) => (0, due_at),
            Outcome::Accepted => (1, at),
            Outcome::Refused => (2, at),
        };
        sqlx::query(
            "UPDATE outgoing SET attempts = attempts + 1, state = ?2, due_at = ?3
             WHERE number = ?1",
        )
        .bind(report)
        .bind(state)
        .bind(due_at)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await
    }

    /// What was reported of an effect, the oldest first.
    pub async fn said(&self, effect: i64) -> sqlx::Result<Vec<Said>> {
        let rows = sqlx::query(
            "SELECT number, status, note, code, lie, at, due_at, state FROM outgoing
             WHERE effect = ?1 ORDER BY number",
        );
        let rows = rows.bind(effect).fetch_all(&self.0).await?;
        let mut all = rows.iter().map(said).collect::<sqlx::Result<Vec<Said>>>()?;
        let answers = sqlx::query(
            "SELECT a.outgoing, a.at, a.answer FROM answers a
             JOIN outgoing o ON o.number = a.outgoing WHERE o.effect = ?1 ORDER BY a.number",
        );
        for row in answers.bind(effect).fetch_all(&self.0).await? {
            let report: i64 = row.try_get("outgoing")?;
            if let Some(one) = all.iter_mut().find(|one| one.number == report) {
                one.answers
                    .push((row.try_get("at")?, row.try_get("answer")?));
            }
        }
        Ok(all)
    }
}

/// As stored: nothing for the truth.
fn written(lie: Lie) -> &'static str {
    match lie {
        Lie::None => "",
        lie => lie.words().slug,
    }
}

fn lie(row: &SqliteRow) -> sqlx::Result<Lie> {
    let text: String = row.try_get("lie")?;
    Ok(Lie::parse(&text).unwrap_or(Lie::None))
}

fn outgoing(row: &SqliteRow) -> sqlx::Result<Outgoing> {
    Ok(Outgoing {
        number: row.try_get("number")?,
        webhook_id: row.try_get("webhook_id")?,
        destination: row.try_get("destination")?,
        reference: row.try_get("reference")?,
        part: row.try_get("part")?,
        their_reference: their_reference(row.try_get("effect")?),
        status: row.try_get("status")?,
        note: row.try_get("note")?,
        lie: lie(row)?,
        at: row.try_get("at")?,
        attempts: row.try_get("attempts")?,
    })
}

fn said(row: &SqliteRow) -> sqlx::Result<Said> {
    let state = match row.try_get::<i64, _>("state")? {
        0 => State::Waiting(row.try_get("due_at")?),
        1 => State::Accepted,
        _ => State::Refused,
    };
    Ok(Said {
        number: row.try_get("number")?,
        status: row.try_get("status")?,
        note: row.try_get("note")?,
        code: row.try_get("code")?,
        lie: lie(row)?,
        at: row.try_get("at")?,
        state,
        answers: Vec::new(),
    })
}
