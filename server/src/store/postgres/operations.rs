//! The trait, operation by operation.

use super::*;
use crate::store::failure::Cause;
use crate::store::rows::*;
use crate::store::{Store, StoreResult};
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
    async fn ready(&self) -> StoreResult<()> {
        let (reads_only,): (bool,) =
            sqlx::query_as("SELECT current_setting('transaction_read_only')::boolean")
                .fetch_one(&self.pool)
                .await?;
        if reads_only {
            return Err(Cause("the server only reads".into()).unavailable());
        }
        Ok(())
    }

    async fn keep_version(&self, version: VersionRow) -> StoreResult<()> {
        write!(self, versions::keep, version)
    }

    async fn version(&self, version: &str) -> StoreResult<Option<VersionRow>> {
        versions::version(&self.pool, version).await
    }

    async fn versions(&self) -> StoreResult<Vec<VersionRow>> {
        versions::versions(&self.pool).await
    }

    async fn create_draft(&self, draft: DraftRow, contact: ContactRow) -> StoreResult<()> {
        drafts::create(&self.pool, &draft, &contact).await
    }

    async fn draft(&self, id: Uuid, now: Timestamp) -> StoreResult<Option<DraftRow>> {
        drafts::draft(&self.pool, id, now).await
    }

    async fn save_draft(&self, save: DraftSave) -> StoreResult<DraftSaved> {
        drafts::save(&self.pool, &save).await
    }

    async fn clear_draft(&self, id: Uuid, now: Timestamp) -> StoreResult<()> {
        write!(self, drafts::clear, (id, now))
    }

    async fn accept(&self, acceptance: Acceptance) -> StoreResult<Accepted> {
        accept::accept(&self.pool, &acceptance).await
    }

    async fn idempotency(
        &self,
        scope: &str,
        key: &KeyedHash,
    ) -> StoreResult<Option<IdempotencyRow>> {
        submissions::idempotency(&self.pool, scope, key).await
    }

    async fn submission(&self, reference: Reference) -> StoreResult<Option<Submission>> {
        submissions::by_reference(&self.pool, reference).await
    }

    async fn submission_of_draft(&self, draft: Uuid) -> StoreResult<Option<Submission>> {
        submissions::by_draft(&self.pool, draft).await
    }

    async fn submission_by_id(&self, id: Uuid) -> StoreResult<Option<Submission>> {
        submissions::by_id(&self.pool, id).await
    }

    async fn has_lookup(
        &self,
        reference: Reference,
        kind: LookupKind,
        hash: &KeyedHash,
    ) -> StoreResult<bool> {
        submissions::has_lookup(&self.pool, reference, kind, hash).await
    }

    async fn references(
        &self,
        after: Option<Uuid>,
        limit: u32,
    ) -> StoreResult<Vec<(Uuid, Reference)>> {
        submissions::references(&self.pool, after, limit).await
    }

    async fn record_status(&self, event: StatusEvent) -> StoreResult<StatusRecorded> {
        write!(self, statuses::record, event)
    }

    async fn claim_deliveries(&self, claim: Claim) -> StoreResult<Vec<DeliveryRow>> {
        write!(self, deliveries::claim, claim)
    }

    async fn finish_attempt(&self, attempt: AttemptEnd) -> StoreResult<bool> {
        write!(self, attempts::finish, attempt)
    }

    async fn attempts(&self, delivery: Uuid) -> StoreResult<Vec<AttemptRow>> {
        attempts::of_delivery(&self.pool, delivery).await
    }

    async fn deliveries_of(&self, submission: Uuid) -> StoreResult<Vec<DeliveryRow>> {
        deliveries::of_submission(&self.pool, submission).await
    }

    async fn open_deliveries(
        &self,
        destination: Option<&str>,
        limit: u32,
    ) -> StoreResult<Vec<OpenDelivery>> {
        deliveries::open(&self.pool, destination, limit).await
    }

    async fn redeliver(&self, which: Redeliver, now: Timestamp) -> StoreResult<u64> {
        write!(self, deliveries::redeliver, (which, now))
    }

    async fn reroute(&self, route: Reroute, now: Timestamp) -> StoreResult<u64> {
        write!(self, deliveries::reroute, (route, now))
    }

    async fn delivery_counts(&self) -> StoreResult<Vec<DeliveryCount>> {
        deliveries::counts(&self.pool).await
    }

    async fn pause_destination(
        &self,
        name: &str,
        until: Option<Timestamp>,
        reason: &str,
    ) -> StoreResult<()> {
        let pause = (name.to_owned(), until, reason.to_owned());
        write!(self, deliveries::pause, pause)
    }

    async fn paused_destinations(&self, now: Timestamp) -> StoreResult<Vec<(String, Timestamp)>> {
        deliveries::paused(&self.pool, now).await
    }

    async fn next_due(&self) -> StoreResult<Option<Timestamp>> {
        deliveries::next_due(&self.pool).await
    }

    async fn open_contact(&self, contact: ContactRow) -> StoreResult<()> {
        contacts::open(&self.pool, &contact).await
    }

    async fn contact(&self, id: Uuid) -> StoreResult<Option<Contact>> {
        contacts::contact(&self.pool, id).await
    }

    async fn contact_of_draft(&self, draft: Uuid) -> StoreResult<Option<Uuid>> {
        contacts::of_draft(&self.pool, draft).await
    }

    async fn contact_for_draft(&self, draft: Uuid) -> StoreResult<Option<Contact>> {
        contacts::for_draft(&self.pool, draft).await
    }

    async fn touch_contact(&self, touch: ContactTouch) -> StoreResult<()> {
        write!(self, contacts::touch, touch)
    }

    async fn close_idle_contacts(&self, before: Timestamp) -> StoreResult<u64> {
        write!(self, contacts::close_idle, before)
    }

    async fn feedback_token(&self, hash: &KeyedHash) -> StoreResult<Option<FeedbackToken>> {
        feedback::token(&self.pool, hash).await
    }

    async fn record_feedback(&self, feedback: FeedbackRow) -> StoreResult<FeedbackRecorded> {
        write!(self, feedback::record, feedback)
    }

    async fn replace_addresses(&self, rows: Vec<AddressRow>) -> StoreResult<u64> {
        write!(self, addresses::replace, rows)
    }

    async fn addresses(&self, postcode: &str) -> StoreResult<Vec<AddressRow>> {
        addresses::by_postcode(&self.pool, postcode).await
    }

    async fn foresee(
        &self,
        now: Timestamp,
        rules: &[RetentionRule],
    ) -> StoreResult<RetentionForecast> {
        let mut forecast = RetentionForecast::default();
        for rule in rules {
            let ahead = retain::ahead(&self.pool, now, rule).await?;
            forecast.rules.push(ahead);
        }
        forecast.rest = retain::rest_ahead(&self.pool, now).await?;
        Ok(forecast)
    }

    async fn retain(
        &self,
        now: Timestamp,
        rules: Vec<RetentionRule>,
    ) -> StoreResult<RetentionReport> {
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
    async fn retain_step(&self, past: Vec<Uuid>) -> StoreResult<RetentionReport> {
        write!(self, retain::submissions, past)
    }

    async fn retain_rest(&self, now: Timestamp) -> StoreResult<RetentionReport> {
        write!(self, retain::rest, now)
    }
}
