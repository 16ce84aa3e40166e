-- When a draft ends however often it is saved; 0 for drafts of an earlier release.
ALTER TABLE drafts ADD COLUMN ends_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX drafts_owner ON drafts (owner);
-- Only requests that a cookie still opens have an owner: those of the last day. In order of
-- time, so that an acceptance writes to the end of the index.
UPDATE submissions SET owner = NULL WHERE received_at < (CAST(strftime('%s', 'now') AS INTEGER) - 86400) * 1000;
CREATE INDEX submissions_owned ON submissions (received_at, owner) WHERE owner IS NOT NULL;
-- From start to last activity, kept when the times are rounded to the hour.
ALTER TABLE contacts ADD COLUMN duration_seconds INTEGER;

-- What only one process does at a time. `last_done` is when it was last done.
CREATE TABLE leases (
    name      TEXT PRIMARY KEY,
    owner     BLOB,
    until     INTEGER NOT NULL,
    last_done INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Hashes of the secrets and marks of browsers that "Finish and close" ended before their time,
-- so that no copy of a cookie opens anything. Deleted when they would have ended anyway.
CREATE TABLE ended (
    hash  TEXT PRIMARY KEY,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What was delivered is not kept a second time.
UPDATE deliveries SET payload = '' WHERE state = 'delivered';

-- The first use of a version is that of somebody's contact.
UPDATE versions SET kept_at = kept_at - kept_at % 3600000;
