//! Retention: deleting expired data.

use super::StoreResult;
use async_trait::async_trait;
use jiff::Timestamp;

/// How long submissions of one version are retained after their last status.
#[derive(Debug, Clone)]
pub struct RetentionRule {
    pub version: String,
    pub days: u32,
}

/// Rows deleted, by table, and expired submissions that were not deleted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RetentionReport {
    pub submissions: u64,
    pub drafts: u64,
    pub deliveries: u64,
    pub idempotency: u64,
    pub contact_links: u64,
    /// Comments on a rating; the rating stays.
    pub comments: u64,
    /// Contacts whose pages and mistakes were deleted; the contact stays.
    pub contact_details: u64,
    /// Expired submissions not deleted because a delivery is pending or has given up.
    pub held: u64,
}

/// The result of a dry run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RetentionForecast {
    /// In the order of the rules.
    pub rules: Vec<RetentionReport>,
    /// Data without a rule: expired drafts, old keys, old mails to the operator.
    pub rest: RetentionReport,
}

impl RetentionForecast {
    /// The report that a deletion would return.
    pub fn total(&self) -> RetentionReport {
        let mut total = self.rest.clone();
        for rule in &self.rules {
            total.add(rule);
        }
        total
    }
}

impl RetentionReport {
    /// What was deleted, or would be, with its name.
    pub fn deleted(&self) -> [(&'static str, u64); 7] {
        [
            ("submissions", self.submissions),
            ("drafts", self.drafts),
            ("deliveries", self.deliveries),
            ("idempotency keys", self.idempotency),
            ("contact links", self.contact_links),
            ("comments", self.comments),
            ("details of contacts", self.contact_details),
        ]
    }

    /// All of [`RetentionReport::deleted`].
    pub fn rows(&self) -> u64 {
        self.deleted().iter().map(|(_, count)| count).sum()
    }

    /// Adds the counts of another step.
    pub(in crate::store) fn add(&mut self, step: &RetentionReport) {
        self.submissions += step.submissions;
        self.drafts += step.drafts;
        self.deliveries += step.deliveries;
        self.idempotency += step.idempotency;
        self.contact_links += step.contact_links;
        self.comments += step.comments;
        self.contact_details += step.contact_details;
        self.held += step.held;
    }
}

#[async_trait]
pub trait RetentionStore: Send + Sync {
    /// Deletes expired data: submissions whose timeline has not changed for longer than their
    /// version's rule, with everything that belongs to them except their contact; what
    /// [`ExpiryStore::expire`](super::ExpiryStore::expire) ends; idempotency records and delivered
    /// mails to the operator after 30 days; comments after a year; the pages and mistakes of
    /// contacts after `detail_days`. A contact that loses its link keeps only the hour of its
    /// times. Works in short transactions, so a failure may leave some data undeleted.
    async fn retain(
        &self,
        now: Timestamp,
        rules: Vec<RetentionRule>,
        detail_days: u32,
    ) -> StoreResult<RetentionReport>;
    /// What [`RetentionStore::retain`] would delete now, by rule. Deletes and locks nothing.
    async fn retention_dry_run(
        &self,
        now: Timestamp,
        rules: &[RetentionRule],
        detail_days: u32,
    ) -> StoreResult<RetentionForecast>;
}
