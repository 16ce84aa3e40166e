//! Addresses and retention.

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressRow {
    pub uprn: String,
    pub lines: Vec<String>,
    pub town: String,
    /// As shown, with one space.
    pub postcode: String,
    /// The authority or other area it lies in.
    pub area: String,
}

#[derive(Debug, Clone)]
pub struct RetentionRule {
    pub version: String,
    pub days: u32,
}

/// What went, by table; and what stayed although it was due.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RetentionReport {
    pub submissions: u64,
    pub drafts: u64,
    pub deliveries: u64,
    pub idempotency: u64,
    pub contact_links: u64,
    /// What people wrote beside a rating; the rating stays.
    pub comments: u64,
    /// Submissions past retention with a delivery still owed or given up: kept.
    pub held: u64,
}

/// What would go, before anything does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RetentionForecast {
    /// In the order of the rules.
    pub rules: Vec<RetentionReport>,
    /// What goes by no rule of a version: expired drafts, old keys, old mails to the operator.
    pub rest: RetentionReport,
}

impl RetentionForecast {
    /// All of it, as the report of a deletion would say it.
    pub fn total(&self) -> RetentionReport {
        let mut total = self.rest.clone();
        for rule in &self.rules {
            total.add(rule);
        }
        total
    }
}

impl RetentionReport {
    /// Counts another step in.
    pub(in crate::store) fn add(&mut self, step: &RetentionReport) {
        self.submissions += step.submissions;
        self.drafts += step.drafts;
        self.deliveries += step.deliveries;
        self.idempotency += step.idempotency;
        self.contact_links += step.contact_links;
        self.comments += step.comments;
        self.held += step.held;
    }
}
