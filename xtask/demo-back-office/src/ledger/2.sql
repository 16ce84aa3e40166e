-- Times are milliseconds since 1970, UTC.

-- The event as it came, and what a refused request was answered.
ALTER TABLE effects ADD COLUMN event TEXT NOT NULL DEFAULT '{}';
ALTER TABLE effects ADD COLUMN code TEXT NOT NULL DEFAULT 'not-ours';
ALTER TABLE effects ADD COLUMN reason TEXT NOT NULL
    DEFAULT 'We could not find this place on our rounds.';
CREATE INDEX effects_by_reference ON effects (reference, number);

-- Every delivery, whether it had an effect or not.
CREATE TABLE arrivals (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook_id  TEXT NOT NULL,
    destination TEXT NOT NULL,
    at          INTEGER NOT NULL,
    answer      TEXT NOT NULL
);
CREATE INDEX arrivals_by_message ON arrivals (webhook_id, number);

-- The progress it reports. `state`: 0 waiting, 1 accepted by Doorstep, 2 refused by Doorstep.
-- `lie` is empty for the truth; `code` is its own code for a refusal.
CREATE TABLE outgoing (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    effect      INTEGER NOT NULL REFERENCES effects (number),
    webhook_id  TEXT NOT NULL,
    status      TEXT NOT NULL,
    note        TEXT NOT NULL,
    code        TEXT NOT NULL,
    lie         TEXT NOT NULL,
    at          INTEGER NOT NULL,
    due_at      INTEGER NOT NULL,
    attempts    INTEGER NOT NULL,
    state       INTEGER NOT NULL
);
CREATE INDEX outgoing_by_effect ON outgoing (effect, number);
CREATE INDEX outgoing_waiting ON outgoing (due_at) WHERE state = 0;
INSERT INTO outgoing (effect, webhook_id, status, note, code, lie, at, due_at, attempts, state)
    SELECT effect, id, status, note, '', '', at, due_at, attempts, heard
    FROM callbacks ORDER BY rowid;
DROP TABLE callbacks;

-- What Doorstep answered to each attempt.
CREATE TABLE answers (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    outgoing    INTEGER NOT NULL REFERENCES outgoing (number),
    at          INTEGER NOT NULL,
    answer      TEXT NOT NULL
);
CREATE INDEX answers_by_outgoing ON answers (outgoing, number);

-- The definitions of forms, by version.
CREATE TABLE forms (
    service     TEXT NOT NULL,
    version     TEXT NOT NULL,
    json        TEXT NOT NULL,
    PRIMARY KEY (service, version)
);

CREATE TABLE behaviour (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    json        TEXT NOT NULL
);
PRAGMA user_version = 2;
