//! The part of the store the outbox uses, in memory; the real ones pass the contract tests.

use async_trait::async_trait;
use jiff::Timestamp;
use server::store::rows::*;
use server::store::{Kept, Store};
use server::vault::KeyedHash;
use shared::reference::Reference;
use shared::status::Status;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Mutex;
use uuid::Uuid;

#[derive(Default)]
pub struct MemoryStore(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    submissions: Vec<Submission>,
    deliveries: BTreeMap<Uuid, DeliveryRow>,
    leases: HashMap<Uuid, (Uuid, Timestamp)>,
    attempts: Vec<AttemptRow>,
    paused: HashMap<String, Timestamp>,
    messages: HashSet<(String, String)>,
}

impl MemoryStore {
    pub fn put(&self, submission: Submission, delivery: DeliveryRow) {
        let mut inner = self.0.lock().unwrap();
        inner.submissions.push(submission);
        inner.deliveries.insert(delivery.id, delivery);
    }

    pub fn delivery(&self, id: Uuid) -> DeliveryRow {
        self.0.lock().unwrap().deliveries[&id].clone()
    }

    pub fn deliveries(&self) -> Vec<DeliveryRow> {
        self.0
            .lock()
            .unwrap()
            .deliveries
            .values()
            .cloned()
            .collect()
    }

    pub fn attempts_of(&self, id: Uuid) -> Vec<AttemptRow> {
        let inner = self.0.lock().unwrap();
        let of = inner.attempts.iter().filter(|one| one.delivery == id);
        of.cloned().collect()
    }

    pub fn paused_until(&self, name: &str) -> Option<Timestamp> {
        self.0.lock().unwrap().paused.get(name).copied()
    }
}

impl Inner {
    fn move_part(
        &mut self,
        submission: Uuid,
        part: &str,
        status: Option<StatusRow>,
        theirs: Option<String>,
    ) -> bool {
        let Some(one) = self
            .submissions
            .iter_mut()
            .find(|one| one.row.id == submission)
        else {
            return false;
        };
        let Some(part) = one.parts.iter_mut().find(|one| one.id == part) else {
            return false;
        };
        part.their_reference = theirs.or(part.their_reference.take());
        let Some(status) = status else { return false };
        let moves = part.status.may_become(status.status);
        if moves {
            part.status = status.status;
        }
        one.timeline.push(status);
        one.timeline.sort_by_key(|row| (row.at, row.id));
        moves
    }
}

#[async_trait]
impl Store for MemoryStore {
    async fn claim_deliveries(&self, claim: Claim) -> Kept<Vec<DeliveryRow>> {
        let mut inner = self.0.lock().unwrap();
        let Inner {
            deliveries,
            leases,
            paused,
            ..
        } = &mut *inner;
        let mut counts: HashMap<String, u32> = HashMap::new();
        let mut rows = Vec::new();
        let mut due: Vec<&mut DeliveryRow> = deliveries.values_mut().collect();
        due.sort_by_key(|row| row.next_at);
        for row in due {
            let ready = match row.state {
                DeliveryState::Due => row.next_at <= claim.now,
                DeliveryState::Leased => leases[&row.id].1 <= claim.now,
                DeliveryState::Delivered | DeliveryState::GaveUp => false,
            };
            let paused = paused
                .get(&row.destination)
                .is_some_and(|until| *until > claim.now);
            let count = counts.entry(row.destination.clone()).or_default();
            if !ready
                || paused
                || claim.skip.contains(&row.destination)
                || *count >= claim.per_destination
                || rows.len() as u32 >= claim.limit
            {
                continue;
            }
            *count += 1;
            row.state = DeliveryState::Leased;
            leases.insert(row.id, (claim.owner, claim.lease_until));
            rows.push(row.clone());
        }
        Ok(rows)
    }

    async fn finish_attempt(&self, end: AttemptEnd) -> Kept<bool> {
        let mut inner = self.0.lock().unwrap();
        let id = end.attempt.delivery;
        if inner
            .leases
            .get(&id)
            .is_none_or(|lease| lease.0 != end.owner)
        {
            return Ok(false);
        }
        inner.leases.remove(&id);
        let at = end.attempt.ended_at;
        let mut row = inner.deliveries[&id].clone();
        if !matches!(end.outcome, AttemptOutcome::Release { .. }) {
            row.attempts += 1;
            inner.attempts.push(end.attempt);
        }
        let part = row.part.clone().unwrap_or_default();
        let mut owed = Vec::new();
        match end.outcome {
            AttemptOutcome::Delivered {
                their_reference,
                status,
                notices,
            } => {
                row.state = DeliveryState::Delivered;
                row.ended_at = Some(at);
                if let Some(submission) = row.submission {
                    inner.move_part(submission, &part, status, their_reference);
                }
                owed = notices;
            }
            AttemptOutcome::Refused { status, notices } => {
                row.state = DeliveryState::Delivered;
                row.ended_at = Some(at);
                if let Some(submission) = row.submission {
                    inner.move_part(submission, &part, status, None);
                }
                owed = notices;
            }
            AttemptOutcome::Retry { next_at } | AttemptOutcome::Release { next_at } => {
                row.state = DeliveryState::Due;
                row.next_at = next_at;
            }
            AttemptOutcome::GaveUp { notices } => {
                row.state = DeliveryState::GaveUp;
                row.ended_at = Some(at);
                owed = notices;
            }
        }
        inner.deliveries.insert(id, row);
        for notice in owed {
            inner.deliveries.insert(notice.id, notice);
        }
        Ok(true)
    }

    async fn submission(&self, reference: Reference) -> Kept<Option<Submission>> {
        let inner = self.0.lock().unwrap();
        let mut all = inner.submissions.iter();
        Ok(all.find(|one| one.row.reference == reference).cloned())
    }

