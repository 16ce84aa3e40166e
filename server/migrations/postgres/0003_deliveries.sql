-- What is sent to back offices and mailboxes. While leased, `next_at` is the end of the
-- lease, so that one comparison finds both what is due and what a dead worker left behind.
CREATE TABLE deliveries (
    id          UUID PRIMARY KEY,
    submission  UUID REFERENCES submissions (id) ON DELETE CASCADE,
    part        TEXT,
    kind        TEXT NOT NULL,
    destination TEXT NOT NULL,
    authority   TEXT NOT NULL,
    payload     TEXT NOT NULL,
    state       TEXT NOT NULL,
    attempts    BIGINT NOT NULL,
    next_at     BIGINT NOT NULL,
    lease_owner UUID,
    created_at  BIGINT NOT NULL,
    ended_at    BIGINT
);
CREATE INDEX deliveries_submission ON deliveries (submission);
-- Only what is pending is indexed: delivered ones, soon nearly all, cost nothing here, and one
-- slow destination with a long queue does not delay the others.
CREATE INDEX deliveries_open ON deliveries (destination, next_at, id, state)
    WHERE state IN ('due', 'leased');
CREATE INDEX deliveries_gave_up ON deliveries (destination, next_at) WHERE state = 'gave_up';

-- Every attempt is kept as long as its delivery. `result` is a code, never text from outside.
CREATE TABLE attempts (
    delivery    UUID NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
    id          UUID NOT NULL,
    started_at  BIGINT NOT NULL,
    ended_at    BIGINT NOT NULL,
    result      TEXT NOT NULL,
    http_status BIGINT,
    PRIMARY KEY (delivery, id)
);

-- Destinations that are paused, or were: a pause that ended stays as a row.
CREATE TABLE destinations (
    name         TEXT PRIMARY KEY,
    paused_until BIGINT NOT NULL,
    reason       TEXT NOT NULL
);
