//! Acceptance in sets: one statement per table for any number of them.

use super::{SqliteStore, submissions};
use crate::store::bind_json::{self, ContactEntry, Link};
use crate::store::encoding::compact;
use crate::store::{AcceptanceRows, Accepted, Constraint, ContactRow, StoreError, StoreResult};
use crate::vault::KeyedHash;
use serde::Serialize;
use shared::reference::Reference;
use sqlx::{FromRow, SqliteConnection};
use std::collections::HashSet;
use uuid::Uuid;

/// Which acceptances have rows in the store already; `job` is their index in the array.
pub(super) const FOUND: &str = "
SELECT j.key AS job, 'key' AS what, i.submission AS submission, i.body AS body
FROM jsonb_each($1) AS j CROSS JOIN idempotency AS i
  ON i.scope = j.value->>'scope' AND i.key = j.value->>'key'
UNION ALL
SELECT j.key, 'draft', s.id, NULL
FROM jsonb_each($1) AS j CROSS JOIN submissions AS s
  ON s.draft IN (unhex(j.value->>'draft', '-'), unhex(j.value->>'mark', '-'))
UNION ALL
SELECT j.key, 'reference', s.id, NULL
FROM jsonb_each($1) AS j CROSS JOIN submissions AS s ON s.reference = j.value->>'reference'";

pub(super) const WRITE: &str = concat!(
    insert!(submissions, "$1"),
    ";",
    insert!(submission_parts, "$2"),
    ";",
    insert!(statuses, "$3"),
    ";",
    insert!(proofs, "$4"),
    " ON CONFLICT DO NOTHING;",
    insert!(deliveries, "$5"),
    ";",
    insert!(idempotency, "$6"),
    ";",
    insert!(contacts, "$7"),
    contact_completes!(),
    ";",
    insert!(contact_links, "$8"),
    contact_link_is_sent!(),
    ";"
);

/// Deletes the drafts that are accepted. One without a row was cleared or has ended.
pub(super) const TAKE: &str = "
DELETE FROM drafts WHERE id IN (SELECT unhex(value->>'id', '-') FROM jsonb_each($1))
RETURNING id";

pub(super) async fn accept(
    store: &SqliteStore,
    acceptance: AcceptanceRows,
) -> StoreResult<Accepted> {
    store.writer.accept(acceptance).await
}

/// Accepts them all; of duplicates, the first in this order.
pub(super) async fn accept_all(
    c: &mut SqliteConnection,
    acceptances: &[&AcceptanceRows],
) -> StoreResult<Vec<StoreResult<Accepted>>> {
    let mut outcomes: Vec<Option<StoreResult<Accepted>>> =
        acceptances.iter().map(|_| None).collect();
    let mut pending: Vec<usize> = (0..acceptances.len()).collect();
    // Of two with the same draft or key the first is written, and the second finds it in the next
    // round. The first of a round is always settled, so the rounds end.
    while !pending.is_empty() {
        let round: Vec<&AcceptanceRows> = pending.iter().map(|place| acceptances[*place]).collect();
        let mut unique = Unique::default();
        let mut new = Vec::new();
        let mut later = Vec::new();
        let found = find(c, &round).await?;
        for (place, (acceptance, found)) in pending.into_iter().zip(round.iter().zip(found)) {
            match found {
                Some(found) => outcomes[place] = Some(found.outcome(c).await?),
                None if unique.first(acceptance) => new.push((place, *acceptance)),
                None => later.push(place),
            }
        }
        let taken = take_drafts(c, &new).await?;
        new.retain(|(place, acceptance)| {
            let free = acceptance.draft.is_none_or(|draft| taken.contains(&draft));
            let outcome = if free { Accepted::New } else { Accepted::Gone };
            outcomes[*place] = Some(Ok(outcome));
            free
        });
        let new: Vec<&AcceptanceRows> = new.into_iter().map(|(_, acceptance)| acceptance).collect();
        if !new.is_empty() {
            write(c, &new).await?;
        }
        pending = later;
    }
    Ok(outcomes
        .into_iter()
        .map(|outcome| outcome.unwrap_or(Err(StoreError::Corrupt("acceptance"))))
        .collect())
}

/// The unique values of the acceptances of one round.
#[derive(Default)]
struct Unique<'a> {
    drafts: HashSet<Uuid>,
    keys: HashSet<(&'a str, &'a str)>,
    references: HashSet<Reference>,
}

