-- Until when a delivery is held because its request exceeded the budget of accepted requests.
ALTER TABLE deliveries ADD COLUMN held_until BIGINT;

-- Counts of wrong second facts, which survive a restart. `key` is a keyed hash of the reference,
-- with or without the address that the facts came from; after `until`, in milliseconds, none counts
-- any more.
CREATE TABLE guesses (
    key   TEXT PRIMARY KEY,
    until BIGINT NOT NULL
);
