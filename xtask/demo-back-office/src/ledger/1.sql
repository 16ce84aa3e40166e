-- Files of the first version have these tables and version 0.
CREATE TABLE IF NOT EXISTS effects (
    number          INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook_id      TEXT NOT NULL UNIQUE,
    destination     TEXT NOT NULL,
    reference       TEXT NOT NULL,
    part            TEXT NOT NULL,
    service         TEXT NOT NULL,
    refused         INTEGER NOT NULL,
    test            INTEGER NOT NULL,
    arrivals        INTEGER NOT NULL,
    first_at        INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS callbacks (
    id          TEXT PRIMARY KEY,
    effect      INTEGER NOT NULL REFERENCES effects (number),
    status      TEXT NOT NULL,
    note        TEXT NOT NULL,
    at          INTEGER NOT NULL,
    due_at      INTEGER NOT NULL,
    attempts    INTEGER NOT NULL,
    heard       INTEGER NOT NULL
);
PRAGMA user_version = 1;
