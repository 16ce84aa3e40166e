-- When a draft ends, however often it is saved; 0 in drafts of an earlier release.
ALTER TABLE drafts ADD COLUMN ends_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX drafts_owner ON drafts (owner);
-- Only a request that its sender's cookie still opens has an owner: one of the last day. The index
-- is in order of time, so that an acceptance writes to its end.
UPDATE submissions SET owner = NULL WHERE received_at < (CAST(strftime('%s', 'now') AS INTEGER) - 86400) * 1000;
CREATE INDEX submissions_owned ON submissions (received_at, owner) WHERE owner IS NOT NULL;
-- The time from start to last activity, kept when the times themselves are rounded to the hour.
ALTER TABLE contacts ADD COLUMN duration_seconds INTEGER;

-- Work that only one process does at a time. `last_done` is when it was last done.
CREATE TABLE leases (
    name      TEXT PRIMARY KEY,
    owner     BLOB,
    until     INTEGER NOT NULL,
    last_done INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Hashes of the secrets and proofs in cookies that "Finish and close" ended before they expired, so
-- that no copy of a cookie opens anything. A row is deleted when its cookie would have expired.
CREATE TABLE ended (
    hash  TEXT PRIMARY KEY,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The content of a delivered message is not kept a second time.
UPDATE deliveries SET payload = '' WHERE state = 'delivered';

-- A version is first used by somebody's contact, so its time is rounded to the hour too.
UPDATE versions SET kept_at = kept_at - kept_at % 3600000;
