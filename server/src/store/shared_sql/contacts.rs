//! Contacts, their events and their links.

use super::dialect::{Backend, Connection, Pool};
use crate::store::bind_json::{self, Owner};
use crate::store::encoding::{Column, DbEnum, millis};
use crate::store::error::Undecodable;
use crate::store::{Contact, ContactStore, ContactTouch, StoreResult};
use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

macro_rules! select_contact {
    ($condition:literal) => {
        concat!(
            "SELECT ",
            columns!(names, contacts),
            ", (SELECT rating FROM feedback WHERE contact = contacts.id) AS rating
             FROM contacts WHERE ",
            $condition
        )
    };
}

#[async_trait]
impl ContactStore for Backend {
    async fn contact(&self, id: Uuid) -> StoreResult<Option<Contact>> {
        let contact = sqlx::query_as(select_contact!("id = $1"))
            .bind(id)
            .fetch_optional(self.reader())
            .await?;
        complete(self.reader(), contact).await
    }

    async fn contact_for_draft(&self, draft: Uuid) -> StoreResult<Option<Contact>> {
        let contact = sqlx::query_as(select_contact!(
            "id = (SELECT contact FROM contact_links WHERE draft = $1)"
        ))
        .bind(draft)
        .fetch_optional(self.reader())
        .await?;
        complete(self.reader(), contact).await
    }

    async fn touch_contact(&self, change: ContactTouch) -> StoreResult<()> {
        self.write(change, |c, change| Box::pin(touch(c, change)))
            .await
    }

    async fn close_idle_contacts(&self, before: Timestamp) -> StoreResult<u64> {
        self.write(before, |c, before| Box::pin(close_idle(c, *before)))
            .await
    }
}

#[derive(FromRow)]
struct Counter {
    kind: String,
    name: String,
    code: String,
    #[sqlx(try_from = "Column<u32>")]
    amount: u32,
}

/// Reads the counters and links of a contact.
async fn complete(pool: &Pool, contact: Option<Contact>) -> StoreResult<Option<Contact>> {
    let Some(mut contact) = contact else {
        return Ok(None);
    };
    let counters: Vec<Counter> = sqlx::query_as(
        "SELECT kind, name, code, amount FROM contact_events
         WHERE contact = $1 ORDER BY first_at, place",
    )
    .bind(contact.row.id)
    .fetch_all(pool)
    .await?;
    let links: Vec<(Option<Uuid>, Option<Uuid>)> = sqlx::query_as(
        "SELECT draft, submission FROM contact_links WHERE contact = $1
         ORDER BY submission, draft",
    )
    .bind(contact.row.id)
    .fetch_all(pool)
    .await?;
    contact.row.draft = links.iter().find_map(|(draft, _)| *draft);
    contact.submissions = links.iter().filter_map(|(_, id)| *id).collect();
    for Counter {
        kind,
        name,
        code,
        amount,
    } in counters
    {
        match kind.as_str() {
            "stage" => contact.stages.push(name),
            "error" => contact.errors.push((name, code, amount)),
            "seconds" => contact.seconds.push((name, amount)),
            _ => return Err(Undecodable("kind").into()),
        }
    }
    contact.errors.sort();
    contact.seconds.sort();
    Ok(Some(contact))
}

async fn touch(c: &mut Connection, change: &ContactTouch) -> StoreResult<()> {
    let ending = change.ending.as_ref();
    let known = sqlx::query(concat!(
        "UPDATE contacts SET ",
        contact_touched!("$2", "CAST($3 AS text)", "CAST($4 AS text)"),
        " WHERE id = $1"
    ))
    .bind(change.contact)
    .bind(millis(change.at))
    .bind(ending.map(|(ending, _)| ending.word()))
    .bind(ending.and_then(|(_, outcome)| outcome.as_ref()))
    .execute(&mut *c)
    .await?;
    let Some(events) = &change.events else {
        return Ok(());
    };
    if known.rows_affected() == 0 {
        return Ok(());
    }
    let events = bind_json::events(Owner::Contact(change.contact), change.at, events);
    sqlx::query(concat!(insert!(contact_events, "$1"), event_counts!()))
        .bind(bind_json::array(events)?)
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
