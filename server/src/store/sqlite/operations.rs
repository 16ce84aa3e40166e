//! The trait, operation by operation: writes to the writer, reads from the readers.

use super::*;
use crate::store::rows::*;
use crate::store::{Store, StoreResult};
use crate::vault::KeyedHash;
use async_trait::async_trait;
use jiff::Timestamp;
use shared::reference::Reference;
use std::sync::Arc;
use uuid::Uuid;

/// A job for the writer: a function of a file of this folder and what it takes.
macro_rules! write {
    ($store:ident, $operation:path, $input:expr) => {{
        let input = Arc::new($input);
        $store
            .writer
            .write(move |connection| {
                let input = Arc::clone(&input);
                Box::pin(async move { $operation(connection, &input).await })
            })
            .await
    }};
}

#[async_trait]
impl Store for SqliteStore {
    async fn ready(&self) -> StoreResult<()> {
        write!(self, nothing, ())
    }

    async fn keep_version(&self, version: VersionRow) -> StoreResult<()> {
        write!(self, versions::keep, version)
    }

    async fn version(&self, version: &str) -> StoreResult<Option<VersionRow>> {
        versions::version(&self.readers, version).await
    }

    async fn versions(&self) -> StoreResult<Vec<VersionRow>> {
        versions::versions(&self.readers).await
    }

    async fn create_draft(&self, draft: DraftRow, contact: ContactRow) -> StoreResult<()> {
        self.writer.create(draft, contact).await
    }

    async fn draft(&self, id: Uuid, now: Timestamp) -> StoreResult<Option<DraftRow>> {
        self.drafts.draft(id, now).await
    }

    async fn save_draft(&self, save: DraftSave) -> StoreResult<DraftSaved> {
        self.writer.save(save).await
    }

    async fn clear_draft(&self, id: Uuid, now: Timestamp) -> StoreResult<()> {
        write!(self, drafts::clear, (id, now))
    }

    async fn accept(&self, acceptance: Acceptance) -> StoreResult<Accepted> {
        self.writer.accept(acceptance).await
    }

    async fn idempotency(
        &self,
        scope: &str,
        key: &KeyedHash,
    ) -> StoreResult<Option<IdempotencyRow>> {
        submissions::idempotency(&self.readers, scope, key).await
    }

    async fn submission(&self, reference: Reference) -> StoreResult<Option<Submission>> {
        submissions::by_reference(&self.readers, reference).await
    }

    async fn submission_of_draft(&self, draft: Uuid) -> StoreResult<Option<Submission>> {
        submissions::by_draft(&self.readers, draft).await
    }

    async fn submission_by_id(&self, id: Uuid) -> StoreResult<Option<Submission>> {
        submissions::by_id(&self.readers, id).await
    }

    async fn has_lookup(
        &self,
        reference: Reference,
        kind: LookupKind,
        hash: &KeyedHash,
    ) -> StoreResult<bool> {
        submissions::has_lookup(&self.readers, reference, kind, hash).await
    }

    async fn references(
        &self,
        after: Option<Uuid>,
        limit: u32,
    ) -> StoreResult<Vec<(Uuid, Reference)>> {
        submissions::references(&self.readers, after, limit).await
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
        attempts::of_delivery(&self.readers, delivery).await
    }

    async fn deliveries_of(&self, submission: Uuid) -> StoreResult<Vec<DeliveryRow>> {
        deliveries::of_submission(&self.readers, submission).await
    }

    async fn open_deliveries(
        &self,
        destination: Option<&str>,
        limit: u32,
    ) -> StoreResult<Vec<OpenDelivery>> {
        deliveries::open(&self.readers, destination, limit).await
    }

    async fn redeliver(&self, which: Redeliver, now: Timestamp) -> StoreResult<u64> {
        write!(self, deliveries::redeliver, (which, now))
    }

    async fn reroute(&self, route: Reroute, now: Timestamp) -> StoreResult<u64> {
        write!(self, deliveries::reroute, (route, now))
    }

    async fn delivery_counts(&self) -> StoreResult<Vec<DeliveryCount>> {
        deliveries::counts(&self.readers).await
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
        deliveries::paused(&self.readers, now).await
    }

    async fn next_due(&self) -> StoreResult<Option<Timestamp>> {
        deliveries::next_due(&self.readers).await
    }

    async fn open_contact(&self, contact: ContactRow) -> StoreResult<()> {
        write!(self, contacts::open, contact)
    }

    async fn contact(&self, id: Uuid) -> StoreResult<Option<Contact>> {
        contacts::contact(&self.readers, id).await
    }

    async fn contact_of_draft(&self, draft: Uuid) -> StoreResult<Option<Uuid>> {
        contacts::of_draft(&self.readers, draft).await
    }

    async fn contact_for_draft(&self, draft: Uuid) -> StoreResult<Option<Contact>> {
        contacts::for_draft(&self.readers, draft).await
    }

    async fn touch_contact(&self, touch: ContactTouch) -> StoreResult<()> {
        write!(self, contacts::touch, touch)
    }

    async fn close_idle_contacts(&self, before: Timestamp) -> StoreResult<u64> {
        write!(self, contacts::close_idle, before)
    }

    async fn feedback_token(&self, hash: &KeyedHash) -> StoreResult<Option<FeedbackToken>> {
        feedback::token(&self.readers, hash).await
    }

    async fn record_feedback(&self, feedback: FeedbackRow) -> StoreResult<FeedbackRecorded> {
        write!(self, feedback::record, feedback)
    }

    async fn replace_addresses(&self, rows: Vec<AddressRow>) -> StoreResult<u64> {
        write!(self, addresses::replace, rows)
    }

    async fn addresses(&self, postcode: &str) -> StoreResult<Vec<AddressRow>> {
        addresses::by_postcode(&self.readers, postcode).await
    }

    async fn foresee(
        &self,
        now: Timestamp,
        rules: &[RetentionRule],
    ) -> StoreResult<RetentionForecast> {
        let mut forecast = RetentionForecast::default();
        for rule in rules {
            let ahead = retain::ahead(&self.readers, now, rule).await?;
            forecast.rules.push(ahead);
        }
        forecast.rest = retain::rest_ahead(&self.readers, now).await?;
        Ok(forecast)
    }

    async fn retain(
        &self,
        now: Timestamp,
        rules: Vec<RetentionRule>,
    ) -> StoreResult<RetentionReport> {
        let mut report = RetentionReport::default();
        for rule in &rules {
            let past = retain::past(&self.readers, now, rule).await?;
            for step in past.chunks(retain::STEP) {
                report.add(&write!(self, retain::submissions, step.to_vec())?);
            }
        }
        report.add(&write!(self, retain::rest, now)?);
        Ok(report)
    }
}

/// The writer takes the write lock before any job, so an empty one shows that it can.
async fn nothing(_: &mut sqlx::SqliteConnection, _: &()) -> StoreResult<()> {
    Ok(())
}
