//! The trait, operation by operation.

use super::*;
use crate::store::failure::Cause;
use crate::store::rows::*;
use crate::store::{Kept, Store};
use crate::vault::KeyedHash;
use async_trait::async_trait;
use jiff::Timestamp;
use shared::reference::Reference;
use uuid::Uuid;

/// A function of a file of this folder in a transaction of its own.
macro_rules! write {
    ($store:ident, $operation:path, $input:expr) => {{
        let mut transaction = $store.pool.begin().await?;
        let outcome = $operation(&mut transaction, &$input).await?;
        transaction.commit().await?;
        Ok(outcome)
    }};
}

#[async_trait]
impl Store for PostgresStore {
    async fn ready(&self) -> Kept<()> {
        let (reads_only,): (bool,) =
            sqlx::query_as("SELECT current_setting('transaction_read_only')::boolean")
                .fetch_one(&self.pool)
                .await?;
        if reads_only {
            return Err(Cause("the server only reads".into()).unavailable());
        }
        Ok(())
    }

    async fn keep_version(&self, version: VersionRow) -> Kept<()> {
        write!(self, versions::keep, version)
    }

    async fn version(&self, version: &str) -> Kept<Option<VersionRow>> {
        versions::version(&self.pool, version).await
    }

    async fn versions(&self) -> Kept<Vec<VersionRow>> {
        versions::versions(&self.pool).await
    }

    async fn create_draft(&self, draft: DraftRow, contact: ContactRow) -> Kept<()> {
        drafts::create(&self.pool, &draft, &contact).await
    }

    async fn draft(&self, id: Uuid, now: Timestamp) -> Kept<Option<DraftRow>> {
        drafts::draft(&self.pool, id, now).await
    }

    async fn save_draft(&self, save: DraftSave) -> Kept<DraftSaved> {
        drafts::save(&self.pool, &save).await
    }

    async fn clear_draft(&self, id: Uuid, now: Timestamp) -> Kept<()> {
        write!(self, drafts::clear, (id, now))
    }

    async fn accept(&self, acceptance: Acceptance) -> Kept<Accepted> {
        accept::accept(&self.pool, &acceptance).await
    }

    async fn idempotency(&self, scope: &str, key: &KeyedHash) -> Kept<Option<IdempotencyRow>> {
        submissions::idempotency(&self.pool, scope, key).await
    }

    async fn submission(&self, reference: Reference) -> Kept<Option<Submission>> {
        submissions::by_reference(&self.pool, reference).await
    }

    async fn submission_of_draft(&self, draft: Uuid) -> Kept<Option<Submission>> {
        submissions::by_draft(&self.pool, draft).await
    }

    async fn has_lookup(
        &self,
        reference: Reference,
        kind: LookupKind,
        hash: &KeyedHash,
    ) -> Kept<bool> {
        submissions::has_lookup(&self.pool, reference, kind, hash).await
    }

    async fn references(&self, after: Option<Uuid>, limit: u32) -> Kept<Vec<(Uuid, Reference)>> {
        submissions::references(&self.pool, after, limit).await
    }

    async fn record_status(&self, event: StatusEvent) -> Kept<StatusRecorded> {
        write!(self, statuses::record, event)
    }

    async fn claim_deliveries(&self, claim: Claim) -> Kept<Vec<DeliveryRow>> {
        write!(self, deliveries::claim, claim)
    }

    async fn finish_attempt(&self, attempt: AttemptEnd) -> Kept<bool> {
        write!(self, attempts::finish, attempt)
    }

    async fn attempts(&self, delivery: Uuid) -> Kept<Vec<AttemptRow>> {
        attempts::of_delivery(&self.pool, delivery).await
    }

    async fn deliveries_of(&self, submission: Uuid) -> Kept<Vec<DeliveryRow>> {
        deliveries::of_submission(&self.pool, submission).await
    }

    async fn open_deliveries(
        &self,
        destination: Option<&str>,
        limit: u32,
    ) -> Kept<Vec<OpenDelivery>> {
        deliveries::open(&self.pool, destination, limit).await
    }

    async fn redeliver(&self, which: Redeliver, now: Timestamp) -> Kept<u64> {
        write!(self, deliveries::redeliver, (which, now))
    }

    async fn reroute(&self, route: Reroute, now: Timestamp) -> Kept<u64> {
        write!(self, deliveries::reroute, (route, now))
    }

    async fn delivery_counts(&self) -> Kept<Vec<DeliveryCount>> {
        deliveries::counts(&self.pool).await
    }

    async fn pause_destination(
        &self,
        name: &str,
        until: Option<Timestamp>,
        reason: &str,
    ) -> Kept<()> {
        let pause = (name.to_owned(), until, reason.to_owned());
        write!(self, deliveries::pause, pause)
    }

    async fn paused_destinations(&self, now: Timestamp) -> Kept<Vec<(String, Timestamp)>> {
        deliveries::paused(&self.pool, now).await
    }

    async fn next_due(&self) -> Kept<Option<Timestamp>> {
        deliveries::next_due(&self.pool).await
    }

    async fn open_contact(&self, contact: ContactRow) -> Kept<()> {
        contacts::open(&self.pool, &contact).await
    }

    async fn contact(&self, id: Uuid) -> Kept<Option<Contact>> {
        contacts::contact(&self.pool, id).await
    }

    async fn contact_of_draft(&self, draft: Uuid) -> Kept<Option<Uuid>> {
        contacts::of_draft(&self.pool, draft).await
    }

    async fn touch_contact(&self, touch: ContactTouch) -> Kept<()> {
        write!(self, contacts::touch, touch)
    }

    async fn close_idle_contacts(&self, before: Timestamp) -> Kept<u64> {
        write!(self, contacts::close_idle, before)
    }

    async fn feedback_token(&self, hash: &KeyedHash) -> Kept<Option<FeedbackToken>> {
        feedback::token(&self.pool, hash).await
    }

    async fn record_feedback(&self, feedback: FeedbackRow) -> Kept<FeedbackRecorded> {
        write!(self, feedback::record, feedback)
    }

    async fn replace_addresses(&self, rows: Vec<AddressRow>) -> Kept<u64> {
        write!(self, addresses::replace, rows)
    }

    async fn addresses(&self, postcode: &str) -> Kept<Vec<AddressRow>> {
        addresses::by_postcode(&self.pool, postcode).await
    }

    async fn foresee(&self, now: Timestamp, rules: &[RetentionRule]) -> Kept<RetentionForecast> {
        let mut forecast = RetentionForecast::default();
        for rule in rules {
            let ahead = retain::ahead(&self.pool, now, rule).await?;
            forecast.rules.push(ahead);
        }
        forecast.rest = retain::rest_ahead(&self.pool, now).await?;
        Ok(forecast)
    }

    async fn retain(&self, now: Timestamp, rules: Vec<RetentionRule>) -> Kept<RetentionReport> {
        let mut report = RetentionReport::default();
        for rule in &rules {
            let past = retain::past(&self.pool, now, rule).await?;
            for step in past.chunks(retain::STEP) {
                report.add(&self.retain_step(step.to_vec()).await?);
            }
        }
        report.add(&self.retain_rest(now).await?);
        Ok(report)
    }
}

impl PostgresStore {
    async fn retain_step(&self, past: Vec<Uuid>) -> Kept<RetentionReport> {
        write!(self, retain::submissions, past)
    }

    async fn retain_rest(&self, now: Timestamp) -> Kept<RetentionReport> {
        write!(self, retain::rest, now)
    }
}