    async fn record_status(&self, event: StatusEvent) -> Kept<StatusRecorded> {
        let mut inner = self.0.lock().unwrap();
        let found = inner
            .submissions
            .iter()
            .find(|one| one.row.reference == event.reference)
            .map(|one| (one.row.id, one.parts.clone()));
        let Some((submission, parts)) = found else {
            return Ok(StatusRecorded::Unknown);
        };
        let part = match event.part {
            Some(part) => part,
            None if parts.len() == 1 => parts[0].id.clone(),
            None => return Ok(StatusRecorded::Ambiguous),
        };
        if !inner.messages.insert((event.destination, event.message)) {
            return Ok(StatusRecorded::Duplicate);
        }
        let status = StatusRow {
            id: event.id,
            part: part.clone(),
            status: event.status,
            at: event.at,
            recorded_at: event.recorded_at,
            note: event.note,
        };
        if !inner.move_part(submission, &part, Some(status), event.their_reference) {
            return Ok(StatusRecorded::Joined);
        }
        for notice in event.notices {
            inner.deliveries.insert(notice.id, notice);
        }
        Ok(StatusRecorded::Moved)
    }

    async fn pause_destination(&self, name: &str, until: Option<Timestamp>, _: &str) -> Kept<()> {
        let mut inner = self.0.lock().unwrap();
        match until {
            Some(until) => inner.paused.insert(name.to_owned(), until),
            None => inner.paused.remove(name),
        };
        Ok(())
    }

    async fn paused_destinations(&self, now: Timestamp) -> Kept<Vec<(String, Timestamp)>> {
        let inner = self.0.lock().unwrap();
        let paused = inner.paused.iter().filter(|(_, until)| **until > now);
        Ok(paused.map(|(name, until)| (name.clone(), *until)).collect())
    }

    async fn next_due(&self) -> Kept<Option<Timestamp>> {
        let inner = self.0.lock().unwrap();
        let due = inner.deliveries.values();
        Ok(due
            .filter(|row| row.state == DeliveryState::Due)
            .map(|row| row.next_at)
            .min())
    }

    async fn delivery_counts(&self) -> Kept<Vec<DeliveryCount>> {
        Ok(Vec::new())
    }

    async fn attempts(&self, delivery: Uuid) -> Kept<Vec<AttemptRow>> {
        Ok(self.attempts_of(delivery))
    }

    // ---- nothing the outbox asks for ----

    async fn ready(&self) -> Kept<()> {
        unreachable!()
    }
    async fn keep_version(&self, _: VersionRow) -> Kept<()> {
        unreachable!()
    }
    async fn version(&self, _: &str) -> Kept<Option<VersionRow>> {
        unreachable!()
    }
    async fn create_draft(&self, _: DraftRow, _: ContactRow) -> Kept<()> {
        unreachable!()
    }
    async fn draft(&self, _: Uuid, _: Timestamp) -> Kept<Option<DraftRow>> {
        unreachable!()
    }
    async fn save_draft(&self, _: DraftSave) -> Kept<DraftSaved> {
        unreachable!()
    }
    async fn clear_draft(&self, _: Uuid, _: Timestamp) -> Kept<()> {
        unreachable!()
    }
    async fn accept(&self, _: Acceptance) -> Kept<Accepted> {
        unreachable!()
    }
    async fn idempotency(&self, _: &str, _: &KeyedHash) -> Kept<Option<IdempotencyRow>> {
        unreachable!()
    }
    async fn submission_of_draft(&self, _: Uuid) -> Kept<Option<Submission>> {
        unreachable!()
    }
    async fn has_lookup(&self, _: Uuid, _: LookupKind, _: &KeyedHash) -> Kept<bool> {
        unreachable!()
    }
    async fn references(&self, _: Option<Uuid>, _: u32) -> Kept<Vec<(Uuid, Reference)>> {
        unreachable!()
    }
    async fn deliveries_of(&self, _: Uuid) -> Kept<Vec<DeliveryRow>> {
        unreachable!()
    }
    async fn redeliver(&self, _: Redeliver, _: Timestamp) -> Kept<u64> {
        unreachable!()
    }
    async fn open_contact(&self, _: ContactRow) -> Kept<()> {
        unreachable!()
    }
    async fn contact(&self, _: Uuid) -> Kept<Option<Contact>> {
        unreachable!()
    }
    async fn contact_of_draft(&self, _: Uuid) -> Kept<Option<Uuid>> {
        unreachable!()
    }
    async fn touch_contact(&self, _: ContactTouch) -> Kept<()> {
        unreachable!()
    }
    async fn close_idle_contacts(&self, _: Timestamp) -> Kept<u64> {
        unreachable!()
    }
    async fn feedback_token(&self, _: &KeyedHash) -> Kept<Option<FeedbackToken>> {
        unreachable!()
    }
    async fn record_feedback(&self, _: FeedbackRow) -> Kept<FeedbackRecorded> {
        unreachable!()
    }
    async fn replace_addresses(&self, _: Vec<AddressRow>) -> Kept<u64> {
        unreachable!()
    }
    async fn addresses(&self, _: &str) -> Kept<Vec<AddressRow>> {
        unreachable!()
    }
    async fn address(&self, _: &str) -> Kept<Option<AddressRow>> {
        unreachable!()
    }
    async fn retain(&self, _: Timestamp, _: Vec<RetentionRule>) -> Kept<RetentionReport> {
        unreachable!()
    }
}

/// So that tests may name it without the whole path.
pub fn status_words(submission: &Submission) -> Vec<Status> {
    submission.timeline.iter().map(|row| row.status).collect()
}
