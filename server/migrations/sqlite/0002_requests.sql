-- Times are UTC milliseconds, ids are 16 bytes. Columns that hold personal data hold it
-- sealed (see server/src/vault), because anybody who runs the database can read them.

-- Answers that are not submitted yet. Deleted when submitted, cleared or expired. There is no
-- index on `expires_at`: every save would pay for it, and only the daily retention uses it.
CREATE TABLE drafts (
    id         BLOB PRIMARY KEY,
    revision   INTEGER NOT NULL,
    service    TEXT NOT NULL,
    version    TEXT NOT NULL,
    authority  TEXT NOT NULL,
    channel    TEXT NOT NULL,
    language   TEXT NOT NULL,
    owner      TEXT NOT NULL,
    subject    BLOB,
    answers    TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    saved_at   INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

-- The draft is the idempotency key of its submission, so it is unique here even after the
-- draft itself is deleted.
CREATE TABLE submissions (
    id          BLOB PRIMARY KEY,
    reference   TEXT NOT NULL UNIQUE,
    draft       BLOB UNIQUE,
    authority   TEXT NOT NULL,
    service     TEXT NOT NULL,
    version     TEXT NOT NULL,
    channel     TEXT NOT NULL,
    language    TEXT NOT NULL,
    owner       TEXT,
    answers     TEXT NOT NULL,
    person      TEXT NOT NULL,
    received_at INTEGER NOT NULL
) STRICT;

-- One row for each recipient of a submission, with the status that the resident sees.
CREATE TABLE submission_parts (
    submission      BLOB NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
    id              TEXT NOT NULL,
    authority       TEXT NOT NULL,
    destination     TEXT NOT NULL,
    status          TEXT NOT NULL,
    their_reference TEXT,
    PRIMARY KEY (submission, id)
) STRICT, WITHOUT ROWID;

-- The timeline. The first status of a part has the submission's id. `theirs` marks what a
-- back office reported by callback: only those share a clock, so only among them does an
-- older time mean an older event.
CREATE TABLE statuses (
    submission  BLOB NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
    part        TEXT NOT NULL,
    id          BLOB NOT NULL,
    status      TEXT NOT NULL,
    at          INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    note        TEXT,
    theirs      INTEGER NOT NULL,
    PRIMARY KEY (submission, part, id)
) STRICT, WITHOUT ROWID;

-- Keyed hashes of what a stranger may show to read a submission: the tracking code, an e-mail
-- address, a postcode.
CREATE TABLE proofs (
    submission BLOB NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL,
    hash       TEXT NOT NULL,
    PRIMARY KEY (submission, kind, hash)
) STRICT, WITHOUT ROWID;

-- What a client's Idempotency-Key was used for; deleted after 30 days.
CREATE TABLE idempotency (
    scope      TEXT NOT NULL,
    key        TEXT NOT NULL,
    body       TEXT NOT NULL,
    submission BLOB NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
    at         INTEGER NOT NULL,
    PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_submission ON idempotency (submission);

-- Messages of back offices that were recorded, so that a repeated one changes nothing.
CREATE TABLE callbacks (
    destination TEXT NOT NULL,
    message     TEXT NOT NULL,
    submission  BLOB NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
    at          INTEGER NOT NULL,
    UNIQUE (destination, message)
) STRICT;
CREATE INDEX callbacks_submission ON callbacks (submission);
