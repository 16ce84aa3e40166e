//! Acceptance, set-wise: one statement per table for any number of them.

use super::submissions;
use crate::store::rows::{Acceptance, Accepted};
use crate::store::{StoreError, StoreResult, documents};
use sqlx::SqliteConnection;
use std::collections::HashSet;
use uuid::Uuid;

/// What of an acceptance is in the store already; `job` is its place in the array.
pub(super) const FOUND: &str = "
SELECT j.key AS job, 'key' AS what, i.submission AS submission, i.body AS body
FROM jsonb_each($2) AS j CROSS JOIN idempotency AS i
  ON i.scope = j.value->>'scope' AND i.\"key\" = j.value->>'key'
UNION ALL
SELECT j.key, 'draft', s.id, NULL
FROM jsonb_each($1) AS j CROSS JOIN submissions AS s ON s.draft = unhex(j.value->>'draft', '-')
UNION ALL
SELECT j.key, 'reference', s.id, NULL
FROM jsonb_each($1) AS j CROSS JOIN submissions AS s ON s.reference = j.value->>'reference'";

pub(super) const WRITE: &str = "
INSERT INTO submissions (id, reference, draft, authority, service, version, channel, language,
    owner, answers, person, received_at)
SELECT unhex(value->>'id', '-'), value->>'reference', unhex(value->>'draft', '-'),
    value->>'authority', value->>'service', value->>'version', value->>'channel',
    value->>'language', value->>'owner', value->>'answers', value->>'person',
    value->>'received_at'
FROM jsonb_each($1);
INSERT INTO submission_parts (submission, id, authority, destination, status, their_reference)
SELECT unhex(value->>'submission', '-'), value->>'id', value->>'authority',
    value->>'destination', value->>'status', value->>'their_reference'
FROM jsonb_each($2);
INSERT INTO statuses (submission, part, id, status, at, recorded_at, note, theirs)
SELECT unhex(value->>'submission', '-'), value->>'id', unhex(value->>'submission', '-'),
    value->>'status', value->>'at', value->>'at', NULL, 0
FROM jsonb_each($2);
INSERT INTO lookups (submission, kind, hash)
SELECT unhex(value->>'submission', '-'), value->>'kind', value->>'hash'
FROM jsonb_each($3) WHERE true ON CONFLICT DO NOTHING;
INSERT INTO deliveries (id, submission, part, kind, destination, authority, payload, state,
    attempts, next_at, created_at, ended_at)
SELECT unhex(value->>'id', '-'), unhex(value->>'submission', '-'), value->>'part',
    value->>'kind', value->>'destination', value->>'authority', value->>'payload',
    value->>'state', value->>'attempts', value->>'next_at', value->>'created_at',
    value->>'ended_at'