impl<'a> Unique<'a> {
    fn first(&mut self, acceptance: &'a AcceptanceRows) -> bool {
        let row = &acceptance.submission;
        let key = acceptance.idempotency.as_ref();
        let key = key.map(|key| (key.scope.as_str(), key.key.0.as_str()));
        let draft = acceptance.draft;
        let first = draft.is_none_or(|draft| !self.drafts.contains(&draft))
            && key.is_none_or(|key| !self.keys.contains(&key))
            && !self.references.contains(&row.reference);
        if first {
            self.drafts.extend(draft);
            self.keys.extend(key);
            self.references.insert(row.reference);
        }
        first
    }
}

enum Found {
    Before(Uuid),
    KeyReused,
    Reference,
}

impl Found {
    async fn outcome(self, c: &mut SqliteConnection) -> StoreResult<StoreResult<Accepted>> {
        Ok(match self {
            Found::Before(id) => match submissions::by_id(&mut *c, id).await? {
                Some(submission) => Ok(Accepted::Before(Box::new(submission))),
                None => Err(StoreError::Corrupt("submission")),
            },
            Found::KeyReused => Ok(Accepted::KeyReused),
            Found::Reference => Err(StoreError::Conflict(Constraint::Reference)),
        })
    }
}

/// The values that identify an earlier acceptance.
#[derive(Serialize)]
struct Identity<'a> {
    draft: Option<Uuid>,
    mark: Option<Uuid>,
    #[serde(serialize_with = "compact")]
    reference: Reference,
    scope: Option<&'a str>,
    key: Option<&'a KeyedHash>,
}

impl<'a> Identity<'a> {
    fn of(acceptance: &'a AcceptanceRows) -> Identity<'a> {
        let key = acceptance.idempotency.as_ref();
        Identity {
            draft: acceptance.draft,
            mark: acceptance.submission.draft,
            reference: acceptance.submission.reference,
            scope: key.map(|row| row.scope.as_str()),
            key: key.map(|row| &row.key),
        }
    }
}

#[derive(FromRow)]
struct Match {
    job: i64,
    /// `key`, `draft` or `reference`.
    what: String,
    submission: Uuid,
    body: Option<KeyedHash>,
}

async fn find(
    c: &mut SqliteConnection,
    round: &[&AcceptanceRows],
) -> StoreResult<Vec<Option<Found>>> {
    let identities = round.iter().map(|acceptance| Identity::of(acceptance));
    let matches: Vec<Match> = sqlx::query_as(FOUND)
        .bind(bind_json::array(identities)?)
        .fetch_all(c)
        .await?;
    let mut all: Vec<Option<Found>> = round.iter().map(|_| None).collect();
    for found in matches {
        let Ok(place) = usize::try_from(found.job) else {
            continue;
        };
        let (Some(slot), Some(acceptance)) = (all.get_mut(place), round.get(place)) else {
            continue;
        };
        let stated = acceptance.idempotency.as_ref().map(|row| &row.body);
        // The key takes precedence over the draft, and both over the reference.
        *slot = match (found.what.as_str(), slot.take()) {
            ("key", _) if stated == found.body.as_ref() => Some(Found::Before(found.submission)),
            ("key", _) => Some(Found::KeyReused),
            ("draft", None | Some(Found::Reference)) => Some(Found::Before(found.submission)),
            ("reference", None) => Some(Found::Reference),
            (_, earlier) => earlier,
        };
    }
    Ok(all)
}

/// The drafts of these acceptances that could be deleted.
async fn take_drafts(
    c: &mut SqliteConnection,
    new: &[(usize, &AcceptanceRows)],
) -> StoreResult<HashSet<Uuid>> {
    let drafts: Vec<Uuid> = new.iter().filter_map(|(_, a)| a.draft).collect();
    if drafts.is_empty() {
        return Ok(HashSet::new());
    }
    let taken: Vec<Uuid> = sqlx::query_scalar(TAKE)
        .bind(bind_json::ids(drafts)?)
        .fetch_all(c)
        .await?;
    Ok(taken.into_iter().collect())
}

async fn write(c: &mut SqliteConnection, new: &[&AcceptanceRows]) -> StoreResult<()> {
    let all = || new.iter().copied();
    let contacts: Vec<ContactRow> = all().map(bind_json::completed).collect();
    sqlx::query(WRITE)
        .bind(bind_json::array(all().map(|a| &a.submission))?)
        .bind(bind_json::array(all().flat_map(bind_json::parts))?)
        .bind(bind_json::array(all().flat_map(bind_json::first_statuses))?)
        .bind(bind_json::array(all().flat_map(bind_json::proofs))?)
        .bind(bind_json::array(all().flat_map(|a| &a.deliveries))?)
        .bind(bind_json::array(
            all().filter_map(|a| a.idempotency.as_ref()),
        )?)
        .bind(bind_json::array(contacts.iter().map(ContactEntry::from))?)
        .bind(bind_json::array(all().map(Link::of))?)
        .execute(c)
        .await?;
    Ok(())
}
