//! Contacts, their visits and their links.

use super::dialect::{Backend, Connection, Pool};
use crate::store::bind_json::{self, ContactEntry};
use crate::store::encoding::{Column, millis};
use crate::store::{Contact, ContactRow, ContactStore, StoreResult, VisitedPage};
use async_trait::async_trait;
use jiff::Timestamp;
use serde::Serialize;
use sqlx::FromRow;
use uuid::Uuid;

#[async_trait]
impl ContactStore for Backend {
    async fn contact(&self, id: Uuid) -> StoreResult<Option<Contact>> {
        let contact: Option<Contact> = sqlx::query_as(concat!(
            "SELECT ",
            columns!(names, contacts),
            ", asked_at, (SELECT rating FROM feedback WHERE contact = contacts.id) AS rating,
             coalesce(duration_seconds, (last_at - started_at) / 1000) AS duration_seconds
             FROM contacts WHERE id = $1"
        ))
        .bind(id)
        .fetch_optional(self.reader())
        .await?;
        match contact {
            Some(contact) => Ok(Some(complete(self.reader(), contact).await?)),
            None => Ok(None),
        }
    }

    async fn contact_for_draft(&self, draft: Uuid) -> StoreResult<Option<ContactRow>> {
        let row: Option<ContactRow> = sqlx::query_as(concat!(
            select!(contacts),
            "WHERE id = (SELECT contact FROM contact_links WHERE draft = $1)"
        ))
        .bind(draft)
        .fetch_optional(self.reader())
        .await?;
        Ok(row.map(|row| ContactRow {
            draft: Some(draft),
            ..with_site(row)
        }))
    }

    async fn add_contact(&self, contact: ContactRow, about: Vec<Uuid>) -> StoreResult<()> {
        self.write((contact, about), |c, (contact, about)| {
            Box::pin(add(c, contact, about))
        })
        .await
    }

    async fn leave_contact(&self, contact: Uuid, at: Timestamp) -> StoreResult<()> {
        self.write((contact, at), |c, (contact, at)| {
            Box::pin(leave(c, *contact, *at))
        })
        .await
    }

    async fn mark_asked(&self, contact: Uuid, at: Timestamp) -> StoreResult<()> {
        self.write((contact, at), |c, (contact, at)| {
            Box::pin(mark_asked(c, *contact, *at))
        })
        .await
    }

    async fn close_idle_contacts(&self, before: Timestamp) -> StoreResult<u64> {
        self.write(before, |c, before| Box::pin(close_idle(c, *before)))
            .await
    }
}

/// Rows older than the column `site` state it as the authority.
fn with_site(mut row: ContactRow) -> ContactRow {
    if row.site.is_empty() {
        row.site = row.authority.clone();
    }
    row
}

#[derive(FromRow)]
struct ErrorCount {
    question: String,
    code: String,
    #[sqlx(try_from = "Column<u32>")]
    amount: u32,
}

/// Adds the visits and links of a contact.
async fn complete(pool: &Pool, mut contact: Contact) -> StoreResult<Contact> {
    let id = contact.row.id;
    contact.row = with_site(contact.row);
    contact.pages = pages(pool, id).await?;
    contact.errors = errors(pool, id).await?;
    let links: Vec<(Option<Uuid>, Option<Uuid>, bool)> = sqlx::query_as(
        "SELECT draft, submission, false AS about FROM contact_links WHERE contact = $1
         UNION ALL
         SELECT NULL, submission, true FROM contact_about WHERE contact = $1
         ORDER BY submission, draft",
    )
    .bind(id)
    .fetch_all(pool)
    .await?;
    contact.row.draft = links.iter().find_map(|(draft, _, _)| *draft);
    for (_, submission, about) in links {
        let list = if about {
            &mut contact.about
        } else {
            &mut contact.submissions
        };
        list.extend(submission);
    }
    Ok(contact)
}

/// The pages reached. Those of older contacts are counters in `contact_events`.
async fn pages(pool: &Pool, contact: Uuid) -> StoreResult<Vec<VisitedPage>> {
    Ok(sqlx::query_as(
        "SELECT page, CAST(sum(arrivals) AS bigint) AS arrivals,
             CAST(sum(seconds) AS bigint) AS seconds
         FROM (SELECT page, arrivals, seconds, first_at, place
               FROM contact_pages WHERE contact = $1
               UNION ALL
               SELECT name, CASE kind WHEN 'stage' THEN amount ELSE 0 END,
                   CASE kind WHEN 'seconds' THEN amount ELSE 0 END, first_at, place
               FROM contact_events WHERE contact = $1 AND kind IN ('stage', 'seconds')) AS visited
         GROUP BY page ORDER BY min(first_at), min(place)",
    )
    .bind(contact)
    .fetch_all(pool)
    .await?)
}

/// The errors shown, likewise.
async fn errors(pool: &Pool, contact: Uuid) -> StoreResult<Vec<(String, String, u32)>> {
    let counts: Vec<ErrorCount> = sqlx::query_as(
        "SELECT question, code, CAST(sum(amount) AS bigint) AS amount
         FROM (SELECT question, code, amount FROM contact_errors WHERE contact = $1
               UNION ALL
               SELECT name, code, amount FROM contact_events
               WHERE contact = $1 AND kind = 'error') AS shown
         GROUP BY question, code ORDER BY question, code",
    )
    .bind(contact)
    .fetch_all(pool)
    .await?;
    let counts = counts.into_iter();
    Ok(counts
        .map(|count| (count.question, count.code, count.amount))
        .collect())
}

#[derive(Serialize)]
struct About {
    contact: Uuid,
    submission: Uuid,
}

async fn add(c: &mut Connection, contact: &ContactRow, about: &[Uuid]) -> StoreResult<()> {
    sqlx::query(insert!(contacts, "$1"))
        .bind(bind_json::array([ContactEntry::from(contact)])?)
        .execute(&mut *c)
        .await?;
    if about.is_empty() {
        return Ok(());
    }
    let about = about.iter().map(|submission| About {
        contact: contact.id,
        submission: *submission,
    });
    sqlx::query(concat!(
        insert!(contact_about, "$1"),
        " ON CONFLICT DO NOTHING"
    ))
    .bind(bind_json::array(about)?)
    .execute(c)
    .await?;
    Ok(())
}

async fn leave(c: &mut Connection, contact: Uuid, at: Timestamp) -> StoreResult<()> {
    sqlx::query(concat!(
        "UPDATE contacts SET ended = 'left', ended_at = $2, outcome = NULL, last_at = ",
        greater!("last_at", "$2"),
        " WHERE id = $1 AND (ended IS NULL OR ended <> 'completed')"
    ))
    .bind(contact)
    .bind(millis(at))
    .execute(c)
    .await?;
    Ok(())
}

async fn mark_asked(c: &mut Connection, contact: Uuid, at: Timestamp) -> StoreResult<()> {
    sqlx::query("UPDATE contacts SET asked_at = $2 WHERE id = $1 AND asked_at IS NULL")
        .bind(contact)
        .bind(millis(at))
        .execute(c)
        .await?;
    Ok(())
}

async fn close_idle(c: &mut Connection, before: Timestamp) -> StoreResult<u64> {
    let closed = sqlx::query(
        "UPDATE contacts SET ended = 'left', ended_at = last_at
         WHERE ended IS NULL AND last_at < $1",
    )
    .bind(millis(before))
    .execute(c)
    .await?;
    Ok(closed.rows_affected())
}