FROM jsonb_each($4);
INSERT INTO idempotency (scope, \"key\", body, submission, at)
SELECT value->>'scope', value->>'key', value->>'body', unhex(value->>'submission', '-'),
    value->>'at'
FROM jsonb_each($5);
INSERT INTO contacts (id, authority, channel, service, version, language, device, assisted,
    started_at, last_at, ended, ended_at, outcome, feedback_token)
SELECT unhex(value->>'id', '-'), value->>'authority', value->>'channel', value->>'service',
    value->>'version', value->>'language', value->>'device', value->>'assisted',
    value->>'started_at', value->>'last_at', value->>'ended', value->>'ended_at',
    value->>'outcome', value->>'feedback_token'
FROM jsonb_each($6) WHERE true
ON CONFLICT (id) DO UPDATE SET last_at = max(last_at, excluded.last_at),
    ended = excluded.ended, ended_at = excluded.ended_at, outcome = NULL,
    feedback_token = excluded.feedback_token;
INSERT INTO contact_links (contact, draft, submission)
SELECT unhex(value->>'contact', '-'), unhex(value->>'draft', '-'),
    unhex(value->>'submission', '-')
FROM jsonb_each($7) WHERE true
ON CONFLICT (draft) DO UPDATE SET submission = excluded.submission;
DELETE FROM drafts WHERE id IN (SELECT unhex(value->>'draft', '-') FROM jsonb_each($7));";

/// Accepts them all, in this order where two are the same.
pub(super) async fn accept(
    c: &mut SqliteConnection,
    acceptances: &[&Acceptance],
) -> StoreResult<Vec<StoreResult<Accepted>>> {
    let mut outcomes: Vec<Option<StoreResult<Accepted>>> =
        acceptances.iter().map(|_| None).collect();
    let mut pending: Vec<usize> = (0..acceptances.len()).collect();
    // Of two with the same draft or key the first is written, and the second, in the next
    // round, finds it. The first of a round is always settled, so the rounds end.
    while !pending.is_empty() {
        let round: Vec<&Acceptance> = pending.iter().map(|place| acceptances[*place]).collect();
        let mut seen = Seen::default();
        let mut new = Vec::new();
        let mut later = Vec::new();
        let found = found(c, &round).await?;
        for (place, (acceptance, found)) in pending.into_iter().zip(round.iter().zip(found)) {
            match found {
                Some(found) => outcomes[place] = Some(found.outcome(c).await?),
                None if seen.first(acceptance) => {
                    new.push(*acceptance);
                    outcomes[place] = Some(Ok(Accepted::New));
                }
                None => later.push(place),
            }
        }
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

/// What is unique, of the acceptances of one round.
#[derive(Default)]
struct Seen<'a> {
    drafts: HashSet<Uuid>,
    keys: HashSet<(&'a str, &'a str)>,
    references: HashSet<shared::reference::Reference>,
}

impl<'a> Seen<'a> {
    fn first(&mut self, acceptance: &'a Acceptance) -> bool {
        let row = &acceptance.submission;
        let key = acceptance.idempotency.as_ref();
        let key = key.map(|key| (key.scope.as_str(), key.key.0.as_str()));
        let first = row.draft.is_none_or(|draft| !self.drafts.contains(&draft))
            && key.is_none_or(|key| !self.keys.contains(&key))
            && !self.references.contains(&row.reference);
        if first {
            self.drafts.extend(row.draft);
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
            Found::Reference => Err(StoreError::Conflict("reference")),
        })
    }
}

async fn found(c: &mut SqliteConnection, round: &[&Acceptance]) -> StoreResult<Vec<Option<Found>>> {
    let drafts = round.iter().map(|a| {
        serde_json::json!({"draft": a.submission.draft, "reference": a.submission.reference.compact()})
    });
    let keys = round.iter().map(|a| match &a.idempotency {
        Some(row) => serde_json::json!({"scope": row.scope, "key": row.key.0}),
        None => serde_json::json!({}),
    });
    let rows: Vec<(i64, String, Uuid, Option<String>)> = sqlx::query_as(FOUND)
        .bind(documents::array(drafts))
        .bind(documents::array(keys))
        .fetch_all(c)
        .await?;
    let mut all: Vec<Option<Found>> = round.iter().map(|_| None).collect();
    for (job, what, submission, body) in rows {
        let Ok(place) = usize::try_from(job) else {
            continue;
        };
        let (Some(slot), Some(acceptance)) = (all.get_mut(place), round.get(place)) else {
            continue;
        };
        let stated = acceptance.idempotency.as_ref().map(|row| &row.body.0);
        // The key decides before the draft, and both before the reference.
        *slot = match (what.as_str(), slot.take()) {
            ("key", _) if stated == body.as_ref() => Some(Found::Before(submission)),
            ("key", _) => Some(Found::KeyReused),
            ("draft", None | Some(Found::Reference)) => Some(Found::Before(submission)),
            ("reference", None) => Some(Found::Reference),
            (_, kept) => kept,
        };
    }
    Ok(all)
}

async fn write(c: &mut SqliteConnection, new: &[&Acceptance]) -> StoreResult<()> {
    let all = || new.iter().copied();
    let links = all().map(|a| {
        let draft = a.submission.draft.or(a.contact.draft);
        documents::link(a.contact.id, draft, Some(a.submission.id))
    });
    sqlx::query(WRITE)
        .bind(documents::array(
            all().map(|a| documents::submission(&a.submission)),
        ))
        .bind(documents::array(all().flat_map(documents::parts)))
        .bind(documents::array(all().flat_map(documents::lookups)))
        .bind(documents::array(
            all().flat_map(|a| a.deliveries.iter().map(documents::delivery)),
        ))
        .bind(documents::array(all().filter_map(|a| {
            a.idempotency.as_ref().map(documents::idempotency)
        })))
        .bind(documents::array(all().map(documents::completed)))
        .bind(documents::array(links))
        .execute(c)
        .await?;
    Ok(())
}
