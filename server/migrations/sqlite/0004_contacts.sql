-- One interaction on one channel. Holds no personal data, so it is not erased with a person;
-- what links it to a draft or submission is in a table of its own, and is erased.
CREATE TABLE contacts (
    id             BLOB PRIMARY KEY,
    authority      TEXT NOT NULL,
    channel        TEXT NOT NULL,
    service        TEXT,
    version        TEXT,
    language       TEXT NOT NULL,
    device         TEXT,
    assisted       INTEGER NOT NULL,
    started_at     INTEGER NOT NULL,
    last_at        INTEGER NOT NULL,
    ended          TEXT,
    ended_at       INTEGER,
    outcome        TEXT,
    feedback_token TEXT NOT NULL
) STRICT;
CREATE INDEX contacts_feedback_token ON contacts (feedback_token);
-- Finds the idle ones among the few that are open, without being updated by every save.
CREATE INDEX contacts_open ON contacts (id) WHERE ended IS NULL;

-- A submitted draft keeps its row, which then names both.
CREATE TABLE contact_links (
    contact    BLOB NOT NULL,
    draft      BLOB UNIQUE,
    submission BLOB UNIQUE
) STRICT;
CREATE INDEX contact_links_contact ON contact_links (contact);

-- Counters: `stage` counts arrivals at page `name`, `error` the mistakes with `code` at
-- question `name`, `seconds` the time on page `name`. `first_at` and `place` keep the order
-- of first arrival.
CREATE TABLE contact_events (
    contact  BLOB NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    kind     TEXT NOT NULL,
    name     TEXT NOT NULL,
    code     TEXT NOT NULL,
    amount   INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    place    INTEGER NOT NULL,
    PRIMARY KEY (contact, kind, name, code)
) STRICT, WITHOUT ROWID;

-- Satisfaction, once for each contact; or about a service as such, without one.
CREATE TABLE feedback (
    id        BLOB PRIMARY KEY,
    contact   BLOB UNIQUE,
    authority TEXT NOT NULL,
    service   TEXT,
    channel   TEXT NOT NULL,
    rating    INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
    comment   TEXT,
    at        INTEGER NOT NULL
) STRICT;
